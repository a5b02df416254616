package dev.watertight.core.suppression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watertight.core.config.Configuration;
import dev.watertight.core.config.ConfigurationReader;
import dev.watertight.core.config.Overrides;
import dev.watertight.core.finding.Finding;
import dev.watertight.core.finding.Layer;
import dev.watertight.core.finding.Location;
import dev.watertight.core.finding.Severity;
import dev.watertight.core.rule.RuleExample;
import dev.watertight.core.rule.RuleExamples;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The examples of the rule's page, without the analyzer: what it would find in them is plain to
 * see, each line that queries {@code projects}.
 */
class UnusedSuppressionPageTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

  @TempDir Path root;

  static Stream<RuleExample> examples() {
    return RuleExamples.of(Suppressions.RULE).stream()
        .filter(example -> example.files().stream().noneMatch(UnusedSuppressionPageTest::isMarked));
  }

  /** Marks in the code are the analyzer's to judge. */
  private static boolean isMarked(RuleExample.File file) {
    return file.path().endsWith(".java") && !file.leaks().isEmpty();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void isFoundOnTheMarkedLinesAndOnNoOther(RuleExample example) throws Exception {
    List<Finding> findings = new ArrayList<>();
    Set<Integer> expected = new TreeSet<>();
    for (RuleExample.File file : example.files()) {
      if (file.path().equals("watertight.yml")) {
        Files.writeString(root.resolve(file.path()), file.text());
        expected.addAll(file.leaks());
      } else {
        findings.addAll(queries(file));
        assertThat(file.leaks()).isEmpty();
      }
    }
    Configuration configuration = ConfigurationReader.find(root, Overrides.none());
    List<Finding> applied =
        Suppressions.apply(
            findings, configuration, TODAY, Set.of("raw-table-access", "opaque-sql"), true);

    assertThat(
            applied.stream()
                .filter(finding -> finding.rule().equals(Suppressions.RULE) && finding.isOpen())
                .map(finding -> ((Location.InFile) finding.location()).line()))
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  private static List<Finding> queries(RuleExample.File file) {
    List<Finding> found = new ArrayList<>();
    String[] lines = file.text().split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      if (lines[i].contains(" from projects\"")) {
        found.add(
            Finding.suspected(
                "raw-table-access",
                Layer.APPLICATION,
                Severity.ERROR,
                "`projects` is read outside the tenant factory",
                Location.InFile.of(file.path(), i + 1),
                Optional.of("projects"),
                "f" + i));
      }
    }
    return found;
  }
}
