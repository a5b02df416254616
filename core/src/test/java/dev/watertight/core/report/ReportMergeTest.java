package dev.watertight.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watertight.core.finding.Finding;
import dev.watertight.core.finding.Location;
import dev.watertight.core.finding.NotAnalysed;
import dev.watertight.core.finding.Status;
import dev.watertight.core.finding.Suppressed;
import dev.watertight.core.report.Report.Figure;
import dev.watertight.core.report.Report.Part;
import dev.watertight.core.report.Report.RuleOff;
import dev.watertight.core.tenant.TenantTable;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReportMergeTest {
  private static final Finding RAW = SampleReports.raw("src/A.java", 3);

  @Test
  void pathsOfAModuleMoveBelowItsFolder() {
    Report moved = ReportMerge.under("web", SampleReports.many());

    assertThat(moved.findings().get(0).location().label())
        .isEqualTo("web/src/main/java/shop/Admin.java:12");
    assertThat(moved.findings().get(1).flow().get(0).location().label())
        .isEqualTo("web/src/main/java/shop/Web.java:8");
    assertThat(moved.notAnalysed())
        .extracting(n -> n.location().label())
        .contains("web/src/main/java/shop/Broken.java:3", "public.audit_log");
    assertThat(ReportMerge.under("", SampleReports.many())).isEqualTo(SampleReports.many());
  }

  @Test
  void oneFindingReportedTwiceIsOne() {
    assertThat(merge(report("a", RAW), report("b", RAW)).findings()).containsExactly(RAW);
  }

  @Test
  void equalFindingsOfTwoFilesAreTwoWithFingerprintsOfTheirOwn() {
    Report merged =
        merge(ReportMerge.under("a", report("a", RAW)), ReportMerge.under("b", report("b", RAW)));

    assertThat(merged.findings()).hasSize(2);
    assertThat(merged.findings()).extracting(Finding::fingerprint).doesNotHaveDuplicates();
  }

  @Test
  void ofTwoReportsOfOneFindingTheMoreSeriousStays() {
    Finding accepted =
        RAW.withSuppressed(new Suppressed(Suppressed.Kind.CONFIGURATION, "reviewed"));
    Finding proven = SampleReports.rlsOff();
    Finding suspected =
        Finding.suspected(
            proven.rule(),
            proven.layer(),
            proven.severity(),
            proven.message(),
            proven.location(),
            proven.table(),
            proven.fingerprint());

    assertThat(merge(report("a", accepted), report("b", RAW)).open()).containsExactly(RAW);
    assertThat(merge(report("a", suspected), report("b", proven)).findings())
        .extracting(Finding::status)
        .containsExactly(Status.PROVEN);
  }

  @Test
  void theOrderOfTheReportsDoesNotChangeTheFindings() {
    Report a = SampleReports.many();
    Report b = SampleReports.hostile();

    assertThat(merge(a, b).findings()).isEqualTo(merge(b, a).findings());
    assertThat(merge(a, b).tables()).isEqualTo(merge(b, a).tables());
  }

  @Test
  void partsOfOneNameAreOneAndTheirFiguresAddUp() {
    Part scan = new Part("scan", List.of("b", "a"), List.of(), List.of(new Figure("files", 2)));
    Part other = new Part("scan", List.of("c"), List.of(), List.of(new Figure("files", 3)));
    Part audit = new Part("audit", List.of("d"), List.of(), List.of());

    assertThat(merge(withPart("x", scan), withPart("y", other), withPart("z", audit)).parts())
        .containsExactly(
            new Part("scan", List.of("a", "b", "c"), List.of(), List.of(new Figure("files", 5))),
            audit);
  }

  @Test
  void aRuleThatIsOffInOneModuleOnlySaysInWhich() {
    RuleOff off = new RuleOff("raw-table-access", "no tenant factory is known");
    Part without = new Part("scan", List.of(), List.of(off), List.of());
    Part with = new Part("scan", List.of("raw-table-access"), List.of(), List.of());

    assertThat(merge(withPart("x", without), withPart("y", with)).parts().get(0).off())
        .containsExactly(new RuleOff("raw-table-access", "no tenant factory is known (in x)"));
    assertThat(merge(withPart("x", without), withPart("y", without)).parts().get(0).off())
        .containsExactly(off);
  }

  @Test
  void whatTwoModulesKnowOfOneTableIsJoinedUnlessTheyDisagree() {
    TenantTable one = table("projects", TenantTable.Kind.SCOPED, "V1.sql:1");
    TenantTable two = table("Projects", TenantTable.Kind.SCOPED, "Project.java:9");
    TenantTable three = table("projects", TenantTable.Kind.SHARED, "watertight.yml:2");

    assertThat(merge(withTable(one), withTable(two), withTable(three)).tables())
        .containsExactlyInAnyOrder(
            new TenantTable(
                "projects",
                Optional.empty(),
                TenantTable.Kind.SCOPED,
                List.of(),
                List.of("V1.sql:1", "Project.java:9")),
            three);
  }

  @Test
  void aTableWithoutASchemaIsTheOneThatAnotherKnowsUnlessThereAreTwo() {
    TenantTable scanned = table("projects", TenantTable.Kind.SCOPED, "V1.sql:1");
    TenantTable inPublic = inSchema("public", scanned);
    TenantTable inSales = inSchema("sales", scanned);

    assertThat(merge(withTable(scanned), withTable(inPublic)).tables()).containsExactly(inPublic);
    assertThat(merge(withTable(inPublic), withTable(scanned)).tables()).containsExactly(inPublic);
    assertThat(merge(withTable(scanned), withTable(inPublic), withTable(inSales)).tables())
        .containsExactlyInAnyOrder(scanned, inPublic, inSales);
  }

  private static TenantTable inSchema(String schema, TenantTable table) {
    return new TenantTable(
        table.name(), Optional.of(schema), table.kind(), table.tenantColumns(), table.evidence());
  }

  @Test
  void whatWasNotAnalysedStays() {
    NotAnalysed lost =
        new NotAnalysed(Location.InFile.of("src/B.java", 1), NotAnalysed.Kind.FILE, "unreadable");
    Report incomplete =
        new Report(
            "x", List.of(), List.of(), List.of(), List.of(), List.of(lost), List.of("a note"));

    Report merged = merge(report("y", RAW), incomplete, incomplete);

    assertThat(merged.isIncomplete()).isTrue();
    assertThat(merged.notAnalysed()).containsExactly(lost);
    assertThat(merged.notes()).containsExactly("a note");
  }

  private static Report merge(Report... reports) {
    return ReportMerge.of("all", List.of(reports));
  }

  private static Report report(String project, Finding finding) {
    return new Report(
        project, List.of(), List.of(), List.of(), List.of(finding), List.of(), List.of());
  }

  private static Report withPart(String project, Part part) {
    return new Report(
        project, List.of(part), List.of(), List.of(), List.of(), List.of(), List.of());
  }

  private static Report withTable(TenantTable table) {
    return new Report("x", List.of(), List.of(), List.of(table), List.of(), List.of(), List.of());
  }

  private static TenantTable table(String name, TenantTable.Kind kind, String evidence) {
    return new TenantTable(name, Optional.empty(), kind, List.of(), List.of(evidence));
  }
}
