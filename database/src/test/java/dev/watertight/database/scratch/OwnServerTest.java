package dev.watertight.database.scratch;

import static org.assertj.core.api.Assertions.assertThatCode;

import dev.watertight.database.Servers;
import java.sql.Connection;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class OwnServerTest {
  private final ScratchServer server = Servers.shared();

  @Test
  void aDatabaseIsDroppedWhileASessionHoldsATemporarySlotOnIt() throws Exception {
    ScratchDatabase database = server.create();
    try (Connection holder = server.connect(database);
        Statement statement = holder.createStatement()) {
      statement.execute("select pg_create_logical_replication_slot('held', 'pgoutput', true)");

      assertThatCode(() -> server.drop(database)).doesNotThrowAnyException();
    }
  }

  @Test
  void soIsOneOnWhichAnAttackLeftASlot() throws Exception {
    ScratchDatabase database = server.create();
    try (Connection holder = server.connect(database);
        Statement statement = holder.createStatement()) {
      statement.execute("select pg_create_logical_replication_slot('left', 'pgoutput')");
    }

    assertThatCode(() -> server.drop(database)).doesNotThrowAnyException();
  }

  @Test
  void whatSomebodyMadeBesideItOnAKeptServerDoesNotHoldItsRoles() throws Exception {
    try (EmbeddedServer kept = EmbeddedServer.start(Servers::binaries)) {
      ScratchDatabase database = kept.create();
      try (Connection replaying = kept.connect(database);
          Statement statement = replaying.createStatement()) {
        statement.execute("create role app_user");
        statement.execute("create database replayed");
        statement.execute("grant connect on database replayed to app_user");
      }

      kept.drop(database);

      ScratchDatabase next = kept.create();
      try (Connection connection = kept.connect(next);
          Statement statement = connection.createStatement()) {
        assertThatCode(() -> statement.execute("create role app_user")).doesNotThrowAnyException();
      }
    }
  }
}
