package dev.watertight.core.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watertight.core.finding.Finding;
import dev.watertight.core.finding.Layer;
import dev.watertight.core.finding.Location;
import dev.watertight.core.finding.NotAnalysed;
import dev.watertight.core.finding.Severity;
import dev.watertight.core.finding.Status;
import dev.watertight.core.finding.Suppressed;
import dev.watertight.core.report.Report;
import dev.watertight.core.report.html.Verdict.Tone;
import dev.watertight.core.rule.RulePage;
import dev.watertight.core.tenant.TenantTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VerdictTest {
  private static final List<String> A_RULE_PER_LAYER =
      List.of("identity", "application", "database");
  private static final TenantTable PROJECTS = table("projects", TenantTable.Kind.SCOPED);

  private final List<Finding> findings = new ArrayList<>();
  private final List<NotAnalysed> notAnalysed = new ArrayList<>();
  private final List<Report.RuleOff> off = new ArrayList<>();
  private final List<TenantTable> tables = new ArrayList<>(List.of(PROJECTS));
  private List<String> rules = A_RULE_PER_LAYER;

  @Test
  void isClearOnlyWhenEverythingWasLookedAt() {
    Verdict verdict = verdict();
    assertThat(verdict.tone()).isEqualTo(Tone.CLEAR);
    assertThat(verdict.headline()).isEqualTo("No way across the tenant boundary was found");
    assertThat(verdict.caveats()).isEmpty();
  }

  @Test
  void aFileThatWasNotAnalysedForbidsTheAllClear() {
    notAnalysed.add(missing("A.java", NotAnalysed.Kind.FILE));
    notAnalysed.add(missing("B.java", NotAnalysed.Kind.FILE));
    assertIncomplete("Nothing was found, but 2 files were not analysed");
  }

  @Test
  void aPartThatWasNotAnalysedForbidsTheAllClear() {
    notAnalysed.add(missing("V1.sql", NotAnalysed.Kind.PART));
    assertIncomplete("Nothing was found, but 1 part of a file was not analysed");
  }

  @Test
  void aRuleThatIsOffForbidsTheAllClear() {
    off.add(new Report.RuleOff("raw-table-access", "no tenant factory"));
    assertIncomplete("Nothing was found, but 1 rule is off");
  }

  @Test
  void aLayerThatNobodyCheckedForbidsTheAllClear() {
    rules = List.of("application");
    assertIncomplete("Nothing was found, but the identity and database layers were not checked");
  }

  @Test
  void aTableThatNobodyClassifiedForbidsTheAllClear() {
    tables.add(table("audit_log", TenantTable.Kind.UNCLASSIFIED));
    assertIncomplete("Nothing was found, but 1 table is unclassified");
  }

  @Test
  void noTenantTableForbidsTheAllClear() {
    tables.clear();
    assertIncomplete("Nothing was found, but no tenant-scoped table is known");
  }

  @Test
  void allReasonsAreNamedInOneSentence() {
    notAnalysed.add(missing("A.java", NotAnalysed.Kind.FILE));
    off.add(new Report.RuleOff("raw-table-access", "no tenant factory"));
    rules = List.of("identity", "application");
    assertIncomplete(
        "Nothing was found, but 1 file was not analysed, 1 rule is off and the database layer was"
            + " not checked");
  }

  @Test
  void aReportWithoutPartsSaysThatNothingWasAnalysed() {
    Report nothing =
        new Report("x", List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
    Verdict verdict = Verdict.of(nothing, new RuleTexts(VerdictTest::page, nothing));
    assertThat(verdict.tone()).isEqualTo(Tone.INCOMPLETE);
    assertThat(verdict.headline()).isEqualTo("Nothing was analysed");
  }

  @Test
  void provenAndSuspectedWaysAreToldApart() {
    findings.add(finding(1, Layer.APPLICATION, Severity.ERROR, Status.SUSPECTED));
    assertThat(verdict().headline())
        .isEqualTo("1 suspected way across the tenant boundary was found");
    assertThat(verdict().tone()).isEqualTo(Tone.SUSPICION);
    findings.add(finding(2, Layer.APPLICATION, Severity.ERROR, Status.UNPROVEN));
    findings.add(finding(3, Layer.DATABASE, Severity.ERROR, Status.PROVEN));
    assertThat(verdict().headline())
        .isEqualTo("1 proven and 2 suspected ways across the tenant boundary were found");
    assertThat(verdict().tone()).isEqualTo(Tone.LEAK);
  }

  @Test
  void onlyProvenWaysAreCalledProven() {
    findings.add(finding(1, Layer.DATABASE, Severity.ERROR, Status.PROVEN));
    assertThat(verdict().headline()).isEqualTo("1 way across the tenant boundary was proven");
    findings.add(finding(2, Layer.DATABASE, Severity.ERROR, Status.PROVEN));
    assertThat(verdict().headline()).isEqualTo("2 ways across the tenant boundary were proven");
  }

  @Test
  void warningsAreNoWaysAcross() {
    findings.add(finding(1, Layer.APPLICATION, Severity.WARNING, Status.SUSPECTED));
    assertThat(verdict().headline())
        .isEqualTo("No way across the tenant boundary was found, but 1 warning needs attention");
    assertThat(verdict().tone()).isEqualTo(Tone.WARNING);
  }

  @Test
  void anErrorInTheConfigurationIsNoWayAcross() {
    findings.add(finding(1, Layer.CONFIGURATION, Severity.ERROR, Status.SUSPECTED));
    findings.add(finding(2, Layer.CONFIGURATION, Severity.ERROR, Status.SUSPECTED));
    assertThat(verdict().headline())
        .isEqualTo(
            "No way across the tenant boundary was found, but 2 errors in the configuration of"
                + " this check need attention");
  }

  @Test
  void suppressedFindingsDoNotCountButAreNamed() {
    findings.add(
        finding(1, Layer.APPLICATION, Severity.ERROR, Status.SUSPECTED)
            .withSuppressed(new Suppressed(Suppressed.Kind.BASELINE, "known")));
    assertThat(verdict().headline())
        .isEqualTo("No way across the tenant boundary was found beyond the 1 suppressed finding");
  }

  @Test
  void caveatsStandBesideFindingsToo() {
    findings.add(finding(1, Layer.DATABASE, Severity.ERROR, Status.PROVEN));
    notAnalysed.add(missing("A.java", NotAnalysed.Kind.FILE));
    assertThat(verdict().caveats())
        .extracting(Verdict.Caveat::text)
        .containsExactly("1 file was not analysed");
  }

  private void assertIncomplete(String headline) {
    assertThat(verdict().headline()).isEqualTo(headline);
    assertThat(verdict().tone()).isEqualTo(Tone.INCOMPLETE);
  }

  private Verdict verdict() {
    Report report =
        new Report(
            "x",
            List.of(new Report.Part("scan", rules, off, List.of())),
            List.of(),
            tables,
            findings,
            notAnalysed,
            List.of());
    return Verdict.of(report, new RuleTexts(VerdictTest::page, report));
  }

  /** A rule is named after its layer here. */
  private static Optional<RulePage> page(String name) {
    return A_RULE_PER_LAYER.contains(name)
        ? Optional.of(
            new RulePage(
                name,
                Layer.valueOf(name.toUpperCase(java.util.Locale.ROOT)),
                Severity.ERROR,
                "0.1.0",
                "",
                "",
                "",
                ""))
        : Optional.empty();
  }

  private static Finding finding(int line, Layer layer, Severity severity, Status status) {
    return new Finding(
        "rule",
        layer,
        severity,
        status,
        "message",
        Location.InFile.of("A.java", line),
        Optional.empty(),
        "fingerprint" + line,
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static NotAnalysed missing(String file, NotAnalysed.Kind kind) {
    return new NotAnalysed(Location.InFile.of(file, 1), kind, "reason");
  }

  private static TenantTable table(String name, TenantTable.Kind kind) {
    return new TenantTable(name, Optional.empty(), kind, List.of(), List.of());
  }
}
