package dev.watertight.core.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A part of a page that is written by the build, between two comments. A test that finds it out of
 * date fails, or writes it anew where {@code -Dupdate-docs} is given.
 */
public final class GeneratedPart {
  private static final Path DOCS = Path.of("..", "docs");

  private GeneratedPart() {}

  /** The page of the name in the documentation. */
  public static Path page(String name) {
    return DOCS.resolve(name);
  }

  /** Fails if the part is not the expected text, unless it may be written. */
  public static void isUpToDate(Path page, String part, String expected) throws IOException {
    String begin = "<!-- generated: " + part + " -->\n";
    String end = "<!-- end: " + part + " -->\n";
    String text = Files.readString(page);
    int from = text.indexOf(begin);
    int to = text.indexOf(end);
    assertThat(from).as("%s has the part %s", page, part).isNotNegative();
    assertThat(to).as("%s has the end of the part %s", page, part).isGreaterThan(from);
    String wanted =
        text.substring(0, from + begin.length()) + "\n" + expected + "\n" + text.substring(to);
    if (System.getProperty("update-docs") != null) {
      Files.writeString(page, wanted);
      return;
    }
    assertThat(text)
        .as("%s, whose part %s is written by: ./mvnw -pl core test -Dupdate-docs", page, part)
        .isEqualTo(wanted);
  }
}
