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
import dev.watertight.database.scratch.Roles;
import dev.watertight.database.scratch.ScratchDatabase;
import dev.watertight.database.scratch.ScratchServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong around an audit is told, and is never taken for a pass. */
class FaultsTest {
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
        .isThrownBy(
            () ->
                Audit.run(
                    new AuditRequest(
                        "example",
                        Configuration.defaults(),
                        List.of(folder),
                        true,
                        LocalDate.of(2026, 1, 1)),
                    server))
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

  private static AttackScript attack(String sql) {
    return AttackScript.as(
            "postgres", Context.empty(List.of("app.tenant")), "an attack of a test's own")
        .attack(sql)
        .build();
  }
}
