package dev.watertight.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watertight.core.config.ConfigurationReader;
import dev.watertight.core.config.Overrides;
import dev.watertight.core.finding.Finding;
import dev.watertight.core.finding.Location;
import dev.watertight.core.report.Report;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Small projects in {@code corpus/} full of statements, each with a label at its end: what must be
 * found of it, {@code // raw}, {@code // opaque}, {@code // session}, {@code // outside}, or {@code
 * // safe} for nothing; {@code // raw|opaque} where either will do. A label is for the lines since
 * the one before. Whatever is found beside a label is wrong, too.
 */
class CorpusTest {
  private static final Pattern LABEL =
      Pattern.compile(
          "// ((?:raw|safe|opaque|session|outside)(?:\\|(?:raw|safe|opaque|session|outside))*)$");
  private static final Map<String, String> RULES =
      Map.of(
          "raw", "raw-table-access",
          "opaque", "opaque-sql",
          "session", "session-wide-tenant-context",
          "outside", "tenant-context-outside-transaction",
          "safe", "");

  @TestFactory
  Stream<DynamicTest> everyProject() throws IOException, URISyntaxException {
    URL corpus = Objects.requireNonNull(CorpusTest.class.getResource("corpus"));
    try (Stream<Path> projects = Files.list(Path.of(corpus.toURI()))) {
      return projects.sorted().toList().stream()
          .map(p -> DynamicTest.dynamicTest(p.getFileName().toString(), () -> check(p)));
    }
  }

  private static void check(Path project) throws Exception {
    Report report = scan(project);
    assertThat(report.notAnalysed()).isEmpty();
    List<Finding> open = new ArrayList<>(report.findings());
    List<String> wrong = new ArrayList<>();
    try (Stream<Path> files = Files.walk(project.resolve("src"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).sorted().toList()) {
        check(file, project.relativize(file).toString().replace('\\', '/'), open, wrong);
      }
    }
    open.forEach(f -> wrong.add("beside the labels: " + f.location().label() + " " + f.message()));
    assertThat(wrong).isEmpty();
  }

  /**
   * Takes what is found in the file out of the open findings, and notes what is not as labelled.
   */
  private static void check(Path file, String path, List<Finding> open, List<String> wrong)
      throws IOException {
    List<String> lines = Files.readAllLines(file);
    int from = 1;
    for (int line = 1; line <= lines.size(); line++) {
      Matcher label = LABEL.matcher(lines.get(line - 1));
      if (!label.find()) {
        continue;
      }
      Set<String> wanted = new HashSet<>();
      for (String word : label.group(1).split("\\|", -1)) {
        wanted.add(Objects.requireNonNull(RULES.get(word)));
      }
      List<Finding> found = new ArrayList<>();
      for (Finding finding : open) {
        if (finding.location() instanceof Location.InFile in
            && in.file().equals(path)
            && in.line() >= from
            && in.line() <= line) {
          found.add(finding);
        }
      }
      open.removeAll(found);
      String rules = String.join(", ", found.stream().map(Finding::rule).toList());
      if (found.size() > 1 || !wanted.contains(rules)) {
        wrong.add(path + ":" + line + " is " + label.group(1) + ", found: " + rules);
      }
      from = line + 1;
    }
  }

  private static Report scan(Path project) throws Exception {
    return Scan.run(
        new ScanRequest(
            "corpus",
            project,
            project,
            ConfigurationReader.find(project, Overrides.none()),
            List.of(),
            List.of(),
            true,
            1,
            Optional.empty(),
            LocalDate.of(2026, 11, 26)));
  }
}
