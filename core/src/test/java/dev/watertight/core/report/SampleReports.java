package dev.watertight.core.report;

import dev.watertight.core.finding.Attack;
import dev.watertight.core.finding.CodeFrame;
import dev.watertight.core.finding.Finding;
import dev.watertight.core.finding.Fingerprint;
import dev.watertight.core.finding.FlowStep;
import dev.watertight.core.finding.Layer;
import dev.watertight.core.finding.Location;
import dev.watertight.core.finding.NotAnalysed;
import dev.watertight.core.finding.Proof;
import dev.watertight.core.finding.Severity;
import dev.watertight.core.finding.Status;
import dev.watertight.core.finding.Suppressed;
import dev.watertight.core.report.Report.Figure;
import dev.watertight.core.report.Report.Part;
import dev.watertight.core.report.Report.RuleOff;
import dev.watertight.core.rule.RulePage;
import dev.watertight.core.tenant.Detection;
import dev.watertight.core.tenant.TableProtection;
import dev.watertight.core.tenant.TableProtection.Guard;
import dev.watertight.core.tenant.TableProtection.State;
import dev.watertight.core.tenant.TenantTable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The reports that every format is shown with. */
final class SampleReports {
  static final Instant MOMENT = Instant.parse("2026-11-22T10:15:30Z");
  static final String VERSION = "1.2.3";

  /** Opens and never closes a reversed text, rings the bell, ends a line, halves an emoji. */
  static final String CONTROLS = "a\u0000b\u0007c\u001B[31md\u0085e\u202Ef\uD83Dg\uFFFEh\r\ni";

  static final String MARKUP =
      "<script>alert('x')</script> ]]> & \" ' | ` ``` \\ [x](javascript:alert(1)) ![i](http://e.example/i)"
          + " @everyone #1 www.e.example {0} <!-- --> 😀 **b** _i_ ~~s~~ $x$";

  private SampleReports() {}

  static Optional<RulePage> page(String rule) {
    return rule.equals("raw-table-access") || rule.equals("rls-off")
        ? Optional.of(
            new RulePage(
                rule,
                rule.equals("rls-off") ? Layer.DATABASE : Layer.APPLICATION,
                Severity.ERROR,
                "0.1.0",
                "A tenant table is reached outside the tenant factory.",
                "Nothing adds the tenant there.",
                "Go through `TenantDb`.",
                "# " + rule + "\n\nText.\n\n## Why it matters\n\nNothing adds the tenant there.\n"))
        : Optional.empty();
  }

  static Report empty() {
    return new Report(
        "shop",
        List.of(new Part("scan", List.of("opaque-sql", "raw-table-access"), List.of(), figures())),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  static Report one() {
    return new Report(
        "shop",
        empty().parts(),
        List.of(new Detection("tenant.column", "organization_id", "watertight.yml:3")),
        List.of(
            new TenantTable(
                "projects",
                Optional.of("public"),
                TenantTable.Kind.SCOPED,
                List.of("organization_id"),
                List.of("V1__init.sql:4"))),
        List.of(raw("src/main/java/shop/Admin.java", 12).withFrame(frame())),
        List.of(),
        List.of());
  }

  static Report many() {
    Finding suppressed =
        raw("src/main/java/shop/Billing.java", 30)
            .withSuppressed(new Suppressed(Suppressed.Kind.CONFIGURATION, "nightly export"));
    Finding baselined =
        raw("src/main/java/shop/Old.java", 7)
            .withSuppressed(new Suppressed(Suppressed.Kind.BASELINE, "there before"));
    List<Finding> findings =
        List.of(
            raw("src/main/java/shop/Admin.java", 12).withFrame(frame()),
            withFlow(raw("src/main/java/shop/Admin.java", 40)),
            opaque("src/main/java/shop/Dynamic.java", Severity.WARNING),
            opaque("src/main/java/shop/Dynamic2.java", Severity.NOTE),
            suppressed,
            baselined,
            rlsOff(),
            function(),
            unused());
    return new Report(
        "shop",
        List.of(
            new Part(
                "scan",
                List.of("opaque-sql", "raw-table-access", "unexplained-escape-hatch"),
                List.of(new RuleOff("tenant-id-from-request", "no verified identity is known")),
                figures()),
            new Part(
                "audit",
                List.of("definer-function", "definer-view", "rls-off"),
                List.of(),
                List.of(new Figure("tables", 5)))),
        List.of(
            new Detection("tenant.column", "organization_id", "watertight.yml:3"),
            new Detection("tenant.table", "organizations", "4 foreign keys in V1__init.sql")),
        List.of(
            new TenantTable(
                "organizations",
                Optional.of("public"),
                TenantTable.Kind.TENANTS,
                List.of(),
                List.of("named in watertight.yml")),
            new TenantTable(
                "plans",
                Optional.empty(),
                TenantTable.Kind.SHARED,
                List.of(),
                List.of("watertight.yml:7")),
            new TenantTable(
                "projects",
                Optional.of("public"),
                TenantTable.Kind.SCOPED,
                List.of("organization_id"),
                List.of("V1__init.sql:4", "shop.Project"))),
        findings,
        List.of(
            new NotAnalysed(
                Location.InFile.of("src/main/java/shop/Broken.java", 3),
                NotAnalysed.Kind.FILE,
                "does not parse: ';' expected"),
            new NotAnalysed(
                Location.InFile.of("src/main/java/shop/Huge.java", 1),
                NotAnalysed.Kind.FILE,
                "52 MB: larger than 10 MB"),
            new NotAnalysed(
                Location.InFile.of("src/main/resources/db/migration/V2__x.sql", 9),
                NotAnalysed.Kind.PART,
                "the statement cannot be read"),
            new NotAnalysed(
                new Location.InDatabase("public.audit_log"),
                NotAnalysed.Kind.PART,
                "permission denied")),
        List.of("tables.shared: `plan` matches nothing; the nearest table is `plans`"),
        attacks(),
        List.of(
            new TableProtection(
                "public.tasks",
                List.of(
                    new Guard("tenant column", State.HOLDS, "organization_id text"),
                    new Guard("not null", State.WEAK, "may be null"),
                    new Guard("row-level security", State.MISSING, "off"),
                    new Guard("partitions", State.NOT_APPLICABLE, "none")))),
        Optional.of("insert into public.tasks values ('org_a'), ('org_b');\n"));
  }

  static Report hostile() {
    String file = "src/main/java/" + MARKUP.replace('/', ':') + CONTROLS + "/@team #12 ?q=%2e.java";
    Finding finding =
        new Finding(
            "raw-table-access",
            Layer.APPLICATION,
            Severity.ERROR,
            Status.UNPROVEN,
            MARKUP + CONTROLS + "x".repeat(10_000),
            new Location.InFile(file, 2, 3, 3, 5),
            Optional.of("t\"able|" + MARKUP),
            Fingerprint.of("hostile"),
            List.of("unscoped-query"),
            List.of(new FlowStep(Location.InFile.of(file, 1), MARKUP + CONTROLS)),
            Optional.of(
                new CodeFrame(
                    1,
                    List.of("</script>", "\t" + MARKUP, CONTROLS.replace("\r\n", ""), ""),
                    2,
                    3)),
            Optional.of(
                Proof.of(Map.of("reason", MARKUP + CONTROLS, "sql", "select '<b>' -- ]]>"))),
            Optional.empty());
    Finding inDatabase =
        Finding.suspected(
                "rls-off",
                Layer.DATABASE,
                Severity.WARNING,
                MARKUP,
                new Location.InDatabase("public.\"" + MARKUP + CONTROLS + "\""),
                Optional.empty(),
                Fingerprint.of("hostile object"))
            .withSuppressed(new Suppressed(Suppressed.Kind.CONFIGURATION, MARKUP + CONTROLS));
    return new Report(
        "sh<op>" + CONTROLS,
        List.of(
            new Part(
                "scan",
                List.of("raw-table-access"),
                List.of(new RuleOff("opaque-sql", MARKUP + CONTROLS)),
                List.of(new Figure("\"<files>\"", 1)))),
        List.of(new Detection("tenant.column", MARKUP, CONTROLS)),
        List.of(
            new TenantTable(
                MARKUP, Optional.empty(), TenantTable.Kind.UNCLASSIFIED, List.of(), List.of(file))),
        List.of(finding, inDatabase),
        List.of(
            new NotAnalysed(Location.InFile.of(file, 1), NotAnalysed.Kind.FILE, MARKUP + CONTROLS)),
        List.of(MARKUP + CONTROLS));
  }

  /** As many findings as asked for, each with a long message of characters that need escapes. */
  static Report crowded(int count) {
    String message = "|`[<@&".repeat(500);
    return new Report(
        "crowd",
        List.of(
            new Part(
                "scan",
                IntStream.range(0, 300).mapToObj(i -> "rule-" + i).toList(),
                IntStream.range(0, 300).mapToObj(i -> new RuleOff("off-" + i, message)).toList(),
                List.of())),
        List.of(),
        List.of(),
        IntStream.range(0, count)
            .mapToObj(
                i ->
                    Finding.suspected(
                        "rule-" + i % 300,
                        Layer.APPLICATION,
                        List.of(Severity.ERROR, Severity.WARNING, Severity.NOTE).get(i % 3),
                        message + i,
                        Location.InFile.of("src/" + "`|".repeat(200) + "/F" + i + ".java", i + 1),
                        Optional.empty(),
                        Fingerprint.of("crowd", Integer.toString(i))))
            .toList(),
        IntStream.range(0, count)
            .mapToObj(
                i ->
                    new NotAnalysed(
                        Location.InFile.of("src/N" + i + ".java", 1),
                        i % 2 == 0 ? NotAnalysed.Kind.FILE : NotAnalysed.Kind.PART,
                        message))
            .toList(),
        Stream.generate(() -> message).limit(300).toList());
  }

  static Finding raw(String file, int line) {
    return Finding.suspected(
        "raw-table-access",
        Layer.APPLICATION,
        Severity.ERROR,
        "`projects` is read outside the tenant factory `shop.data.tenant`: use"
            + " `TenantDb.projects()`, or explain the access with `@AcrossTenants(reason = …)`.",
        new Location.InFile(file, line, 12, line, 43),
        Optional.of("projects"),
        Fingerprint.of("raw-table-access", file, Integer.toString(line)));
  }

  /** One that leaked, one that was stopped, and one that could not be carried out. */
  static List<Attack> attacks() {
    return List.of(
        attack("rls-off", "public.tasks", "reads B's rows as A", Status.PROVEN, "seen", "1 row"),
        attack(
            "definer-view", "public.open_tasks", "reads B's rows", Status.REFUTED, "reason", "0"),
        attack(
            "definer-function",
            "public.report(uuid, text)",
            "calls it as A",
            Status.UNPROVEN,
            "reason",
            "ERROR: division by zero"));
  }

  private static Attack attack(
      String rule, String object, String description, Status outcome, String field, String text) {
    return new Attack(
        rule,
        new Location.InDatabase(object),
        rule.equals("definer-function") ? Optional.empty() : Optional.of("public.tasks"),
        description,
        outcome,
        Proof.of(Map.of("role", "app_user", "sql", "begin;\nselect 1;\nrollback;\n", field, text)));
  }

  static Finding rlsOff() {
    return new Finding(
        "rls-off",
        Layer.DATABASE,
        Severity.ERROR,
        Status.PROVEN,
        "`public.tasks` has no row-level security: `app_user` reads every tenant's rows.",
        new Location.InDatabase("public.tasks"),
        Optional.of("tasks"),
        Fingerprint.of("rls-off", "public.tasks"),
        List.of("policies-but-rls-off"),
        List.of(),
        Optional.empty(),
        Optional.of(
            Proof.of(
                Map.of(
                    "role", "app_user",
                    "seen", "1 row of tenant B",
                    "sql", "select * from public.tasks",
                    "tenants", "A, B"))),
        Optional.empty());
  }

  private static Finding function() {
    return Finding.suspected(
        "definer-function",
        Layer.DATABASE,
        Severity.WARNING,
        "`public.report(uuid, text)` runs as its owner.",
        new Location.InDatabase("public.report(uuid, text)"),
        Optional.empty(),
        Fingerprint.of("definer-function", "public.report(uuid, text)"));
  }

  private static Finding unused() {
    return Finding.suspected(
        "unused-suppression",
        Layer.CONFIGURATION,
        Severity.WARNING,
        "This suppression matches nothing: remove it.",
        Location.InFile.of("watertight.yml", 9),
        Optional.empty(),
        Fingerprint.of("unused-suppression", "9"));
  }

  private static Finding opaque(String file, Severity severity) {
    return Finding.suspected(
        "opaque-sql",
        Layer.APPLICATION,
        severity,
        "The text of this statement cannot be determined.",
        new Location.InFile(file, 5, 9, 7, 20),
        Optional.empty(),
        Fingerprint.of("opaque-sql", file));
  }

  private static Finding withFlow(Finding f) {
    return new Finding(
        f.rule(),
        f.layer(),
        f.severity(),
        f.status(),
        f.message(),
        f.location(),
        f.table(),
        f.fingerprint(),
        f.related(),
        List.of(
            new FlowStep(
                new Location.InFile("src/main/java/shop/Web.java", 8, 3, 8, 20),
                "read from a header"),
            new FlowStep(f.location(), "reaches the statement")),
        f.frame(),
        f.proof(),
        f.suppressed());
  }

  private static CodeFrame frame() {
    return new CodeFrame(
        11,
        List.of("  List<Project> all() {", "    return dsl.selectFrom(PROJECTS).fetch();", "  }"),
        12,
        12);
  }

  private static List<Figure> figures() {
    return List.of(new Figure("Java files", 1_132), new Figure("SQL files", 3));
  }
}
