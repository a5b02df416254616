package dev.watertight.database.scratch;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A PgBouncer of our own before a scratch server, in transaction mode: what is not in one
 * transaction goes to the server's connections in turn. Two of them serve all clients of a
 * database.
 */
public final class PgBouncer implements AutoCloseable {
  /** The system property that names the program, or is {@code none}. */
  public static final String PROPERTY = "watertight.pgbouncer";

  /** Begins the names of the folders of their files, in the cluster's. */
  static final String FOLDER = "pgbouncer-";

  static final String PID_FILE = "pgbouncer.pid";
  private static final int SERVERS = 2;
  private static final int ATTEMPTS = 3;
  private static final long PATIENCE_NANOS = 10_000_000_000L;

  private final Process process;
  private final Login login;

  private PgBouncer(Process process, Login login) {
    this.process = process;
    this.login = login;
  }

  /**
   * The program, if it is installed: what {@link #PROPERTY} names, else on the {@code PATH} or
   * where packages put it.
   */
  public static Optional<Path> installed() {
    return installed(
        Optional.ofNullable(System.getProperty(PROPERTY)),
        Optional.ofNullable(System.getenv("PATH")).orElse(""));
  }

  static Optional<Path> installed(Optional<String> named, String path) {
    if (named.isPresent()) {
      return named.filter(n -> !n.equals("none")).map(Path::of);
    }
    return Stream.concat(
            Arrays.stream(path.split(File.pathSeparator, -1)),
            Stream.of("/usr/sbin", "/usr/local/sbin", "/usr/local/bin", "/opt/homebrew/bin"))
        .filter(folder -> !folder.isBlank())
        .map(folder -> Path.of(folder).resolve("pgbouncer"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * Starts it.
   *
   * @param folder of the cluster; its files go there too
   * @param server how to log in to the cluster
   * @param role whom it lets in
   * @throws IOException if it does not start; the message holds the end of its log
   */
  static PgBouncer start(Path program, Path folder, Login server, int serverPort, String role)
      throws IOException {
    IOException last = new IOException("PgBouncer was not started");
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        return startOnce(
            program, Files.createTempDirectory(folder, FOLDER), server, serverPort, role);
      } catch (IOException e) {
        // Another process may have taken the port in between.
        last = e;
      }
    }
    throw new IOException(
        "PgBouncer ("
            + program
            + ") does not start: "
            + last.getMessage()
            + ". To go without it, set -D"
            + PROPERTY
            + "=none.",
        last);
  }

  private static PgBouncer startOnce(
      Path program, Path home, Login server, int serverPort, String role) throws IOException {
    int port = freePort();
    Files.writeString(
        home.resolve("users.txt"), quoted(role) + " " + quoted(server.password()) + "\n");
    Path configuration =
        Files.writeString(home.resolve("pgbouncer.ini"), configuration(home, serverPort, port));
    List<String> command = new ArrayList<>(Cluster.asNobody());
    command.addAll(List.of(program.toString(), configuration.toString()));
    Process process =
        new ProcessBuilder(command)
            .directory(home.toFile())
            .redirectErrorStream(true)
            .redirectOutput(home.resolve("log").toFile())
            .start();
    PgBouncer started =
        new PgBouncer(
            process,
            new Login(
                // A statement that is prepared by name is known to one of the connections only.
                "jdbc:postgresql://127.0.0.1:" + port + "/postgres?prepareThreshold=0",
                role,
                server.password()));
    try {
      started.awaitStart(port, home.resolve("log"));
    } catch (IOException e) {
      started.close();
      throw e;
    }
    return started;
  }

  private static String configuration(Path home, int serverPort, int port) {
    return String.join(
        "\n",
        "[databases]",
        "* = host=127.0.0.1 port=" + serverPort,
        "[pgbouncer]",
        "listen_addr = 127.0.0.1",
        "listen_port = " + port,
        "unix_socket_dir =",
        "auth_type = scram-sha-256",
        "auth_file = " + home.resolve("users.txt"),
        "pidfile = " + home.resolve(PID_FILE),
        "pool_mode = transaction",
        "default_pool_size = " + SERVERS,
        "server_round_robin = 1",
        "ignore_startup_parameters = extra_float_digits,options",
        "");
  }

  private static String quoted(String text) {
    return '"' + text.replace("\"", "\"\"") + '"';
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void awaitStart(int port, Path log) throws IOException {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (process.isAlive() && System.nanoTime() < end) {
      if (answers(port)) {
        return;
      }
      pause();
    }
    List<String> lines =
        new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
            .lines()
            .filter(l -> !l.isBlank())
            .toList();
    throw new IOException(lines.isEmpty() ? "it said nothing" : lines.get(lines.size() - 1));
  }

  private static boolean answers(int port) {
    Socket socket = new Socket();
    try (socket) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while PgBouncer was started", e);
    }
  }

  /** A client's connection to the database, as the role that it lets in. */
  public Connection connect(ScratchDatabase database) throws SQLException {
    return login.open(database);
  }

  /** Has both of the server's connections open, so that statements can go to one or the other. */
  public void open(ScratchDatabase database) throws SQLException {
    try (Connection one = connect(database);
        Connection other = connect(database)) {
      for (Connection each : List.of(one, other)) {
        each.setAutoCommit(false);
        each.createStatement().execute("select 1");
      }
      one.rollback();
      other.rollback();
    }
  }

  @Override
  public void close() {
    process.destroy();
    Cluster.awaitEnd(process.toHandle(), Duration.ofSeconds(10));
    process.destroyForcibly();
  }
}
