package dev.watertight.sample.data;

import static dev.watertight.sample.postgres.Twins.ACME;
import static dev.watertight.sample.postgres.Twins.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watertight.sample.data.provisioning.OrganizationRegistry;
import dev.watertight.sample.postgres.ScratchDatabase;
import dev.watertight.sample.postgres.ScratchServer;
import dev.watertight.sample.postgres.Twins;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The database by itself: SQL that forgets the tenant, or means harm, as the application's role.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RowLevelSecurityTest {
  private static final String DENIED = "42501";

  private ScratchDatabase database;

  @BeforeAll
  void open() {
    database = ScratchServer.shared().database();
    // A month of its own, so that there is a partition beside the default one.
    new SchemaMigrations(database.owner()).prepareActivityMonths(YearMonth.of(2026, 1), 1);
  }

  @AfterAll
  void close() {
    database.close();
  }

  @BeforeEach
  void seed() {
    Twins.seedAcme(database);
    Twins.seedGlobex(database);
  }

  @AfterEach
  void clear() {
    Twins.clear(database);
  }

  static Stream<String> tables() {
    return Stream.concat(Stream.of("organizations"), Twins.SCOPED_TABLES.stream());
  }

  @ParameterizedTest
  @MethodSource("tables")
  void aTenantSeesItsOwnRowsAndNoOthers(String table) throws SQLException {
    List<String> seen = as(ACME, "select t::text from " + table + " t order by 1");

    assertThat(seen).isNotEmpty().isEqualTo(Twins.rowsOf(database, ACME).get(table));
    assertThat(Twins.rowsOf(database, GLOBEX).get(table)).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("tables")
  void aSettingThatWasNeverSetSeesNothing(String table) throws SQLException {
    try (Connection fresh = database.connect(database.app())) {
      assertThat(query(fresh, "select current_setting('app.current_org_id', true)"))
          .containsExactly((String) null);
      assertThat(query(fresh, "select t::text from " + table + " t")).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("tables")
  void aSettingThatIsOverSeesNothing(String table) throws SQLException {
    try (Connection used = database.connect(database.app())) {
      used.setAutoCommit(false);
      set(used, ACME);
      assertThat(query(used, "select t::text from " + table + " t")).isNotEmpty();
      used.commit();

      assertThat(query(used, "select current_setting('app.current_org_id', true)"))
          .containsExactly("");
      assertThat(query(used, "select t::text from " + table + " t")).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "org_unknown", "%", "org_acme ", "ORG_ACME"})
  void aSettingThatNamesNoTenantSeesNothing(String setting) throws SQLException {
    for (String table : tables().toList()) {
      assertThat(as(setting, "select t::text from " + table + " t")).as(table).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "insert into projects (organization_id, name) values ('org_globex', 'X')",
        "insert into team_members (organization_id, user_id, display_name)"
            + " values ('org_globex', 'u', 'X')",
        "insert into tasks (organization_id, project_id, title)"
            + " select 'org_globex', id, 'X' from projects where name = 'Apollo'",
        "insert into activity (organization_id, actor_user_id, action)"
            + " values ('org_globex', 'u', 'x')",
      })
  void aRowOfAnotherTenantCannotBeInserted(String insert) {
    assertRefused(insert, "row-level security");
  }

  @ParameterizedTest
  @ValueSource(strings = {"projects", "team_members", "tasks"})
  void aBlindDeleteTakesOwnRowsOnly(String table) throws SQLException {
    as(ACME, "delete from " + table + " returning 1");

    assertThat(Twins.rowsOf(database, ACME).get(table)).isEmpty();
    assertThat(Twins.rowsOf(database, GLOBEX).get(table)).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({"projects,name = 'x'", "team_members,display_name = 'x'", "tasks,title = 'x'"})
  void aBlindUpdateChangesOwnRowsOnly(String table, String assignment) throws SQLException {
    List<String> before = Twins.rowsOf(database, GLOBEX).get(table);

    if (table.equals("projects")) {
      as(ACME, "delete from projects where name <> 'Apollo' returning 1");
    }
    as(ACME, "update " + table + " set " + assignment + " returning 1");

    assertThat(Twins.rowsOf(database, ACME).get(table))
        .isNotEmpty()
        .allSatisfy(row -> assertThat(row).contains(",x,"));
    assertThat(Twins.rowsOf(database, GLOBEX).get(table)).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"projects", "team_members", "tasks"})
  void aRowCannotMoveToAnotherTenant(String table) {
    assertRefused("update " + table + " set organization_id = 'org_globex'", "permission denied");
  }

  @Test
  void evenWithAGrantOnTheColumnARowCannotMoveToAnotherTenant() {
    database.asAdmin("grant update (organization_id) on projects to app_user");
    try {
      assertRefused("update projects set organization_id = 'org_globex'", "row-level security");
    } finally {
      database.asAdmin("revoke update (organization_id) on projects from app_user");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "insert into organizations (id, name) values ('org_mine', 'Mine')",
        "update organizations set plan = 'enterprise'",
        "delete from organizations",
        "insert into plans values ('x', 'X', 1)",
        "update plans set max_projects = 1000",
        "update activity set detail = ''",
        "delete from activity",
        "insert into activity (organization_id, actor_user_id, action, occurred_at)"
            + " values ('org_acme', 'u', 'x', '2020-01-01')",
        "insert into projects (organization_id, id, name)"
            + " values ('org_acme', gen_random_uuid(), 'x')",
        "update projects set id = gen_random_uuid()",
        "update projects set created_at = now()",
        "update team_members set user_id = 'u'",
        "truncate projects cascade",
        "truncate activity",
        "create table mine (organization_id text)",
        "create temporary table projects (id int)",
        "alter table projects disable row level security",
        "drop policy tenant_isolation on projects",
        "create trigger t before insert on projects for each row execute function x()",
        "select create_activity_partition('2026-01-01')",
        "select * from flyway_schema_history",
        "set role app_owner",
        "set session authorization postgres",
      })
  void whatTheApplicationDoesNotNeedIsDenied(String statement) {
    assertThatThrownBy(() -> as(ACME, statement))
        .isInstanceOf(SQLException.class)
        .extracting(e -> ((SQLException) e).getSQLState())
        .isEqualTo(DENIED);
  }

  @Test
  void aTaskCannotReferToAnotherTenantsProjectWhetherItExistsOrNot() {
    for (String project : List.of(Twins.FOREIGN_PROJECT.toString(), new UUID(7, 7).toString())) {
      assertThatThrownBy(
              () ->
                  as(
                      ACME,
                      "insert into tasks (organization_id, project_id, title)"
                          + " values ('org_acme', '"
                          + project
                          + "', 'x')"))
          .isInstanceOf(SQLException.class)
          .extracting(e -> ((SQLException) e).getSQLState())
          .isEqualTo("23503");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"activity_default", "activity_2026_01"})
  void aPartitionCannotBeReachedDirectly(String partition) {
    assertRefused("select * from " + partition, "permission denied");
    assertRefused("delete from " + partition, "permission denied");
    assertRefused(
        "insert into "
            + partition
            + " (organization_id, actor_user_id, action)"
            + " values ('org_acme', 'u', 'x')",
        "permission denied");
  }

  @Test
  void evenWithGrantsAPartitionShowsAndTakesOwnRowsOnly() throws SQLException {
    // In 2026-01 by the seed; the default partition gets a row of each tenant here.
    database.asAdmin(
        """
        grant select, insert, update, delete on activity_default, activity_2026_01 to app_user;
        insert into activity (organization_id, actor_user_id, action, occurred_at)
        values ('org_acme', 'u', 'early', '2020-01-01'), ('org_globex', 'u', 'early', '2020-01-01');
        """);
    try {
      for (String partition : List.of("activity_default", "activity_2026_01")) {
        assertThat(as(ACME, "select distinct organization_id from " + partition))
            .as(partition)
            .containsExactly(ACME);
        assertThat(as("", "select organization_id from " + partition)).as(partition).isEmpty();
        assertRefused(
            "insert into "
                + partition
                + " (organization_id, actor_user_id, action, occurred_at)"
                + " values ('org_globex', 'u', 'x', '"
                + (partition.endsWith("default") ? "2020-01-01" : "2026-01-02")
                + "')",
            "row-level security");
        as(ACME, "delete from " + partition + " returning 1");
      }
      assertThat(Twins.rowsOf(database, ACME).get("activity")).isEmpty();
      assertThat(Twins.rowsOf(database, GLOBEX).get("activity")).hasSize(5);
    } finally {
      database.asAdmin(
          "revoke select, insert, update, delete on activity_default, activity_2026_01"
              + " from app_user");
    }
  }

  @Test
  void removingATenantTakesItsRowsAndNoOthers() {
    new OrganizationRegistry(database.owner()).remove(ACME);

    assertThat(Twins.rowsOf(database, ACME).values()).allMatch(List::isEmpty);
    assertThat(Twins.rowsOf(database, GLOBEX).values()).noneMatch(List::isEmpty);
  }

  private void assertRefused(String sql, String reason) {
    assertThatThrownBy(() -> as(ACME, sql))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining(reason)
        .extracting(e -> ((SQLException) e).getSQLState())
        .isEqualTo(DENIED);
  }

  /** Runs one statement as the application, with the setting, and commits. */
  private List<String> as(String tenant, String sql) throws SQLException {
    try (Connection connection = database.connect(database.app())) {
      connection.setAutoCommit(false);
      set(connection, tenant);
      List<String> result = query(connection, sql);
      connection.commit();
      return result;
    }
  }

  private static void set(Connection connection, String tenant) throws SQLException {
    try (PreparedStatement set =
        connection.prepareStatement("select set_config('app.current_org_id', ?, true)")) {
      set.setString(1, tenant);
      set.execute();
    }
  }

  private static List<String> query(Connection connection, String sql) throws SQLException {
    List<String> values = new ArrayList<>();
    try (Statement statement = connection.createStatement()) {
      if (statement.execute(sql)) {
        try (ResultSet rows = statement.getResultSet()) {
          while (rows.next()) {
            values.add(rows.getString(1));
          }
        }
      }
    }
    return values;
  }
}
