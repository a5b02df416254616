package dev.watertight.sample.postgres;

import dev.watertight.sample.data.DatabaseLogin;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jooq.CloseableDSLContext;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** One database of a {@link ScratchServer}; dropped when closed. */
public final class ScratchDatabase implements AutoCloseable {
  private final ScratchServer server;
  private final String name;
  private final List<CloseableDSLContext> connections = new ArrayList<>();
  private @Nullable DSLContext ownerDsl;
  private @Nullable DSLContext adminDsl;

  ScratchDatabase(ScratchServer server, String name) {
    this.server = server;
    this.name = name;
  }

  /** The login of migrations and of a test's own look at all tenants. */
  public DatabaseLogin owner() {
    return server.login(name, "app_owner");
  }

  /** The login of the requests. */
  public DatabaseLogin app() {
    return server.login(name, "app_user");
  }

  /** The server's superuser. */
  public DatabaseLogin admin() {
    return server.login(name, "postgres");
  }

  /** A connection of its own, outside any pool. */
  public Connection connect(DatabaseLogin login) throws SQLException {
    return DriverManager.getConnection(login.url(), login.user(), login.password());
  }

  /** The owner's statements, on one connection that stays open as long as this. */
  public DSLContext asOwner() {
    if (ownerDsl == null) {
      ownerDsl = dsl(owner());
    }
    return ownerDsl;
  }

  /** The superuser's statements, as {@link #asOwner}. */
  public DSLContext asAdmin() {
    if (adminDsl == null) {
      adminDsl = dsl(admin());
    }
    return adminDsl;
  }

  private DSLContext dsl(DatabaseLogin login) {
    CloseableDSLContext dsl = DSL.using(login.url(), login.user(), login.password());
    connections.add(dsl);
    return dsl;
  }

  /** Runs one or more statements as the superuser. */
  public void asAdmin(String sql) {
    server.execute(name, sql);
  }

  @Override
  public void close() {
    connections.forEach(CloseableDSLContext::close);
    server.execute("postgres", "drop database " + name + " with (force)");
  }
}
