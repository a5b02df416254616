package dev.watertight.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.watertight.core.config.Configuration;
import dev.watertight.database.audit.AttackScript;
import dev.watertight.database.audit.Audit;
import dev.watertight.database.audit.AuditRequest;
import dev.watertight.database.audit.Context;
import dev.watertight.database.audit.Lab;
import dev.watertight.database.audit.Outcome;
import dev.watertight.database.scratch.EmbeddedServer;
import dev.watertight.database.scratch.MigrationException;
import dev.watertight.database.scratch.Roles;
import dev.watertight.database.scratch.ScratchDatabase;
import dev.watertight.database.scratch.ScratchServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong around an audit is told, and is never taken for a pass. */
class FaultsTest {
  /** What the server says then. */
  private static final String FULL_DISK =
      "do $$ begin raise exception 'No space left on device' using errcode = 'disk_full'; end $$";

  @TempDir Path folder;

  /** A server that dies at the second connection that is asked for. */
  private record Dying(EmbeddedServer server, AtomicInteger connections) implements ScratchServer {
    @Override
    public ScratchDatabase create() throws SQLException {
      return server.create();
    }

    @Override
    public ScratchDatabase cloneOf(ScratchDatabase template) throws SQLException {
      return server.cloneOf(template);
    }

    @Override
    public void drop(ScratchDatabase database) throws SQLException {
      server.drop(database);
    }

    @Override
    public Connection connect(ScratchDatabase database) throws SQLException {
      Connection connection = server.connect(database);
      if (connections.incrementAndGet() == 2) {
        server.close();
      }
      return connection;
    }

    @Override
    public Roles roles() {
      return server.roles();
    }

    @Override
    public void close() {
      server.close();
    }
  }

  @Test
  void aServerThatDiesBeforeTheAttacksBreaksTheAuditOff() throws Exception {
    Files.writeString(
        folder.resolve("1.sql"),
        Audited.BASE
            + "create table projects (organization_id text not null references organizations);"
            + "grant select on projects to app_user;");
    Dying server = new Dying(EmbeddedServer.start(Servers::binaries), new AtomicInteger());

    assertThatExceptionOfType(SQLException.class)
        .isThrownBy(() -> Audit.run(request(), server))
        .withMessageContaining("The scratch PostgreSQL is gone");
  }

  @Test
  void anAttackThatWaitsTooLongCouldNotBeCarriedOut() throws Exception {
    ScratchServer server = Servers.shared();
    ScratchDatabase database = server.create();
    try (Connection holder = server.connect(database);
        Statement statement = holder.createStatement()) {
      statement.execute("create table t (a int)");
      holder.setAutoCommit(false);
      statement.execute("lock table t");
      try (Lab lab = new Lab(() -> server.connect(database))) {
        Outcome outcome = lab.run(attack("select * from t"));

        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.FAILED);
        assertThat(outcome.text()).contains("lock timeout");
      }
    } finally {
      server.drop(database);
    }
  }

  @Test
  void anAttackThatEndsItsSessionDoesNotEndTheOthers() throws Exception {
    ScratchServer server = Servers.shared();
    ScratchDatabase database = server.create();
    try (Lab lab = new Lab(() -> server.connect(database))) {
      assertThat(lab.run(attack("select pg_terminate_backend(pg_backend_pid())")).kind())
          .isEqualTo(Outcome.Kind.FAILED);
      assertThat(lab.run(attack("select 1")).kind()).isEqualTo(Outcome.Kind.LEAKED);
    } finally {
      server.drop(database);
    }
  }

  @Test
  void anAttackThatDeadlocksCouldNotBeCarriedOutAndIsNotTakenForStopped() throws Exception {
    ScratchServer server = Servers.shared();
    ScratchDatabase database = server.create();
    ExecutorService other = Executors.newSingleThreadExecutor();
    try (Connection holder = server.connect(database);
        Statement statement = holder.createStatement()) {
      statement.execute("create table t (a int primary key, b int)");
      statement.execute("insert into t values (1, 0), (2, 0)");
      holder.setAutoCommit(false);
      // The attack is the one that notices.
      statement.execute("set local deadlock_timeout = '10min'");
      statement.execute("update t set b = 1 where a = 2");
      Future<Boolean> held =
          other.submit(
              () ->
                  statement.execute(
                      """
                      do $$ begin
                        while pg_try_advisory_lock(1) loop
                          perform pg_advisory_unlock(1);
                        end loop;
                        update t set b = 1 where a = 1;
                      end $$
                      """));
      try (Lab lab = new Lab(() -> server.connect(database))) {
        Outcome outcome =
            lab.run(
                AttackScript.as(
                        "postgres", Context.empty(List.of("app.tenant")), "an attack of a test's")
                    .attack("update t set b = 2 where a = 1")
                    .attack("select pg_advisory_xact_lock(1)")
                    .attack(
                        """
                        do $$ begin
                          while not exists (select from pg_locks where not granted) loop
                            perform pg_stat_clear_snapshot();
                          end loop;
                        end $$
                        """)
                    .attack("update t set b = 2 where a = 2 returning a")
                    .build());

        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.FAILED);
        assertThat(outcome.text()).contains("deadlock detected");
      }
      held.get(30, TimeUnit.SECONDS);
    } finally {
      other.shutdownNow();
      server.drop(database);
    }
  }

  @Test
  void aMigrationForWhichTheDiskIsTooSmallSaysWhatToDoAndLeavesNothing() throws Exception {
    Files.writeString(folder.resolve("1.sql"), Audited.BASE + FULL_DISK);
    String before = databasesAndRoles();

    assertThatExceptionOfType(MigrationException.class)
        .isThrownBy(() -> Audit.run(request(), Servers.shared()))
        .withMessageContaining("No space left on device")
        .withMessageContaining("Make space on the disk");
    assertThat(databasesAndRoles()).isEqualTo(before);
  }

  @Test
  void aDiskThatIsFullWhileTenantsAreSeededBreaksTheAuditOff() throws Exception {
    Files.writeString(
        folder.resolve("1.sql"),
        Audited.BASE
            + "create function fill(text) returns int immutable language plpgsql as $$ begin "
            + "raise exception 'No space left on device' using errcode = 'disk_full'; end $$;"
            + "create table projects (organization_id text not null references organizations,"
            + "n int generated always as (fill(organization_id)) stored);");
    String before = databasesAndRoles();

    assertThatExceptionOfType(SQLException.class)
        .isThrownBy(() -> Audit.run(request(), Servers.shared()))
        .withMessageContaining("No space left on device");
    assertThat(databasesAndRoles()).isEqualTo(before);
  }

  @Test
  void aDiskThatIsFullDuringAnAttackBreaksTheAuditOff() throws Exception {
    ScratchServer server = Servers.shared();
    ScratchDatabase database = server.create();
    try (Lab lab = new Lab(() -> server.connect(database))) {
      assertThatExceptionOfType(RuntimeException.class)
          .isThrownBy(() -> lab.run(attack(FULL_DISK)))
          .withMessageContaining("The disk of the scratch PostgreSQL is full")
          .withMessageContaining("-Djava.io.tmpdir");
    } finally {
      server.drop(database);
    }
  }

  private AuditRequest request() {
    return new AuditRequest(
        "example", Configuration.defaults(), List.of(folder), true, LocalDate.of(2026, 1, 1));
  }

  private static String databasesAndRoles() throws Exception {
    ScratchDatabase looking = Servers.shared().create();
    try (Connection connection = Servers.shared().connect(looking);
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select string_agg(name, ' ' order by name) from (select rolname as name from"
                    + " pg_roles union all select datname from pg_database where datname <>"
                    + " current_database()) names")) {
      row.next();
      return row.getString(1);
    } finally {
      Servers.shared().drop(looking);
    }
  }

  private static AttackScript attack(String sql) {
    return AttackScript.as(
            "postgres", Context.empty(List.of("app.tenant")), "an attack of a test's own")
        .attack(sql)
        .build();
  }
}
