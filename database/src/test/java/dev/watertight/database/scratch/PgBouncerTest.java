package dev.watertight.database.scratch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.watertight.database.Servers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PgBouncerTest {
  @TempDir Path temporary;

  @Test
  void theProgramIsTheOneOnThePath() throws Exception {
    Path program = program("exit 0");

    assertThat(PgBouncer.installed(Optional.empty(), "::" + temporary)).contains(program);
  }

  @Test
  void aProgramThatIsNamedIsTakenAndNoneMeansNone() {
    assertThat(PgBouncer.installed(Optional.of("/opt/pgbouncer"), ""))
        .contains(Path.of("/opt/pgbouncer"));
    assertThat(PgBouncer.installed(Optional.of("none"), temporary.toString())).isEmpty();
  }

  @Test
  void oneThatDoesNotStartSaysWhyAndHowToGoWithoutIt() throws Exception {
    Path program = program("echo FATAL the address is taken; exit 1");

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(
            () ->
                PgBouncer.start(program, temporary, new Login("", "postgres", "s3cret"), 1, "app"))
        .withMessageContaining("FATAL the address is taken")
        .withMessageContaining("-Dwatertight.pgbouncer=none")
        .withMessageNotContaining("s3cret");
  }

  @Test
  void aProgramThatIsNotThereIsNamed() {
    Path missing = temporary.resolve("nowhere/pgbouncer");

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(
            () ->
                PgBouncer.start(missing, temporary, new Login("", "postgres", "s3cret"), 1, "app"))
        .withMessageContaining(missing.toString())
        .withMessageContaining("-Dwatertight.pgbouncer=none");
  }

  @Test
  void whatIsNotInOneTransactionGoesToTwoConnectionsInTurn() throws Exception {
    Path program = installed();
    try (EmbeddedServer server =
        EmbeddedServer.start(Servers::binaries, ScratchFolder.in(temporary.resolve("home")))) {
      server.roles().create("app", false);
      ScratchDatabase database = server.create();
      try (PgBouncer pooler = server.pgBouncer(program, "app")) {
        pooler.open(database);
        try (Connection connection = pooler.connect(database)) {
          assertThat(servers(connection)).hasSize(2);

          connection.setAutoCommit(false);
          assertThat(servers(connection)).hasSize(1);
          connection.rollback();
        }
      }
    }
  }

  @Test
  void aServerThatIsStoppedTakesItsPoolersAlong() throws Exception {
    Path program = installed();
    ScratchFolder home = ScratchFolder.in(temporary.resolve("home"));
    ProcessHandle pooler;
    try (EmbeddedServer server = EmbeddedServer.start(Servers::binaries, home)) {
      server.roles().create("app", false);
      server.pgBouncer(program, "app");
      pooler =
          ProcessHandle.current()
              .children()
              .filter(p -> p.info().command().filter(c -> c.endsWith("pgbouncer")).isPresent())
              .findFirst()
              .orElseThrow();
    }

    assertThat(Cluster.hasEnded(pooler)).isTrue();
    try (Stream<Path> clusters = Files.list(temporary.resolve("home/clusters"))) {
      assertThat(clusters).isEmpty();
    }
  }

  private static Path installed() {
    Optional<Path> program = PgBouncer.installed();
    Assumptions.assumeThat(program).as("PgBouncer, a package of its own").isPresent();
    return program.orElseThrow();
  }

  private static Set<Integer> servers(Connection connection) throws SQLException {
    Set<Integer> processes = new HashSet<>();
    for (int i = 0; i < 4; i++) {
      try (ResultSet row = connection.createStatement().executeQuery("select pg_backend_pid()")) {
        row.next();
        processes.add(row.getInt(1));
      }
    }
    return processes;
  }

  private Path program(String script) throws IOException {
    Path program = Files.writeString(temporary.resolve("pgbouncer"), "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    return program;
  }
}
