package dev.watertight.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watertight.core.finding.Finding;
import dev.watertight.core.finding.Layer;
import dev.watertight.core.finding.NotAnalysed;
import dev.watertight.core.finding.Severity;
import dev.watertight.core.finding.Status;
import dev.watertight.core.isolation.Cell;
import dev.watertight.core.isolation.CellResult;
import dev.watertight.core.isolation.Counterexample;
import dev.watertight.core.isolation.IsolationResult;
import dev.watertight.core.isolation.IsolationRules;
import dev.watertight.core.isolation.Ledger;
import dev.watertight.core.isolation.OperationResult;
import dev.watertight.core.isolation.OperationResult.Kind;
import dev.watertight.core.isolation.SampleIsolation;
import dev.watertight.core.report.Report.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IsolationReportTest {
  private static final CellResult HELD = CellResult.held();
  private static final CellResult LEAKED = CellResult.leaked();

  @ParameterizedTest
  @CsvSource({
    "leak-read, ERROR, PROVEN",
    "leak-write, ERROR, PROVEN",
    "leak-inference, ERROR, PROVEN",
    "context-bleed, ERROR, PROVEN",
    "over-filtering, WARNING, PROVEN",
    "blind-probe, WARNING, SUSPECTED",
  })
  void aCounterexampleIsAFindingOfItsRule(String rule, Severity severity, Status status) {
    Finding finding = only(counterexample(rule, Optional.of(Cell.BOTH)));

    assertThat(finding.rule()).isEqualTo(rule);
    assertThat(finding.severity()).isEqualTo(severity);
    assertThat(finding.status()).isEqualTo(status);
    assertThat(finding.location().label()).isEqualTo("projects().findAll()");
    assertThat(finding.proof().orElseThrow().fields())
        .containsEntry("call", "projects().findAll()")
        .containsEntry("tenants", "A = org_a; B = org_b")
        .containsEntry("seen", "org_a saw p7 of org_b")
        .containsEntry("sql", "select 1\nselect 2")
        .containsEntry("story", "first step\nsecond step")
        .containsEntry("seed", "s1")
        .containsEntry("test", "@Test");
  }

  @ParameterizedTest
  @CsvSource({
    "BOTH, APPLICATION, Neither layer stopped it",
    "APPLICATION_ONLY, APPLICATION, The code is not right by itself",
    "DATABASE_ONLY, DATABASE, The database is not right by itself",
  })
  void theCellSaysWhichLayerFailed(Cell cell, Layer layer, String hint) {
    Finding finding = only(counterexample("leak-read", Optional.of(cell)));

    assertThat(finding.layer()).isEqualTo(layer);
    assertThat(finding.message()).startsWith("org_a saw p7 of org_b. " + hint);
  }

  @Test
  void theFingerprintHoldsWhateverTheSeed() {
    Finding one = only(counterexample("leak-read", Optional.of(Cell.BOTH)));
    Finding other =
        only(
            new Counterexample(
                "leak-read",
                Optional.of(Cell.BOTH),
                "projects().findAll()",
                "another message",
                List.of(),
                List.of(),
                "other",
                ""));

    assertThat(one.fingerprint()).isEqualTo(other.fingerprint());
    assertThat(other.proof().orElseThrow().fields())
        .containsEntry("tenants", "as the story names them")
        .doesNotContainKeys("sql", "test", "story");
  }

  @Test
  void aLeakWithoutACounterexampleIsAFindingToo() {
    Report report = report(operation(Kind.TENANT, HELD, HELD, LEAKED, LEAKED));

    assertThat(report.findings()).hasSize(1);
    Finding finding = report.findings().get(0);
    assertThat(finding.rule()).isEqualTo("leak-read");
    assertThat(finding.severity()).isEqualTo(Severity.ERROR);
    assertThat(finding.status()).isEqualTo(Status.SUSPECTED);
    assertThat(finding.layer()).isEqualTo(Layer.DATABASE);
    assertThat(finding.message()).contains("no counterexample was recorded");
  }

  @Test
  void whatLeaksWithBothLayersOnIsToldOnce() {
    assertThat(report(operation(Kind.TENANT, LEAKED, LEAKED, LEAKED, LEAKED)).findings())
        .extracting(Finding::layer)
        .containsExactly(Layer.APPLICATION);
  }

  @Test
  void aCellThatIsNotAskedLeavesNoGap() {
    CellResult notRun = CellResult.notRun("there is nothing to take out");
    assertThat(report(operation(Kind.SHARED, HELD, HELD, HELD, notRun)).notAnalysed()).isEmpty();
    assertThat(report(operation(Kind.SHARED, HELD, notRun, HELD, notRun)).notAnalysed()).hasSize(1);
    assertThat(report(operation(Kind.ACROSS_TENANTS, LEAKED, notRun, notRun, notRun)).notAnalysed())
        .isEmpty();
  }

  @Test
  void aControlThatStaysDryIsABlindProbe() {
    assertThat(report(operation(Kind.TENANT, HELD, HELD, HELD, HELD)).findings())
        .extracting(Finding::rule)
        .containsExactly("blind-probe");
  }

  @Test
  void sharedDataNeedsNoLeakingControlAndAReviewedCrossingIsNone() {
    assertThat(report(operation(Kind.SHARED, HELD, HELD, HELD, HELD)).findings()).isEmpty();
    assertThat(report(operation(Kind.ACROSS_TENANTS, LEAKED, LEAKED, LEAKED, LEAKED)).findings())
        .isEmpty();
    assertThat(report(operation(Kind.TENANT, HELD, HELD, HELD, LEAKED)).findings()).isEmpty();
  }

  @Test
  void whatShowsNothingIsNotAnalysedWithItsReason() {
    Report report = IsolationReport.of("shop", SampleIsolation.result());

    assertThat(report.notAnalysed())
        .extracting(n -> n.location().label() + ": " + n.reason())
        .containsExactlyInAnyOrder(
            "projects().listen(Consumer): isolation tests could not call it: no argument for"
                + " `Consumer`",
            "public.activity: no operation that isolation tests called reached this table",
            "tasks().archive(): the cells both, applicationOnly, databaseOnly, neither are not run:"
                + " it throws `TimeoutException`",
            "tasks().search(String): a statement of it could not be read (a call of a procedure):"
                + " `call search_tasks(?)`",
            "tasks().search(String): the cells databaseOnly, neither are opaque: a statement is a"
                + " call of a procedure");
    assertThat(report.notAnalysed())
        .extracting(NotAnalysed::kind)
        .containsOnly(NotAnalysed.Kind.PART);
    assertThat(report.isIncomplete()).isFalse();
  }

  @Test
  void survivorsAreNoFindingsAndAreTold() {
    Report report = IsolationReport.of("shop", SampleIsolation.result());

    assertThat(report.findings())
        .extracting(Finding::rule)
        .containsExactly("blind-probe", "leak-read");
    assertThat(report.notes())
        .containsExactly(
            "a note",
            "Isolation tests noticed 1 of 3 faults that were put in on purpose. 1 survived: bound"
                + " to another tenant in `projects().findById(UUID)`. A real fault of this kind"
                + " would pass the tests too.");
  }

  @Test
  void thePartNamesItsRulesAndWhatWasTried() {
    Part part = IsolationReport.of("shop", SampleIsolation.result()).parts().get(0);

    assertThat(part.name()).isEqualTo("isolation");
    assertThat(part.rules()).isEqualTo(IsolationRules.ALL);
    assertThat(part.figures())
        .extracting(f -> f.name() + " " + f.value())
        .containsExactly("operations 7", "tries 2412", "statements 4", "mutants 4");
  }

  @Test
  void itsGapsStandInItsOwnSectionBesideOtherParts() {
    Report merged =
        ReportMerge.of(
            "shop",
            List.of(SampleReports.empty(), IsolationReport.of("shop", SampleIsolation.result())));

    List<Section> sections = Section.of(merged);

    assertThat(sections).extracting(s -> s.part().name()).containsExactly("scan", "isolation");
    assertThat(sections.get(0).notAnalysed()).isEmpty();
    assertThat(sections.get(1).notAnalysed()).hasSize(5);
    assertThat(sections.get(1).findings()).hasSize(2);
    assertThat(merged.isolation()).contains(SampleIsolation.result());
  }

  @Test
  void theCountSaysHowOperationsStand() {
    assertThat(IsolationCount.of(SampleIsolation.result()).text())
        .isEqualTo(
            "2 of 7 operations hold by each layer alone, 1 leaks, 1 is blind, 2 are not fully"
                + " tested, 1 crosses tenants on purpose");
    assertThat(IsolationCount.score(SampleIsolation.result()))
        .isEqualTo(
            "mutation score 33% (1 of 3 faults noticed, 1 masked by row-level security, 1"
                + " survived)");
    assertThat(IsolationCount.score(SampleIsolation.large(1, 0)))
        .isEqualTo("no fault was put in to test the tests");
  }

  @Test
  void everyFormatTellsOfIt() {
    Report report = IsolationReport.of("shop", SampleIsolation.result());

    assertThat(Golden.written(new MarkdownReportWriter(), report))
        .contains("### Isolation tests")
        .contains("mutation score 33%")
        .contains("| `projects().findAll()` | held | leaked | held | leaked |")
        .contains("- bound to another tenant in `projects().findById(UUID)`")
        .doesNotContain("| `projects().findById(UUID)`");
    assertThat(Golden.written(new JsonReportWriter("1"), report))
        .contains("\"isolation\": {", "\"leaking\": 1", "\"score\": 0.3333", "\"unscoped\": 1");
    assertThat(Golden.written(new SarifReportWriter(SampleReports::page), report))
        .contains("\"Watertight isolation\"", "\"name\": \"findAll()\"");
    assertThat(Golden.written(new JUnitReportWriter(), report))
        .contains("watertight.isolation.leak-read", "watertight.isolation.not-analysed");
    assertThat(ConsoleSummary.lines(report, Optional.empty()))
        .contains("  isolation tests: " + IsolationCount.of(SampleIsolation.result()).text());
  }

  @Test
  void aCommentHoldsItHoweverManyOperationsLeak() {
    List<OperationResult> many = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      many.add(
          SampleIsolation.operation(
              "facade().operation" + i + "()", Kind.TENANT, LEAKED, LEAKED, LEAKED, LEAKED));
    }
    Report report = IsolationReport.of("shop", result(many, List.of()));
    String markdown = Golden.written(new MarkdownReportWriter(), report);

    assertThat(markdown.length()).isLessThan(60_000);
    assertThat(markdown).containsPattern("and \\d+ more operations: see `index.html`");
  }

  private static Finding only(Counterexample found) {
    List<Finding> findings =
        IsolationReport.of("shop", result(List.of(), List.of(found))).findings();
    assertThat(findings).hasSize(1);
    return findings.get(0);
  }

  private static Report report(OperationResult operation) {
    return IsolationReport.of("shop", result(List.of(operation), List.of()));
  }

  private static IsolationResult result(
      List<OperationResult> operations, List<Counterexample> counterexamples) {
    return new IsolationResult(
        "1",
        operations,
        List.of(),
        new Ledger(List.of(), List.of(), List.of()),
        counterexamples,
        List.of());
  }

  private static OperationResult operation(
      Kind kind, CellResult both, CellResult application, CellResult database, CellResult neither) {
    return SampleIsolation.operation("a()", kind, both, application, database, neither);
  }

  private static Counterexample counterexample(String rule, Optional<Cell> cell) {
    return new Counterexample(
        rule,
        cell,
        "projects().findAll()",
        Optional.of("A = org_a; B = org_b"),
        "org_a saw p7 of org_b",
        List.of("first\n step", "second step"),
        List.of("select 1", "select 2"),
        "s1",
        "@Test");
  }
}
