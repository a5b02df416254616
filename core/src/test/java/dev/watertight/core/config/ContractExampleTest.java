package dev.watertight.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watertight.core.config.Configuration.AcrossTenantsMark;
import dev.watertight.core.config.Configuration.Caches;
import dev.watertight.core.config.Configuration.ContextMethods;
import dev.watertight.core.config.Configuration.Enforcement;
import dev.watertight.core.config.Configuration.Engine;
import dev.watertight.core.config.Configuration.Mechanism;
import dev.watertight.core.config.Configuration.QueryApi;
import dev.watertight.core.config.Configuration.SqlTemplates;
import dev.watertight.core.config.Configuration.Suppression;
import dev.watertight.core.finding.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every key that users were promised, read from files as they would write them. */
class ContractExampleTest {
  private static final String MOST_PROJECTS =
      """
      tenant:
        table: organizations            # the table whose rows are the tenants
        column: organization_id
        setting: app.current_org_id
      tables:
        shared: [plans]
        scoped: []
      code:
        sources: [src/main/java, src/main/resources]
        tenant-factory: [com.acme.data.tenant]
        tenant-scope-types: [com.acme.data.tenant.TenantDb]
        verified-identity: [com.acme.auth.Session]
        across-tenants: [com.acme.TenantIgnore]
      database:
        engine: embedded                # embedded | testcontainers | jdbc
        version: 17
        url: jdbc:postgresql://...
        user: postgres
        password-env: WATERTIGHT_DB_PASSWORD
        migrations: [src/main/resources/db/migration]
        app-role: app_user
      report:
        directory: target/watertight
        fail-on: warning
      suppressions:
        - rule: raw-table-access
          path: src/main/java/com/acme/admin/**   # or  object: public.audit_log
          reason: nightly billing export, reviewed
          expires: 2027-03-31
      """;

  private static final String REAL_CODE_BASES =
      """
      tenant:
        column: [site_id, organization_id]
        enforced-by:
          - by: hibernate-tenant-id
            except: [audit_log]
          - by: hibernate-filter
        optional: true
        role-per-tenant: true
      tables:
        columns: {invoice: org_id, sales.order: tenant}
        scoped-through: {labels: versions}
        keyed-by-tenant: [flows.key]
      code:
        tenant-predicates: ["com.acme.Repo#defaultFilter(String)"]
        ownership-checks: ["com.acme.web.BaseController#checkOwner"]
        tenant-types: [com.acme.CallContext]
        context: {set: ["com.acme.Db#setRole"], lift: ["com.acme.Db#clearRole"], restore: ["com.acme.Db#setRole"]}
        across-tenants:
          - com.acme.TenantIgnore
          - {annotation: com.acme.Tenant, when: {enable: false}, reason: "..."}
          - {method: "*ForAllTenants", reason: "..."}
          - {call: "com.acme.TenantUtils#executeIgnore", reason: "..."}
        sql-templates: {files: ["**/*.sql.stg"], tenant-macros: [AND_CHECK_TENANT]}
        caches: {annotations: [com.acme.BatchCacheable], key-attributes: [key, prefix], tenant-expressions: ["#tenantId"]}
        query-apis:
          - {type: org.flowable.task.api.TaskQuery, tenant: [taskTenantId], end: [list, count, singleResult]}
      report:
        root: ../..
      """;

  @TempDir Path root;

  @Test
  void whatMostProjectsSay() throws Exception {
    Configuration read = read(MOST_PROJECTS);

    assertThat(read.tenant())
        .isEqualTo(
            new Configuration.Tenant(
                Optional.of("organizations"),
                List.of("organization_id"),
                Optional.of("app.current_org_id"),
                List.of(),
                false,
                false));
    assertThat(read.tables())
        .isEqualTo(
            new Configuration.Tables(List.of("plans"), List.of(), Map.of(), Map.of(), List.of()));
    assertThat(read.code().sources()).containsExactly("src/main/java", "src/main/resources");
    assertThat(read.code().tenantFactory()).containsExactly("com.acme.data.tenant");
    assertThat(read.code().tenantScopeTypes()).containsExactly("com.acme.data.tenant.TenantDb");
    assertThat(read.code().verifiedIdentity()).containsExactly("com.acme.auth.Session");
    assertThat(read.code().acrossTenants()).containsExactly(annotation("com.acme.TenantIgnore"));
    assertThat(read.database())
        .isEqualTo(
            new Configuration.Database(
                Optional.of(Engine.EMBEDDED),
                Optional.of(17),
                Optional.of("jdbc:postgresql://..."),
                Optional.of("postgres"),
                Optional.of("WATERTIGHT_DB_PASSWORD"),
                List.of("src/main/resources/db/migration"),
                Optional.of("app_user"),
                Map.of()));
    assertThat(read.report())
        .isEqualTo(
            new Configuration.ReportOptions(
                Optional.of("target/watertight"), Optional.of(Severity.WARNING), Optional.empty()));
    assertThat(read.suppressions())
        .containsExactly(
            new Suppression(
                "raw-table-access",
                Optional.of("src/main/java/com/acme/admin/**"),
                Optional.empty(),
                "nightly billing export, reviewed",
                Optional.of(LocalDate.of(2027, 3, 31)),
                new Origin("watertight.yml", 26)));
  }

  @Test
  void whatRealCodeBasesSayBeside() throws Exception {
    Configuration read = read(REAL_CODE_BASES);

    assertThat(read.tenant())
        .isEqualTo(
            new Configuration.Tenant(
                Optional.empty(),
                List.of("site_id", "organization_id"),
                Optional.empty(),
                List.of(
                    new Enforcement(Mechanism.HIBERNATE_TENANT_ID, List.of("audit_log")),
                    new Enforcement(Mechanism.HIBERNATE_FILTER, List.of())),
                true,
                true));
    assertThat(read.tables().columns())
        .containsExactlyInAnyOrderEntriesOf(Map.of("invoice", "org_id", "sales.order", "tenant"));
    assertThat(read.tables().scopedThrough()).isEqualTo(Map.of("labels", "versions"));
    assertThat(read.tables().keyedByTenant()).containsExactly("flows.key");
    assertThat(read.code().tenantPredicates())
        .containsExactly("com.acme.Repo#defaultFilter(String)");
    assertThat(read.code().ownershipChecks())
        .containsExactly("com.acme.web.BaseController#checkOwner");
    assertThat(read.code().tenantTypes()).containsExactly("com.acme.CallContext");
    assertThat(read.code().context())
        .isEqualTo(
            new ContextMethods(
                List.of("com.acme.Db#setRole"),
                List.of("com.acme.Db#clearRole"),
                List.of("com.acme.Db#setRole")));
    assertThat(read.code().acrossTenants())
        .containsExactly(
            annotation("com.acme.TenantIgnore"),
            new AcrossTenantsMark(
                Optional.of("com.acme.Tenant"),
                Optional.empty(),
                Optional.empty(),
                Map.of("enable", "false"),
                Optional.of("...")),
            new AcrossTenantsMark(
                Optional.empty(),
                Optional.of("*ForAllTenants"),
                Optional.empty(),
                Map.of(),
                Optional.of("...")),
            new AcrossTenantsMark(
                Optional.empty(),
                Optional.empty(),
                Optional.of("com.acme.TenantUtils#executeIgnore"),
                Map.of(),
                Optional.of("...")));
    assertThat(read.code().sqlTemplates())
        .isEqualTo(new SqlTemplates(List.of("**/*.sql.stg"), List.of("AND_CHECK_TENANT")));
    assertThat(read.code().caches())
        .isEqualTo(
            new Caches(
                List.of("com.acme.BatchCacheable"),
                List.of("key", "prefix"),
                List.of("#tenantId")));
    assertThat(read.code().queryApis())
        .containsExactly(
            new QueryApi(
                "org.flowable.task.api.TaskQuery",
                List.of("taskTenantId"),
                List.of("list", "count", "singleResult")));
    assertThat(read.report().root()).contains("../..");
  }

  @Test
  void whatIsNotSaidHasItsDefault() {
    Configuration defaults = Configuration.defaults();

    assertThat(defaults.code().sources()).containsExactly("src/main/java", "src/main/resources");
    assertThat(defaults.report().failOn()).contains(Severity.WARNING);
    assertThat(defaults.tenant().table()).isEmpty();
    assertThat(defaults.tenant().columns()).isEmpty();
    assertThat(defaults.tenant().optional()).isFalse();
    assertThat(defaults.database().engine()).isEmpty();
    assertThat(defaults.suppressions()).isEmpty();
    assertThat(defaults.origins().all()).isEmpty();
  }

  @Test
  void aMechanismMayStandByItsNameAlone() throws Exception {
    assertThat(read("tenant:\n  enforced-by: row-level-security\n").tenant().enforcedBy())
        .containsExactly(new Enforcement(Mechanism.ROW_LEVEL_SECURITY, List.of()));
    assertThat(
            read("tenant:\n  enforced-by: [statement-inspector, mybatis-plus-tenant-line]\n")
                .tenant()
                .enforcedBy())
        .extracting(Enforcement::by)
        .containsExactly(Mechanism.STATEMENT_INSPECTOR, Mechanism.MYBATIS_PLUS_TENANT_LINE);
  }

  @Test
  void neverMeansThatNothingFailsTheBuild() throws Exception {
    assertThat(read("report:\n  fail-on: never\n").report().failOn()).isEmpty();
  }

  @Test
  void everyValueKnowsItsLine() throws Exception {
    assertThat(read(MOST_PROJECTS).origins().all())
        .containsEntry("tenant.table", new Origin("watertight.yml", 2))
        .containsEntry("tables.shared", new Origin("watertight.yml", 6))
        .containsEntry("tables.shared[0]", new Origin("watertight.yml", 6))
        .containsEntry("database.version", new Origin("watertight.yml", 16))
        .containsEntry("suppressions[0].expires", new Origin("watertight.yml", 29));
    assertThat(read(REAL_CODE_BASES).origins().all())
        .containsEntry("tables.columns.sales.order", new Origin("watertight.yml", 10))
        .containsEntry("tenant.enforced-by[1]", new Origin("watertight.yml", 6))
        .containsEntry("code.across-tenants[3].call", new Origin("watertight.yml", 22));
  }

  private Configuration read(String yaml) throws IOException, ConfigurationException {
    Files.writeString(root.resolve("watertight.yml"), yaml);
    return ConfigurationReader.find(root, Overrides.none());
  }

  private static AcrossTenantsMark annotation(String name) {
    return new AcrossTenantsMark(
        Optional.of(name), Optional.empty(), Optional.empty(), Map.of(), Optional.empty());
  }
}
