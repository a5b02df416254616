package dev.watertight.sample.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watertight.sample.postgres.ScratchDatabase;
import dev.watertight.sample.postgres.ScratchServer;
import dev.watertight.sample.postgres.Twins;
import java.time.YearMonth;
import java.util.List;
import org.flywaydb.core.api.FlywayException;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaMigrationsTest {
  @Test
  void aScratchDatabaseNeedsNothingButTheMigrations() {
    try (ScratchDatabase database = ScratchServer.shared().emptyDatabase()) {
      SchemaMigrations migrations = new SchemaMigrations(database.admin());

      assertThat(migrations.migrate()).isEqualTo(6);
      assertThat(migrations.migrate()).isZero();
    }
  }

  @Test
  void theApplicationsRoleCannotRunThem() {
    try (ScratchDatabase database = ScratchServer.shared().emptyDatabase()) {
      database.asAdmin("grant create on schema public to app_user");

      assertThatThrownBy(() -> new SchemaMigrations(database.app()).migrate())
          .isInstanceOf(FlywayException.class)
          .hasMessageContaining("migrations run as app_user");
    }
  }

  @Test
  void aMonthsPartitionTakesTheRowsThatTheDefaultOneHasCaught() {
    try (ScratchDatabase database = ScratchServer.shared().database()) {
      Twins.seedAcme(database);
      Twins.seedGlobex(database);
      List<String> before = Twins.rowsOf(database, Twins.ACME).get("activity");
      assertThat(count(database, "activity_default")).isEqualTo(7);

      SchemaMigrations migrations = new SchemaMigrations(database.owner());
      migrations.prepareActivityMonths(YearMonth.of(2025, 12), 3);
      migrations.prepareActivityMonths(YearMonth.of(2026, 1), 1);

      assertThat(count(database, "activity_default")).isZero();
      assertThat(count(database, "activity_2025_12")).isZero();
      assertThat(count(database, "activity_2026_01")).isEqualTo(7);
      assertThat(count(database, "activity_2026_02")).isZero();
      assertThat(Twins.rowsOf(database, Twins.ACME).get("activity")).isEqualTo(before);
    }
  }

  @Test
  void theApplicationCannotMakePartitions() {
    try (ScratchDatabase database = ScratchServer.shared().database()) {
      assertThatThrownBy(
              () ->
                  new SchemaMigrations(database.app())
                      .prepareActivityMonths(YearMonth.of(2026, 1), 1))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("2026-01")
          .hasRootCauseMessage("ERROR: permission denied for function create_activity_partition");
    }
  }

  /** Roles belong to the whole server: these tests have one that is nobody else's. */
  @Nested
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  class OnAServerOfItsOwn {
    private ScratchServer server;

    @BeforeAll
    void start() {
      server = ScratchServer.empty();
    }

    @AfterAll
    void stop() {
      server.close();
    }

    @Test
    void theMigrationsMakeTheApplicationsRoleWhereItIsMissing() {
      try (ScratchDatabase database = server.emptyDatabase()) {
        new SchemaMigrations(database.admin()).migrate();

        assertThat(
                database
                    .asAdmin()
                    .fetch(
                        """
                        select rolcanlogin or rolsuper or rolbypassrls or rolcreaterole
                          from pg_roles where rolname = 'app_user'
                        """)
                    .getValues(0, Boolean.class))
            .containsExactly(false);
      }
      server.dropRoles();
    }

    @ParameterizedTest
    @CsvSource({
      "alter role app_user superuser,SUPERUSER",
      "alter role app_user bypassrls,BYPASSRLS",
      "alter role app_user createrole,CREATEROLE",
      "alter role app_user replication,REPLICATION",
      "grant app_owner to app_user,member of app_owner",
      "grant pg_read_server_files to app_user,member of pg_read_server_files",
    })
    void anApplicationsRoleWithPowersStopsTheMigrations(String power, String named) {
      try (ScratchDatabase database = server.emptyDatabase()) {
        database.asAdmin(ScratchServer.resource("/db/bootstrap/roles.sql"));
        database.asAdmin(power);

        assertThatThrownBy(() -> new SchemaMigrations(database.admin()).migrate())
            .isInstanceOf(FlywayException.class)
            .hasMessageContaining("app_user can get past row-level security: " + named);
      }
      server.dropRoles();
    }
  }

  private static int count(ScratchDatabase database, String table) {
    return database.asOwner().fetchCount(DSL.table(table));
  }
}
