package dev.watertight.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watertight.database.scratch.Machine;
import dev.watertight.database.scratch.PostgresArtifact;
import dev.watertight.database.scratch.ScratchDatabase;
import java.sql.Connection;
import org.junit.jupiter.api.Test;

class PostgresVersionTest {
  @Test
  void testsRunOnTheVersionThatUsersGet() throws Exception {
    String wanted = PostgresArtifact.of(Servers.MAJOR, new Machine("linux", "amd64")).version();

    ScratchDatabase database = Servers.shared().create();
    try (Connection connection = Servers.shared().connect(database)) {
      String version = connection.getMetaData().getDatabaseProductVersion();

      assertThat(wanted).startsWith(version.replaceFirst(" .*", "") + ".");
    } finally {
      Servers.shared().drop(database);
    }
  }
}
