package dev.watertight.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The expected report files under {@code src/test/resources}. {@code
 * -DargLine=-Dwatertight.goldens=write} writes them anew, to be read before they are committed.
 */
final class Golden {
  static final Map<String, Report> REPORTS =
      Map.of(
          "empty", SampleReports.empty(),
          "one", SampleReports.one(),
          "many", SampleReports.many(),
          "hostile", SampleReports.hostile());

  private static final Path DIRECTORY =
      Path.of("src/test/resources/dev/watertight/core/report/golden");

  private Golden() {}

  static String written(ReportWriter writer, Report report) {
    StringWriter out = new StringWriter();
    try {
      writer.write(report, SampleReports.MOMENT, out);
    } catch (IOException e) {
      throw new AssertionError("a string takes all text", e);
    }
    return out.toString();
  }

  static void assertMatches(String name, ReportWriter writer) throws IOException {
    assertMatches(name + "." + writer.fileName(), written(writer, REPORTS.get(name)));
  }

  static void assertMatches(String file, String actual) throws IOException {
    Path golden = DIRECTORY.resolve(file);
    if ("write".equals(System.getProperty("watertight.goldens"))) {
      Files.createDirectories(DIRECTORY);
      Files.write(golden, actual.getBytes(StandardCharsets.UTF_8));
    }
    assertThat(actual).isEqualTo(Files.readString(golden, StandardCharsets.UTF_8));
  }
}
