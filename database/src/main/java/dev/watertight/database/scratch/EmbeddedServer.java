package dev.watertight.database.scratch;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A PostgreSQL cluster of our own, started from binaries and thrown away at the end. */
public final class EmbeddedServer implements ScratchServer {
  private static final String SUPERUSER = "postgres";

  private final EmbeddedPostgres postgres;
  private final AtomicInteger databases = new AtomicInteger();
  private final Set<ScratchDatabase> open = ConcurrentHashMap.newKeySet();

  private EmbeddedServer(EmbeddedPostgres postgres) {
    this.postgres = postgres;
  }

  /**
   * Starts a cluster.
   *
   * @throws IOException if the binaries are missing or the server does not start
   */
  public static EmbeddedServer start(PostgresBinaries binaries) throws IOException {
    return new EmbeddedServer(
        EmbeddedPostgres.builder()
            .setPgBinaryResolver((system, architecture) -> binaries.open())
            .setServerConfig("fsync", "off")
            .setServerConfig("synchronous_commit", "off")
            .setServerConfig("full_page_writes", "off")
            .setServerConfig("wal_level", "logical")
            .setServerConfig("max_wal_senders", "4")
            .setServerConfig("timezone", "UTC")
            .start());
  }

  @Override
  public ScratchDatabase create() throws SQLException {
    return make("template0");
  }

  @Override
  public ScratchDatabase cloneOf(ScratchDatabase template) throws SQLException {
    return make(template.name());
  }

  private ScratchDatabase make(String template) throws SQLException {
    ScratchDatabase database =
        new ScratchDatabase(ScratchDatabase.PREFIX + databases.incrementAndGet());
    open.add(database);
    execute(
        "create database "
            + database.name()
            + " template "
            + template
            + " strategy file_copy encoding 'UTF8'");
    return database;
  }

  @Override
  public void drop(ScratchDatabase database) throws SQLException {
    execute("drop database if exists " + database.name() + " with (force)");
    open.remove(database);
    if (open.isEmpty()) {
      dropRoles();
    }
  }

  /**
   * Roles belong to the whole cluster: those of one schema's migrations must not meet the next's.
   */
  private void dropRoles() throws SQLException {
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement();
        Statement drop = connection.createStatement();
        ResultSet roles =
            statement.executeQuery(
                "select quote_ident(rolname) from pg_roles where oid >= 16384 order by oid desc")) {
      while (roles.next()) {
        drop.execute("drop owned by " + roles.getString(1));
        drop.execute("drop role " + roles.getString(1));
      }
    }
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public Connection connect(ScratchDatabase database) throws SQLException {
    return postgres.getDatabase(SUPERUSER, database.name()).getConnection();
  }

  @Override
  public void close() {
    try {
      postgres.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the scratch PostgreSQL could not be stopped", e);
    }
  }
}
