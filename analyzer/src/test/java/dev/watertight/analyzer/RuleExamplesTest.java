package dev.watertight.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watertight.core.config.Configuration;
import dev.watertight.core.config.ConfigurationReader;
import dev.watertight.core.config.Overrides;
import dev.watertight.core.finding.Finding;
import dev.watertight.core.finding.Location;
import dev.watertight.core.report.Report;
import dev.watertight.core.rule.RuleExample;
import dev.watertight.core.rule.RuleExamples;
import dev.watertight.core.rule.RulePage;
import dev.watertight.core.rule.RulePages;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every example of every rule's page, laid over the base project and scanned: something is found on
 * each marked line by the rules that the mark means, and nothing else in the whole project by any
 * rule.
 */
class RuleExamplesTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicContainer> everyExample() {
    return RulePages.all().stream()
        .map(RulePage::name)
        .map(
            rule ->
                DynamicContainer.dynamicContainer(
                    rule,
                    RuleExamples.of(rule).stream()
                        .map(
                            example ->
                                DynamicTest.dynamicTest(
                                    example.expected() + ", " + example.title(),
                                    () -> isFoundOnTheMarkedLinesAndNowhereElse(example)))));
  }

  @Test
  void theBaseProjectHasNoFindingOfAnyRule() throws Exception {
    Report report = scan(List.of());
    assertThat(report.findings()).isEmpty();
    assertThat(report.notAnalysed()).isEmpty();
  }

  private void isFoundOnTheMarkedLinesAndNowhereElse(RuleExample example) throws Exception {
    SortedSet<String> expected = new TreeSet<>();
    for (RuleExample.File file : example.files()) {
      file.leaks().forEach(line -> expected.add(found(example.rule(), file.path(), line)));
      file.others()
          .forEach(
              (line, rules) -> rules.forEach(rule -> expected.add(found(rule, file.path(), line))));
    }
    Report report = scan(example.files());
    SortedSet<String> found = new TreeSet<>();
    for (Finding finding : report.findings()) {
      if (finding.isOpen()) {
        Location.InFile at = (Location.InFile) finding.location();
        found.add(found(finding.rule(), at.file(), at.line()));
      }
    }
    assertThat(found)
        .as("%s, docs/rules/%s.md:%d", example.title(), example.rule(), example.line())
        .isEqualTo(expected);
    assertThat(report.notAnalysed()).isEmpty();
  }

  private static String found(String rule, String file, int line) {
    return rule + " " + file + ":" + line;
  }

  private Report scan(List<RuleExample.File> files) throws Exception {
    Path root = Files.createTempDirectory(folder, "example");
    copyBase(root);
    for (RuleExample.File file : files) {
      Path target = root.resolve(file.path());
      Files.createDirectories(target.getParent());
      Files.writeString(target, file.text());
    }
    Configuration configuration = ConfigurationReader.find(root, Overrides.none());
    return Scan.run(
        new ScanRequest(
            "example",
            root,
            root,
            configuration,
            List.of(),
            List.of(),
            true,
            1,
            Optional.empty(),
            TODAY));
  }

  private static void copyBase(Path root) throws IOException, URISyntaxException {
    URL base = Objects.requireNonNull(RuleExamplesTest.class.getResource("examples/base"));
    Path from = Path.of(base.toURI());
    try (Stream<Path> paths = Files.walk(from)) {
      for (Path path : paths.sorted().toList()) {
        Path target = root.resolve(from.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(target);
        } else {
          Files.copy(path, target);
        }
      }
    }
  }
}
