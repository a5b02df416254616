package dev.watertight.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watertight.core.report.JUnitReportWriter;
import dev.watertight.core.report.JsonReportWriter;
import dev.watertight.core.report.MarkdownReportWriter;
import dev.watertight.core.report.ReportFiles;
import dev.watertight.core.report.SarifReportWriter;
import dev.watertight.core.report.html.HtmlReportWriter;
import dev.watertight.core.rule.RuleExample;
import dev.watertight.core.rule.RulePages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TimeZone;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report files depend on the project's content and on nothing else. */
class DeterminismTest {
  private static final Instant THEN = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir Path folder;
  private ExampleProject project;
  private Map<String, String> expected;

  @BeforeEach
  void aProjectOfManyFindingsAndSomeGaps() throws Exception {
    project = new ExampleProject();
    int examples = 0;
    for (RuleExample example : ExampleProject.examples()) {
      examples += project.add(example) ? 1 : 0;
    }
    for (int i = 0; i < 5; i++) {
      project.with("src/main/java/com/acme/broken/Broken" + i + ".java", "class B { projects( }");
    }
    assertThat(examples).isGreaterThan(80);
    expected = reports(written("one", 1), 1, Optional.empty());
    assertThat(expected.get("findings.json")).contains("Broken4.java");
    assertThat(expected.get("summary.md")).contains("raw-table-access");
  }

  private Path written(String name, long order) throws IOException {
    Path root = folder.resolve(name);
    project.write(root, new Random(order));
    return root;
  }

  private Map<String, String> reports(Path root, int threads, Optional<Path> cache)
      throws Exception {
    Path directory = Files.createTempDirectory(folder, "report");
    List<Path> files =
        ReportFiles.write(
            Scan.run(ExampleProject.request(root, threads, cache)),
            directory,
            THEN,
            List.of(
                new JsonReportWriter(),
                new SarifReportWriter(RulePages::find),
                new JUnitReportWriter(),
                new MarkdownReportWriter(),
                new HtmlReportWriter(RulePages::find)));
    Map<String, String> reports = new TreeMap<>();
    for (Path file : files) {
      reports.put(directory.relativize(file).toString(), Files.readString(file));
    }
    assertThat(reports).hasSize(5);
    return reports;
  }

  @Test
  void theNumberOfThreadsChangesNothing() throws Exception {
    for (int threads : new int[] {2, 8}) {
      assertThat(reports(folder.resolve("one"), threads, Optional.empty())).isEqualTo(expected);
    }
  }

  @Test
  void theFolderAndTheOrderOfTheFilesChangeNothing() throws Exception {
    for (int order = 2; order < 5; order++) {
      Path root = written("another/folder " + order, order);
      assertThat(reports(root, 3, Optional.empty())).isEqualTo(expected);
    }
  }

  @Test
  void theCacheChangesNothing() throws Exception {
    Optional<Path> cache = Optional.of(folder.resolve("cache"));
    assertThat(reports(folder.resolve("one"), 2, cache)).isEqualTo(expected);
    assertThat(cache.get()).isNotEmptyFile();
    assertThat(reports(folder.resolve("one"), 2, cache)).isEqualTo(expected);
    assertThat(reports(written("other", 9), 1, cache)).isEqualTo(expected);
  }

  @Test
  void theMachinesLanguageAndTimeZoneChangeNothing() throws Exception {
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr-TR"));
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
      assertThat(reports(folder.resolve("one"), 2, Optional.empty())).isEqualTo(expected);
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
  }
}
