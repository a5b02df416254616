package dev.watertight.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watertight.core.finding.Finding;
import dev.watertight.core.finding.Layer;
import dev.watertight.core.finding.Location;
import dev.watertight.core.finding.NotAnalysed;
import dev.watertight.core.finding.Severity;
import dev.watertight.core.finding.Suppressed;
import dev.watertight.core.report.Report;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VerdictTest {
  private static final Verdict VERDICT = new Verdict("app", "/project/target/index.html");

  @Test
  void findingsBelowTheThresholdPass() {
    Report report = report(finding(Severity.WARNING, 1), finding(Severity.NOTE, 2));

    assertThat(VERDICT.onFindings(report, Optional.of(Severity.ERROR))).isEmpty();
    assertThat(VERDICT.onFindings(report, Optional.empty())).isEmpty();
  }

  @Test
  void theMessageNamesCountsThresholdFindingsAndReport() {
    Report report =
        report(finding(Severity.NOTE, 1), finding(Severity.WARNING, 2), finding(Severity.ERROR, 3));

    String message = VERDICT.onFindings(report, Optional.of(Severity.WARNING)).orElseThrow();

    assertThat(message.lines().toList())
        .containsExactly(
            "app: 2 findings (1 error, 1 warning), and report.fail-on is warning:",
            "  error src/A.java:3 (raw-table-access): `projects` is read",
            "  warning src/A.java:2 (raw-table-access): `projects` is read",
            "Report: /project/target/index.html",
            "What a rule means: the goal explain, with -Drule=raw-table-access");
  }

  @Test
  void onlyTheFirstFindingsAreNamed() {
    Finding[] many =
        IntStream.rangeClosed(1, 12)
            .mapToObj(line -> finding(Severity.ERROR, line))
            .toArray(Finding[]::new);

    String message = VERDICT.onFindings(report(many), Optional.of(Severity.NOTE)).orElseThrow();

    assertThat(message).contains("12 findings (12 errors)", "src/A.java:5", "  and 7 more");
    assertThat(message).doesNotContain("src/A.java:6");
  }

  @Test
  void suppressedFindingsDoNotCount() {
    Finding suppressed =
        finding(Severity.ERROR, 1)
            .withSuppressed(new Suppressed(Suppressed.Kind.CONFIGURATION, "reviewed"));

    assertThat(VERDICT.onFindings(report(suppressed), Optional.of(Severity.NOTE))).isEmpty();
  }

  @Test
  void aFileThatWasPassedOverIsIncompleteAndAPartOfOneIsNot() {
    NotAnalysed file =
        new NotAnalysed(
            Location.InFile.of("src/B.java", 7), NotAnalysed.Kind.FILE, "syntax\nerror");
    NotAnalysed part =
        new NotAnalysed(Location.InFile.of("V1.sql", 1), NotAnalysed.Kind.PART, "unreadable");

    assertThat(VERDICT.onIncomplete(report(part))).isEmpty();
    assertThat(VERDICT.onIncomplete(report(part, file)).orElseThrow())
        .contains("app: the analysis is incomplete: 1 file")
        .contains("src/B.java:7: syntax error")
        .contains("-Dwatertight.allow-incomplete")
        .doesNotContain("V1.sql");
  }

  private static Finding finding(Severity severity, int line) {
    return Finding.suspected(
        "raw-table-access",
        Layer.APPLICATION,
        severity,
        "`projects` is read",
        Location.InFile.of("src/A.java", line),
        Optional.of("projects"),
        "f" + line);
  }

  private static Report report(Finding... findings) {
    return new Report(
        "app", List.of(), List.of(), List.of(), List.of(findings), List.of(), List.of());
  }

  private static Report report(NotAnalysed... notAnalysed) {
    return new Report(
        "app", List.of(), List.of(), List.of(), List.of(), List.of(notAnalysed), List.of());
  }
}
