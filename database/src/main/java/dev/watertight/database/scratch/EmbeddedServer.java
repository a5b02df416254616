package dev.watertight.database.scratch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** A PostgreSQL cluster of our own, started from binaries and thrown away at the end. */
public final class EmbeddedServer extends OwnServer {
  private final Cluster cluster;

  private EmbeddedServer(Cluster cluster) {
    super(
        new Login(
            "jdbc:postgresql://127.0.0.1:" + cluster.port() + "/postgres",
            Cluster.SUPERUSER,
            cluster.password()));
    this.cluster = cluster;
  }

  /**
   * Starts a cluster in a folder of this user's below {@code java.io.tmpdir}, and removes clusters
   * there that killed processes left behind.
   *
   * @throws IOException if the binaries cannot be read or the server does not start
   */
  public static EmbeddedServer start(PostgresBinaries binaries) throws IOException {
    return start(binaries, ScratchFolder.ofUser());
  }

  static EmbeddedServer start(PostgresBinaries binaries, ScratchFolder home) throws IOException {
    return new EmbeddedServer(Cluster.start(home, binaries));
  }

  /**
   * Starts a PgBouncer before it.
   *
   * @param program see {@link PgBouncer#installed}
   * @param role whom it lets in: one that may log in, see {@link Roles#admit}
   * @throws IOException if it does not start
   */
  public PgBouncer pgBouncer(Path program, String role) throws IOException {
    return PgBouncer.start(program, cluster.folder(), login(), cluster.port(), role);
  }

  /** How to log in to a database with psql, for people. */
  public String psql(ScratchDatabase database) {
    return "PGPASSWORD="
        + cluster.password()
        + " psql -h 127.0.0.1 -p "
        + cluster.port()
        + " -U "
        + Cluster.SUPERUSER
        + " "
        + database.name();
  }

  @Override
  void stop() {
    try {
      cluster.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the scratch PostgreSQL could not be stopped", e);
    }
  }
}
