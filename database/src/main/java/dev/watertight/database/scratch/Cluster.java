package dev.watertight.database.scratch;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * The processes and files of one PostgreSQL cluster, which only this process can log in to: it
 * listens on the loopback interface alone, with a password of its own.
 */
final class Cluster implements AutoCloseable {
  static final String SUPERUSER = "postgres";

  /** What makes it fast, since nothing in it is worth keeping, and lets replication be tried. */
  private static final Map<String, String> OPTIONS =
      Map.of(
          "fsync", "off",
          "synchronous_commit", "off",
          "full_page_writes", "off",
          "wal_level", "logical",
          "max_wal_senders", "4",
          "timezone", "UTC",
          "max_connections", "60",
          "listen_addresses", "127.0.0.1",
          "unix_socket_directories", "");

  private static final String PID_FILE = "data/postmaster.pid";
  private static final int ATTEMPTS = 3;
  private static final int LOG_LINES = 5;
  private static final long PATIENCE = 120;
  private static final boolean WINDOWS =
      System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");

  private final ScratchFolder home;
  private final ScratchFolder.Claim claim;
  private final Path programs;
  private final String password;
  private final int port;
  private final Thread atExit;
  private final AtomicBoolean closed = new AtomicBoolean();

  private Cluster(
      ScratchFolder home, ScratchFolder.Claim claim, Path programs, String password, int port) {
    this.home = home;
    this.claim = claim;
    this.programs = programs;
    this.password = password;
    this.port = port;
    this.atExit = new Thread(this::closeAtExit, "watertight-scratch-postgresql");
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /**
   * Stops and deletes what killed processes left behind, then starts a cluster.
   *
   * @throws IOException if it does not start; the message holds the end of its log
   */
  static Cluster start(ScratchFolder home, PostgresBinaries binaries) throws IOException {
    Path programs =
        home.exclusively(
            () -> {
              for (ScratchFolder.Claim left : home.leftBehind()) {
                stopProcess(left.folder());
                left.delete();
              }
              return Programs.unpacked(home, binaries);
            });
    ScratchFolder.Claim claim = home.exclusively(home::claim);
    try {
      String password = HexFormat.of().formatHex(new SecureRandom().generateSeed(16));
      init(programs, claim.folder(), password);
      return new Cluster(home, claim, programs, password, launch(programs, claim.folder()));
    } catch (IOException | RuntimeException e) {
      stopProcess(claim.folder());
      home.exclusively(
          () -> {
            claim.delete();
            return claim;
          });
      throw e;
    }
  }

  int port() {
    return port;
  }

  String password() {
    return password;
  }

  /** The folder of its files. */
  Path folder() {
    return claim.folder();
  }

  private static void init(Path programs, Path folder, String password) throws IOException {
    Path file = Files.writeString(folder.resolve("password"), password + "\n");
    run(
        folder,
        List.of(
            programs.resolve("bin/initdb").toString(),
            "--auth=scram-sha-256",
            "--pwfile=" + file,
            "--username=" + SUPERUSER,
            "--pgdata=" + folder.resolve("data"),
            "--encoding=UTF8",
            "--no-locale",
            "--no-sync"));
    Files.delete(file);
  }

  private static int launch(Path programs, Path folder) throws IOException {
    IOException last = new IOException("the scratch PostgreSQL was not started");
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int port = freePort();
      List<String> options = new ArrayList<>(List.of("-p " + port));
      OPTIONS.forEach(
          (name, value) -> {
            if (!(WINDOWS && name.equals("unix_socket_directories"))) {
              options.add("-c " + name + "=" + (value.isEmpty() ? "''" : value));
            }
          });
      try {
        run(
            folder,
            List.of(
                programs.resolve("bin/pg_ctl").toString(),
                "--pgdata=" + folder.resolve("data"),
                "--log=" + folder.resolve("server.log"),
                "--options=" + String.join(" ", options),
                "--timeout=" + PATIENCE,
                "--wait",
                "start"));
        return port;
      } catch (IOException e) {
        // Another process may have taken the port in between.
        last = new IOException(e.getMessage() + logged(folder), e);
      }
    }
    throw last;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static String logged(Path folder) throws IOException {
    Path log = folder.resolve("server.log");
    if (!Files.exists(log)) {
      return "";
    }
    List<String> lines =
        new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
            .lines()
            .filter(l -> !l.isBlank())
            .toList();
    return " Its log ends with: "
        + String.join(" | ", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
  }

  private static void run(Path folder, List<String> command) throws IOException {
    List<String> all = new ArrayList<>(asNobody());
    all.addAll(command);
    Path output = folder.resolve("command.log");
    ProcessBuilder builder =
        new ProcessBuilder(all)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().put("LC_ALL", "C");
    builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
    Process process = builder.start();
    try {
      if (!process.waitFor(PATIENCE, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException(command.get(0) + " did not end within " + PATIENCE + " seconds.");
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the scratch PostgreSQL was started", e);
    }
    if (process.exitValue() != 0) {
      String said = new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
      throw new IOException(
          "The scratch PostgreSQL cannot be started: "
              + Path.of(command.get(0)).getFileName()
              + " said: "
              + said.strip().replaceAll("\\s*\\R\\s*", " | "));
    }
  }

  /**
   * What a command begins with: neither PostgreSQL nor PgBouncer runs as root; in a user namespace
   * of its own it is nobody.
   */
  static List<String> asNobody() {
    return !WINDOWS && "root".equals(System.getProperty("user.name"))
        ? List.of("unshare", "-U")
        : List.of();
  }

  /** Stops what runs on the files in the folder. Nothing in it is kept. */
  private static void stopProcess(Path folder) throws IOException {
    stopPoolers(folder);
    stop(folder.resolve(PID_FILE), "postgres");
  }

  private static void stopPoolers(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    List<Path> poolers;
    try (Stream<Path> inside = Files.list(folder)) {
      poolers =
          inside
              .filter(
                  f ->
                      Optional.ofNullable(f.getFileName())
                          .map(n -> n.toString().startsWith(PgBouncer.FOLDER))
                          .orElse(false))
              .toList();
    }
    for (Path pooler : poolers) {
      stop(pooler.resolve(PgBouncer.PID_FILE), "pgbouncer");
    }
  }

  private static void stop(Path pidFile, String program) throws IOException {
    running(pidFile, program).ifPresent(Cluster::end);
  }

  /** The process whose number the file holds, where it is one of that program. */
  private static Optional<ProcessHandle> running(Path pidFile, String program) throws IOException {
    if (!Files.exists(pidFile)) {
      return Optional.empty();
    }
    String first = Files.readString(pidFile).lines().findFirst().orElse("").strip();
    return first.matches("\\d+")
        ? ProcessHandle.of(Long.parseLong(first))
            .filter(p -> p.info().command().map(c -> c.contains(program)).orElse(false))
        : Optional.empty();
  }

  private static void end(ProcessHandle process) {
    List<ProcessHandle> all = new ArrayList<>(process.children().toList());
    all.add(process);
    // Asked first, so that it frees its shared memory; made to, if it does not answer.
    process.destroy();
    awaitEnd(process);
    all.stream().filter(p -> !hasEnded(p)).forEach(ProcessHandle::destroyForcibly);
    all.forEach(Cluster::awaitEnd);
  }

  private static void awaitEnd(ProcessHandle process) {
    awaitEnd(process, Duration.ofSeconds(10));
  }

  /** Waits until the process has ended, or for so long. */
  static void awaitEnd(ProcessHandle process, Duration longest) {
    long patience = System.nanoTime() + longest.toNanos();
    try {
      while (!hasEnded(process) && System.nanoTime() < patience) {
        Thread.sleep(20);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Also where nobody takes note of its end, as in a container whose first process does not: it is
   * then listed for ever, without a program.
   */
  static boolean hasEnded(ProcessHandle process) {
    return !process.isAlive() || process.info().command().isEmpty();
  }

  /** After Ctrl-C, or where nobody closed it. */
  private void closeAtExit() {
    try {
      stop();
    } catch (IOException | RuntimeException e) {
      System.err.println(
          "watertight: the scratch PostgreSQL in "
              + folder()
              + " could not be stopped ("
              + e.getMessage()
              + "). The next start of one stops it and deletes its files.");
    }
  }

  /** Stops the server and deletes its files; safe to call twice. */
  @Override
  public void close() throws IOException {
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // The process is ending, and the hook does the same as this.
    }
    stop();
  }

  private void stop() throws IOException {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    stopPoolers(folder());
    Optional<ProcessHandle> server = running(folder().resolve(PID_FILE), "postgres");
    try {
      run(
          folder(),
          List.of(
              programs.resolve("bin/pg_ctl").toString(),
              "--pgdata=" + folder().resolve("data"),
              "--mode=immediate",
              "--timeout=30",
              "--wait",
              "stop"));
    } catch (IOException e) {
      // It is gone already, or does not listen.
      stopProcess(folder());
    }
    // pg_ctl takes it for stopped as soon as the file with its number is gone.
    server.ifPresent(Cluster::awaitEnd);
    server.filter(s -> !hasEnded(s)).ifPresent(Cluster::end);
    home.exclusively(
        () -> {
          claim.delete();
          return claim;
        });
  }
}
