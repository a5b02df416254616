package dev.watertight.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.watertight.core.config.Configuration.AcrossTenantsMark;
import dev.watertight.core.config.Configuration.ContextMethods;
import dev.watertight.core.config.Configuration.Enforcement;
import dev.watertight.core.config.Configuration.Mechanism;
import dev.watertight.core.config.Configuration.Suppression;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OverridesTest {
  @TempDir Path root;

  @Test
  void takeThePlaceOfTheFilesValue() throws Exception {
    Files.writeString(
        root.resolve("watertight.yml"),
        """
        tenant:
          table: organizations
          column: organization_id
        tables:
          shared: [plans, regions]
          columns: {invoice: org_id}
        """);
    Configuration read =
        ConfigurationReader.find(
            root,
            set("tenant.column", "tenant_id")
                .with("tables.shared", "countries", "--set tables.shared"));

    assertThat(read.tenant().table()).contains("organizations");
    assertThat(read.tenant().columns()).containsExactly("tenant_id");
    assertThat(read.tables().shared()).containsExactly("countries");
    assertThat(read.tables().columns()).containsEntry("invoice", "org_id");
    assertThat(read.origins().of("tenant.column"))
        .contains(new Origin("--set tenant.column", 0))
        .map(Origin::label)
        .contains("--set tenant.column");
    assertThat(read.origins().of("tables.shared[0]"))
        .contains(new Origin("--set tables.shared", 0));
    assertThat(read.origins().has("tables.shared[1]")).isFalse();
    assertThat(read.origins().of("tenant.table")).contains(new Origin("watertight.yml", 2));
  }

  @Test
  void doWithoutAFile() throws Exception {
    assertThat(read(set("report.fail-on", "never")).report().failOn()).isEmpty();
  }

  @Test
  void setEveryTypeOfKey() throws Exception {
    Configuration read =
        read(
            set("tenant.optional", "true")
                .with("database.version", "16", "-D")
                .with("database.engine", "testcontainers", "-D")
                .with("code.sources", "a, b ,c", "-D")
                .with("tenant.enforced-by", "hibernate-filter,row-level-security", "-D")
                .with("tables.keyed-by-tenant", "flows.key", "-D"));
    assertThat(read.tenant().optional()).isTrue();
    assertThat(read.database().version()).contains(16);
    assertThat(read.database().engine()).contains(Configuration.Engine.TESTCONTAINERS);
    assertThat(read.code().sources()).containsExactly("a", "b", "c");
    assertThat(read.tenant().enforcedBy())
        .containsExactly(
            new Enforcement(Mechanism.HIBERNATE_FILTER, List.of()),
            new Enforcement(Mechanism.ROW_LEVEL_SECURITY, List.of()));
  }

  @Test
  void keepCommasWithinSignaturesAndGlobs() throws Exception {
    Configuration read =
        read(
            set("code.tenant-predicates", "a.B#c(int,long),a.B#d")
                .with("code.sql-templates.files", "{a,b}/*.stg,c.stg", "-D"));
    assertThat(read.code().tenantPredicates()).containsExactly("a.B#c(int,long)", "a.B#d");
    assertThat(read.code().sqlTemplates().files()).containsExactly("{a,b}/*.stg", "c.stg");
  }

  @Test
  void areYamlWhereTheyBeginAsYaml() throws Exception {
    Configuration read =
        read(
            set("tables.shared", "[\"a,b\", c]")
                .with("tenant.column", "[site, org]", "-D")
                .with("tables.columns", "{invoice: org_id}", "-D")
                .with("code.context", "{set: [\"a.B#set\"], lift: [\"a.B#lift\"]}", "-D")
                .with("code.across-tenants", "[a.B, {call: \"c.D#e\", reason: f}]", "-D")
                .with(
                    "suppressions",
                    "[{rule: opaque-sql, path: src/a, reason: b}]",
                    "-Dwatertight.suppressions"));
    assertThat(read.tables().shared()).containsExactly("a,b", "c");
    assertThat(read.tenant().columns()).containsExactly("site", "org");
    assertThat(read.tables().columns()).isEqualTo(Map.of("invoice", "org_id"));
    assertThat(read.code().context())
        .isEqualTo(new ContextMethods(List.of("a.B#set"), List.of("a.B#lift"), List.of()));
    assertThat(read.code().acrossTenants())
        .extracting(AcrossTenantsMark::call)
        .containsExactly(Optional.empty(), Optional.of("c.D#e"));
    assertThat(read.suppressions())
        .containsExactly(
            new Suppression(
                "opaque-sql",
                Optional.of("src/a"),
                Optional.empty(),
                "b",
                Optional.empty(),
                new Origin("-Dwatertight.suppressions", 0)));
  }

  @Test
  void addAnEntryToAMap() throws Exception {
    Files.writeString(
        root.resolve("watertight.yml"), "tables:\n  columns: {invoice: org_id, order: site}\n");
    assertThat(
            ConfigurationReader.find(
                    root,
                    set("tables.columns.invoice", "tenant")
                        .with("tables.columns.sales.line", "x", "-D"))
                .tables()
                .columns())
        .isEqualTo(Map.of("invoice", "tenant", "order", "site", "sales.line", "x"));
  }

  @Test
  void ofASectionComeBeforeThoseOfItsKeysWhateverTheirOrder() throws Exception {
    assertThat(
            read(set("code.context.set", "a.B#c").with("code.context", "{lift: [\"a.B#d\"]}", "-D"))
                .code()
                .context())
        .isEqualTo(new ContextMethods(List.of("a.B#c"), List.of("a.B#d"), List.of()));
  }

  @Test
  void emptyAListOrAMapWithAnEmptyText() throws Exception {
    Files.writeString(
        root.resolve("watertight.yml"),
        "tables:\n  shared: [plans]\n  columns: {invoice: org_id}\n");
    Configuration read =
        ConfigurationReader.find(root, set("tables.shared", "").with("tables.columns", "", "-D"));
    assertThat(read.tables().shared()).isEmpty();
    assertThat(read.tables().columns()).isEmpty();
    assertThat(problems(set("tenant.table", "")))
        .containsExactly("--set tenant.table: `tenant.table` is empty, but must be a table name.");
  }

  @Test
  void theLastOfOneKeyWins() throws Exception {
    assertThat(
            read(set("report.directory", "a").with("report.directory", "b", "--report-dir"))
                .report()
                .directory())
        .contains("b");
  }

  @Test
  void comeFromUserPropertiesWithThePrefix() throws Exception {
    Configuration read =
        read(
            Overrides.ofProperties(
                Map.of(
                    "watertight.tenant.column", "tenant_id",
                    "watertight.skip", "true",
                    "watertight.config", "x.yml",
                    "watertight.version", "0.2.0",
                    "watertight.threads", "4",
                    "maven.home", "y"),
                Set.of("threads")));
    assertThat(read.tenant().columns()).containsExactly("tenant_id");
    assertThat(read.origins().of("tenant.column"))
        .contains(new Origin("-Dwatertight.tenant.column", 0));
  }

  @Test
  void withUnknownKeysNameTheNearest() throws Exception {
    assertThat(
            problems(
                Overrides.ofProperties(
                    Map.of(
                        "watertight.tenant.colum", "a",
                        "watertight.migrations", "a",
                        "watertight.report.colour", "a",
                        "watertight.zzz", "a",
                        "watertight.tenant.column.first", "a",
                        "watertight.database.password", "hunter2",
                        "watertight.Skip", "true"),
                    Set.of())))
        .containsExactly(
            "-Dwatertight.Skip: unknown key `Skip`; keys begin with one of tenant, tables, code,"
                + " database, report, suppressions.",
            "-Dwatertight.migrations: unknown key `migrations`; did you mean"
                + " `database.migrations`?",
            "-Dwatertight.zzz: unknown key `zzz`; keys begin with one of tenant, tables, code,"
                + " database, report, suppressions.",
            "-Dwatertight.database.password: `database.password` is refused: a password does not"
                + " belong into a configuration. Put it into an environment variable, and the"
                + " variable's name into `database.password-env`.",
            "-Dwatertight.report.colour: unknown key `report.colour`; `report` has the keys"
                + " directory, fail-on, root.",
            "-Dwatertight.tenant.colum: unknown key `tenant.colum`; did you mean `tenant.column`?",
            "-Dwatertight.tenant.column.first: unknown key `tenant.column.first`; `tenant` has the"
                + " keys table, column, setting, enforced-by, optional, role-per-tenant.");
  }

  @Test
  void withWrongValuesSaySo() throws Exception {
    assertThat(
            problems(
                set("database.version", "new")
                    .with("tenant.optional", "maybe", "--set tenant.optional")
                    .with("report.fail-on", "errors", "--set report.fail-on")
                    .with("tables.shared", "[a, {b: c}", "--set tables.shared")
                    .with("code.sources", "a,,b", "--set code.sources")
                    .with("tables.columns", "invoice", "--set tables.columns")
                    .with("suppressions", "opaque-sql", "--set suppressions")
                    .with("database.url", "jdbc:postgresql://h/?password=hunter2", "--set url")))
        .containsExactly(
            "--set suppressions: `suppressions` must be a list of maps, written as [{key: value,"
                + " …}, …].",
            "--set database.version: `database.version` is `new`, but must be a whole number from 9"
                + " to 99.",
            "--set tenant.optional: `tenant.optional` is `maybe`, but must be true or false.",
            "--set report.fail-on: `report.fail-on` is `errors`, but must be one of error, warning,"
                + " note, never; did you mean `error`?",
            "--set tables.shared: `tables.shared` is not valid YAML: expected ',' or ']', but got"
                + " <stream end>.",
            "--set code.sources: `code.sources[1]` is empty, but must be a path.",
            "--set tables.columns: `tables.columns` must be a map from table names to column names,"
                + " written as {name: value, …}, or each name given for itself:"
                + " tables.columns.NAME=VALUE.",
            "--set url: `database.url` holds a password: take it out, and name the environment"
                + " variable that holds it in `database.password-env`.");
  }

  @Test
  void areToldTogetherWithTheFilesProblemsAndAfterThem() throws Exception {
    Files.writeString(root.resolve("watertight.yml"), "tenant:\n  colum: a\n");
    assertThat(problems(set("tenant.tabel", "a")))
        .containsExactly(
            "watertight.yml:2: unknown key `tenant.colum`; did you mean `tenant.column`?",
            "--set tenant.tabel: unknown key `tenant.tabel`; did you mean `tenant.table`?");
  }

  private static Overrides set(String key, String value) {
    return Overrides.none().with(key, value, "--set " + key);
  }

  private Configuration read(Overrides overrides) throws ConfigurationException {
    return ConfigurationReader.find(root, overrides);
  }

  private List<String> problems(Overrides overrides) {
    ConfigurationException thrown =
        catchThrowableOfType(ConfigurationException.class, () -> read(overrides));
    assertThat(thrown).isNotNull();
    return thrown.problems();
  }
}
