package dev.watertight.core.report.html;

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
import dev.watertight.core.report.Report;
import dev.watertight.core.rule.RulePage;
import dev.watertight.core.tenant.Detection;
import dev.watertight.core.tenant.TenantTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** A report such as a real project would get: all layers, with frames, flows and a proof. */
final class DemoReport {
  private static final List<RulePage> PAGES =
      List.of(
          page(
              "tenant-id-from-request",
              Layer.IDENTITY,
              Severity.ERROR,
              "A tenant id comes from the request and not from the verified session.",
              "Whoever sends the request chooses the header. Every check that follows compares with"
                  + " the id that the **attacker** chose, so all of them pass.",
              "Take the id from the verified session:\n\n"
                  + "```java\nTenantDb db = TenantDb.open(dsl, session.organizationId());\n```\n\n"
                  + "If an API must name the organization, compare it with the session and end the"
                  + " request on a mismatch."),
          page(
              "raw-table-access",
              Layer.APPLICATION,
              Severity.ERROR,
              "A tenant-scoped table is reached outside the tenant factory.",
              "The tenant factory adds the tenant to every statement. A statement that goes around"
                  + " it is safe only as long as **every** author remembers the predicate, in every"
                  + " join, forever. See also [unscoped-query](unscoped-query.md) and"
                  + " [opaque-sql](opaque-sql.md).",
              "1. Use the tenant factory: `db.projects().list()`.\n"
                  + "2. If the access must see all tenants, explain it with"
                  + " `@AcrossTenants(reason = \"…\")`.\n\n"
                  + "| instead of | write |\n| --- | --- |\n"
                  + "| `dsl.selectFrom(PROJECTS)` | `db.projects().list()` |\n"
                  + "| `jdbc.query(\"select …\")` | a method of the factory |\n"),
          page(
              "opaque-sql",
              Layer.APPLICATION,
              Severity.WARNING,
              "A statement whose text or tables cannot be determined: it is not shown to be safe.",
              "What cannot be read cannot be shown to be safe. A table name that is computed may"
                  + " name a tenant table.",
              "Write the statement as a constant, or choose between constants."),
          page(
              "session-wide-tenant-context",
              Layer.APPLICATION,
              Severity.ERROR,
              "The tenant setting is set for the whole session and outlives the request.",
              "A pooled connection carries the setting to the **next** request, which may be"
                  + " another tenant's.",
              "Set it for the transaction: `set_config('app.current_org_id', ?, true)`."),
          page(
              "unexplained-escape-hatch",
              Layer.APPLICATION,
              Severity.WARNING,
              "A cross-tenant access is marked as intended, without a reason.",
              "A reviewer cannot tell a decision from an accident.",
              "Say why: `@AcrossTenants(reason = \"nightly export, reviewed\")`."),
          page(
              "policies-but-rls-off",
              Layer.DATABASE,
              Severity.ERROR,
              "A table has policies, but row-level security is not enabled on it.",
              "The policies look like protection in every review and do nothing.",
              "```sql\nALTER TABLE tasks ENABLE ROW LEVEL SECURITY;\n```"),
          page(
              "tenant-index-missing",
              Layer.DATABASE,
              Severity.NOTE,
              "No index leads with the tenant column.",
              "Every query of a small tenant reads the rows of all tenants.",
              "Create an index whose first column is the tenant column."),
          page(
              "unused-suppression",
              Layer.CONFIGURATION,
              Severity.WARNING,
              "A suppression matches nothing any more.",
              "It would silently accept the next finding that happens to match.",
              "Remove the entry."));

  private static final List<String> TABLES =
      List.of("projects", "team_members", "tasks", "activity", "invoices");

  private DemoReport() {}

  static Optional<RulePage> rulePage(String name) {
    return PAGES.stream().filter(p -> p.name().equals(name)).findFirst();
  }

  static Report report() {
    return new Report(
        "acme-projects", parts(), detections(), tables(), findings(), notAnalysed(), notes());
  }

  /** The demo with the given number of findings, all different, in many files. */
  static Report large(int count) {
    List<Finding> base = findings().stream().filter(Finding::isOpen).toList();
    List<Finding> many =
        IntStream.range(0, count)
            .mapToObj(
                i -> {
                  Finding f = base.get(i % base.size());
                  Location at =
                      f.location() instanceof Location.InFile file
                          ? Location.InFile.of("module" + i % 97 + "/" + file.file(), 10 + i % 800)
                          : f.location();
                  return new Finding(
                      f.rule(),
                      f.layer(),
                      f.severity(),
                      f.status(),
                      f.message() + " (number " + i + ")",
                      at,
                      f.table(),
                      Fingerprint.of(f.rule(), "large", Integer.toString(i)),
                      f.related(),
                      f.flow(),
                      f.frame(),
                      f.proof(),
                      f.suppressed());
                })
            .toList();
    return new Report(
        "acme-monolith", parts(), detections(), tables(), many, notAnalysed(), notes());
  }

  static List<Finding> findings() {
    List<Finding> all = new ArrayList<>();
    all.add(fromHeader());
    all.add(proven());
    all.add(sessionWide());
    for (int i = 0; i < 12; i++) {
      all.add(raw(i));
    }
    for (int i = 0; i < 6; i++) {
      all.add(opaque(i));
    }
    all.add(mapper());
    all.add(
        simple(
            "unexplained-escape-hatch",
            Layer.APPLICATION,
            Severity.WARNING,
            "`@AcrossTenants` on `BillingExport.run()` has no reason: say why it may see all"
                + " tenants.",
            Location.InFile.of("src/main/java/com/acme/billing/BillingExport.java", 21),
            Optional.empty()));
    for (String table : List.of("tasks", "invoices", "activity")) {
      all.add(
          simple(
              "tenant-index-missing",
              Layer.DATABASE,
              Severity.NOTE,
              "No index of `public." + table + "` leads with `organization_id`.",
              new Location.InDatabase("public." + table),
              Optional.of(table)));
    }
    all.add(
        simple(
            "unused-suppression",
            Layer.CONFIGURATION,
            Severity.WARNING,
            "The suppression of `raw-table-access` for `src/main/java/com/acme/old/**` matches"
                + " nothing any more: remove it.",
            Location.InFile.of("watertight.yml", 31),
            Optional.empty()));
    all.add(
        raw(40)
            .withSuppressed(
                new Suppressed(
                    Suppressed.Kind.CONFIGURATION,
                    "nightly billing export, reviewed by security")));
    all.add(
        raw(41).withSuppressed(new Suppressed(Suppressed.Kind.BASELINE, "known on 2026-09-01")));
    return all;
  }

  private static Finding fromHeader() {
    String file = "src/main/java/com/acme/web/ProjectController.java";
    return new Finding(
        "tenant-id-from-request",
        Layer.IDENTITY,
        Severity.ERROR,
        Status.SUSPECTED,
        "The header `X-Org-Id` becomes the tenant of `TenantDb.open`: take the id from the"
            + " verified `Session`.",
        new Location.InFile(file, 34, 23, 34, 61),
        Optional.empty(),
        Fingerprint.of("tenant-id-from-request", file),
        List.of("object-id-unchecked"),
        List.of(
            new FlowStep(Location.InFile.of(file, 31), "`X-Org-Id` is read from the request"),
            new FlowStep(
                Location.InFile.of("src/main/java/com/acme/web/Ids.java", 12),
                "is passed through `Ids.parse`, which does not verify it"),
            new FlowStep(Location.InFile.of(file, 34), "becomes the tenant of the scope")),
        Optional.of(
            new CodeFrame(
                30,
                List.of(
                    "    @GetMapping(\"/projects\")",
                    "    List<ProjectDto> list(@RequestHeader(\"X-Org-Id\") String orgId) {",
                    "        // the gateway has checked it",
                    "        OrgId tenant = Ids.parse(orgId);",
                    "        try (TenantDb db = TenantDb.open(dsl, tenant)) {",
                    "            return db.projects().list(Paging.first(50)).map(ProjectDto::of);",
                    "        }",
                    "    }"),
                34,
                34)),
        Optional.empty(),
        Optional.empty());
  }

  private static Finding proven() {
    return new Finding(
        "policies-but-rls-off",
        Layer.DATABASE,
        Severity.ERROR,
        Status.PROVEN,
        "`public.tasks` has 2 policies, but row-level security is off: they do nothing.",
        new Location.InDatabase("public.tasks"),
        Optional.of("tasks"),
        Fingerprint.of("policies-but-rls-off", "public.tasks"),
        List.of("rls-off"),
        List.of(),
        Optional.empty(),
        Optional.of(
            Proof.of(
                Map.of(
                    "sql",
                    "begin;\nselect set_config('app.current_org_id', 'org_A', true);\n"
                        + "select id, title from public.tasks\n where organization_id <> 'org_A';",
                    "role",
                    "app_user",
                    "setting",
                    "app.current_org_id = org_A",
                    "tenants",
                    "org_A, org_B",
                    "seen",
                    "2 rows of org_B, among them canary-B-tasks-title-7f3a",
                    "condition",
                    "PostgreSQL 17.5"))),
        Optional.empty());
  }

  private static Finding sessionWide() {
    String file = "src/main/java/com/acme/data/ConnectionCustomizer.java";
    return simple(
            "session-wide-tenant-context",
            Layer.APPLICATION,
            Severity.ERROR,
            "`set_config('app.current_org_id', …, false)` outlives the transaction on a pooled"
                + " connection: pass `true`.",
            Location.InFile.of(file, 19),
            Optional.empty())
        .withFrame(
            new CodeFrame(
                16,
                List.of(
                    "\tvoid prepare(Connection connection, String org) throws SQLException {",
                    "\t\ttry (PreparedStatement statement = connection.prepareStatement(\"\"\"",
                    "\t\t\t\tselect",
                    "\t\t\t\t  set_config('app.current_org_id', ?, false)",
                    "\t\t\t\t\"\"\")) {",
                    "\t\t\tstatement.setString(1, org);"),
                17,
                20));
  }

  private static Finding raw(int i) {
    String table = TABLES.get(i % TABLES.size());
    String type = List.of("ProjectSearch", "BoardView", "ExportJob", "AdminReport").get(i % 4);
    String file =
        "src/main/java/com/acme/" + (i % 3 == 0 ? "web" : "reports") + "/" + type + ".java";
    int line = 40 + 11 * i;
    return new Finding(
            "raw-table-access",
            Layer.APPLICATION,
            Severity.ERROR,
            Status.SUSPECTED,
            "`"
                + table
                + "` is read outside the tenant factory `com.acme.data.tenant`: use `TenantDb."
                + table
                + "()`, or explain the access with `@AcrossTenants(reason = …)`.",
            new Location.InFile(file, line, 12, line + 1, 60),
            Optional.of(table),
            Fingerprint.of("raw-table-access", file, Integer.toString(i)),
            i % 2 == 0 ? List.of("unscoped-query") : List.of(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty())
        .withFrame(
            new CodeFrame(
                line - 2,
                List.of(
                    "  /* " + type + ": what the board shows first. */",
                    "  List<Row> newest" + i + "(int limit) {",
                    "    return jdbc.query(\"select id, name from "
                        + table
                        + " where archived = false\"",
                    "        + \" order by created_at desc limit ?\", ROW, limit);",
                    "  }"),
                line,
                line + 1));
  }

  private static Finding opaque(int i) {
    String file = "src/main/java/com/acme/search/DynamicQuery.java";
    int line = 60 + 17 * i;
    return simple(
            "opaque-sql",
            Layer.APPLICATION,
            Severity.WARNING,
            "The statement's table comes from the parameter `kind"
                + i
                + "`: it cannot be shown"
                + " which table is read.",
            Location.InFile.of(file, line),
            Optional.empty())
        .withFrame(
            new CodeFrame(
                line - 1,
                List.of(
                    "    StringBuilder sql = new StringBuilder(\"select * from \");",
                    "    sql.append(kind" + i + ").append(\" where lower(name) like ?\");",
                    "    return jdbc.queryForList(sql.toString(), pattern(text));"),
                line,
                line));
  }

  private static Finding mapper() {
    String file = "src/main/resources/mapper/InvoiceMapper.xml";
    return simple(
            "raw-table-access",
            Layer.APPLICATION,
            Severity.ERROR,
            "`invoices` is read outside the tenant factory by the MyBatis statement"
                + " `InvoiceMapper.overdue`.",
            Location.InFile.of(file, 14),
            Optional.of("invoices"))
        .withFrame(
            new CodeFrame(
                12,
                List.of(
                    "  <!-- reminders -->",
                    "  <select id=\"overdue\" resultType=\"com.acme.billing.Invoice\">",
                    "    select * from invoices where due < now()",
                    "    <if test=\"org != null\">and organization_id = #{org}</if>",
                    "  </select>"),
                13,
                16));
  }

  private static Finding simple(
      String rule,
      Layer layer,
      Severity severity,
      String message,
      Location location,
      Optional<String> table) {
    return Finding.suspected(
        rule,
        layer,
        severity,
        message,
        location,
        table,
        Fingerprint.of(rule, location.label(), message));
  }

  private static List<Report.Part> parts() {
    return List.of(
        new Report.Part(
            "scan",
            List.of(
                "opaque-sql",
                "raw-table-access",
                "tenant-id-from-request",
                "unexplained-escape-hatch",
                "unused-suppression"),
            List.of(
                new Report.RuleOff(
                    "nested-tenant-context", "no tenant scope type is configured or detected")),
            List.of(
                new Report.Figure("Java files", 412),
                new Report.Figure("SQL files", 38),
                new Report.Figure("XML files", 9),
                new Report.Figure("lines", 68_214),
                new Report.Figure("statements", 731))),
        new Report.Part(
            "audit",
            List.of("policies-but-rls-off", "tenant-index-missing"),
            List.of(),
            List.of(new Report.Figure("tables", 9), new Report.Figure("policies", 14))));
  }

  private static List<Detection> detections() {
    return List.of(
        new Detection("tenant.table", "organizations", "watertight.yml:2"),
        new Detection("tenant.column", "organization_id", "7 tables, V1__init.sql and 3 more"),
        new Detection("tenant.setting", "app.current_org_id", "14 policies in V2__policies.sql"),
        new Detection("code.tenant-factory", "com.acme.data.tenant", "watertight.yml:9"),
        new Detection("code.sources", "src/main/java, src/main/resources", "default"));
  }

  private static List<TenantTable> tables() {
    List<TenantTable> tables = new ArrayList<>();
    tables.add(table("organizations", TenantTable.Kind.TENANTS, List.of(), "watertight.yml:2"));
    for (String name : TABLES) {
      tables.add(
          table(
              name,
              TenantTable.Kind.SCOPED,
              List.of("organization_id"),
              "src/main/resources/db/migration/V1__init.sql:" + (10 + name.length())));
    }
    tables.add(table("plans", TenantTable.Kind.SHARED, List.of(), "watertight.yml:6"));
    tables.add(
        table(
            "audit_log",
            TenantTable.Kind.UNCLASSIFIED,
            List.of(),
            "src/main/resources/db/migration/V7__audit.sql:3"));
    return tables;
  }

  private static TenantTable table(
      String name, TenantTable.Kind kind, List<String> columns, String evidence) {
    return new TenantTable(name, Optional.of("public"), kind, columns, List.of(evidence));
  }

  private static List<NotAnalysed> notAnalysed() {
    return List.of(
        new NotAnalysed(
            new Location.InFile("src/main/java/com/acme/legacy/Importer.java", 212, 1, 212, 1),
            NotAnalysed.Kind.FILE,
            "does not parse: line 212, `}` is missing"),
        new NotAnalysed(
            Location.InFile.of("src/main/java/com/acme/legacy/Tables.java", 1),
            NotAnalysed.Kind.FILE,
            "is not UTF-8 text"),
        new NotAnalysed(
            Location.InFile.of("src/main/resources/db/migration/V5__vendor.sql", 88),
            NotAnalysed.Kind.PART,
            "the statement is not SQL that can be read: `CREATE EVENT TRIGGER …`"));
  }

  private static List<String> notes() {
    return List.of(
        "tables.shared names `regions`, which no table matches.",
        "34 generated source files were left out by convention.");
  }

  private static RulePage page(
      String name, Layer layer, Severity severity, String summary, String why, String fix) {
    return new RulePage(
        name,
        layer,
        severity,
        "0.1.0",
        summary,
        why,
        fix,
        "# " + name + "\n\n## What it does not see\nStatements that a library builds.\n");
  }
}
