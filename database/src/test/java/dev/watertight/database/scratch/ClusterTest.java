package dev.watertight.database.scratch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.watertight.database.Servers;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterTest {
  /** Of all tests, so that the programs are unpacked once. */
  @TempDir static Path temporary;

  @Test
  void whatAKilledProcessLeftIsStoppedAndDeletedByTheNextStart() throws Exception {
    Process killed = startedElsewhere();
    ProcessHandle server = serverOf(onlyCluster());
    killed.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
    Path left = onlyCluster();
    assertThat(runs(server)).isTrue();

    try (Cluster next = Cluster.start(ScratchFolder.in(home()), Servers::binaries)) {
      assertThat(runs(server)).isFalse();
      assertThat(left).doesNotExist();
      assertThat(onlyCluster()).isEqualTo(next.folder());
    }
    assertThat(clusters()).isEmpty();
  }

  @Test
  void aProcessThatIsAskedToEndStopsItsServerAndTheNextStartLeavesNothingOfIt() throws Exception {
    Process interrupted = startedElsewhere();
    ProcessHandle server = serverOf(onlyCluster());

    interrupted.destroy();
    assertThat(interrupted.waitFor(60, TimeUnit.SECONDS)).isTrue();
    Cluster.awaitEnd(server, Duration.ofSeconds(60));
    assertThat(runs(server)).as("the server %s runs", server.info()).isFalse();

    Cluster.start(ScratchFolder.in(home()), Servers::binaries).close();
    assertThat(clusters()).isEmpty();
  }

  @Test
  void aRunningServerOfAnotherProcessIsLeftAlone() throws Exception {
    Process other = startedElsewhere();
    ProcessHandle server = serverOf(onlyCluster());

    Cluster.start(ScratchFolder.in(home()), Servers::binaries).close();

    assertThat(runs(server)).isTrue();
    other.destroy();
    other.waitFor(60, TimeUnit.SECONDS);
  }

  @Test
  void soAreTheServersOfAProcessThatHasSeveral() throws Exception {
    ScratchFolder folder = ScratchFolder.in(home());
    try (Cluster first = Cluster.start(folder, Servers::binaries)) {
      ProcessHandle server = serverOf(first.folder());
      Cluster.start(folder, Servers::binaries).close();

      Process other = startedElsewhere();

      assertThat(runs(server)).isTrue();
      other.destroy();
      other.waitFor(60, TimeUnit.SECONDS);
    }
  }

  @Test
  void aServerThatCannotStartSaysWhyAndLeavesNothing() throws Exception {
    ScratchFolder folder = ScratchFolder.in(temporary.resolve("broken"));
    Path programs = Programs.unpacked(folder, Servers::binaries);
    Files.delete(programs.resolve("share/postgresql/postgres.bki"));

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> Cluster.start(folder, Servers::binaries))
        .withMessageContaining("The scratch PostgreSQL cannot be started: initdb said:");
    assertThat(clusters(temporary.resolve("broken"))).isEmpty();
  }

  @Test
  void programsThatCannotBeUnpackedAreNotTakenForWhole() throws IOException {
    Path half = temporary.resolve("half");
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(
            () ->
                Cluster.start(
                    ScratchFolder.in(half),
                    () -> {
                      try (InputStream whole = Servers.binaries()) {
                        return new ByteArrayInputStream(whole.readNBytes(100_000));
                      }
                    }))
        .withMessageContaining("cannot be unpacked");
    try (Stream<Path> left = Files.list(half.resolve("binaries"))) {
      assertThat(left).isEmpty();
    }
  }

  private static Path home() {
    return temporary.resolve("home");
  }

  /** A process of its own that starts a cluster and waits. */
  private static Process startedElsewhere() throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                ClusterHolder.class.getName(),
                home().toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    assertThat(out.readLine()).isEqualTo("started");
    return process;
  }

  private static Path onlyCluster() throws IOException {
    assertThat(clusters()).hasSize(1);
    return clusters().get(0);
  }

  private static List<Path> clusters() throws IOException {
    return clusters(home());
  }

  private static List<Path> clusters(Path home) throws IOException {
    try (Stream<Path> folders = Files.list(home.resolve("clusters"))) {
      return folders.toList();
    }
  }

  private static ProcessHandle serverOf(Path cluster) throws IOException {
    return ProcessHandle.of(
            Long.parseLong(
                Files.readAllLines(cluster.resolve("data/postmaster.pid")).get(0).strip()))
        .orElseThrow();
  }

  private static boolean runs(ProcessHandle server) {
    return !Cluster.hasEnded(server);
  }
}
