package dev.watertight.database.scratch;

import dev.watertight.database.catalog.Identifier;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that was started for Watertight alone, so that its roles are ours too. */
abstract class OwnServer implements ScratchServer {
  /** Object ids from here on belong to what was made after the server was. */
  private static final int FIRST_OF_USERS = 16384;

  private static final int WITH_STRATEGY = 15;

  private final Login login;
  private final AtomicInteger databases = new AtomicInteger();
  private final Set<ScratchDatabase> open = ConcurrentHashMap.newKeySet();

  OwnServer(Login login) {
    this.login = login;
  }

  final Login login() {
    return login;
  }

  @Override
  public final ScratchDatabase create() throws SQLException {
    return make("template0");
  }

  @Override
  public final ScratchDatabase cloneOf(ScratchDatabase template) throws SQLException {
    return make(template.name());
  }

  private ScratchDatabase make(String template) throws SQLException {
    ScratchDatabase database =
        new ScratchDatabase(ScratchDatabase.PREFIX + databases.incrementAndGet());
    try (Connection connection = login.open();
        Statement statement = connection.createStatement()) {
      boolean strategy = connection.getMetaData().getDatabaseMajorVersion() >= WITH_STRATEGY;
      open.add(database);
      statement.execute(
          "create database "
              + database.name()
              + " template "
              + template
              + (strategy ? " strategy file_copy" : "")
              + " encoding 'UTF8'");
    }
    return database;
  }

  @Override
  public final void drop(ScratchDatabase database) throws SQLException {
    try (Connection connection = login.open();
        Statement statement = connection.createStatement()) {
      // A logical slot that an attack left would keep its database.
      statement.execute(
          "select pg_drop_replication_slot(slot_name) from pg_replication_slots where database = "
              + Identifier.literal(database.name()));
      statement.execute("drop database if exists " + database.name() + " with (force)");
      open.remove(database);
      if (open.isEmpty()) {
        dropRoles(connection);
      }
    }
  }

  /**
   * Roles belong to the whole cluster: those of one schema's migrations must not meet the next's.
   */
  private static void dropRoles(Connection connection) throws SQLException {
    List<String> roles = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery(
                "select rolname from pg_roles where oid >= " + FIRST_OF_USERS + " order by 1")) {
      while (found.next()) {
        roles.add(Identifier.quoted(found.getString(1)));
      }
    }
    if (!roles.isEmpty()) {
      String all = String.join(", ", roles);
      try (Statement statement = connection.createStatement()) {
        statement.execute("drop owned by " + all);
        statement.execute("drop role " + all);
      }
    }
  }

  @Override
  public final Connection connect(ScratchDatabase database) throws SQLException {
    return login.open(database);
  }

  @Override
  public final Roles roles() {
    return new OwnRoles(login);
  }

  /** The roles of such a server. */
  private record OwnRoles(Login login) implements Roles {
    @Override
    public boolean areOurs() {
      return true;
    }

    @Override
    public String current() {
      return login.user();
    }

    @Override
    public void create(String role, boolean superuser) throws SQLException {
      execute(
          "create role "
              + Identifier.quoted(role)
              + " login"
              + (superuser ? " superuser" : "")
              + " password "
              + Identifier.literal(login.password()));
    }

    @Override
    public void own(ScratchDatabase database, String role) throws SQLException {
      execute("alter database " + database.name() + " owner to " + Identifier.quoted(role));
    }

    @Override
    public void makePlain(String role) throws SQLException {
      execute(
          "alter role "
              + Identifier.quoted(role)
              + " nosuperuser nobypassrls nocreaterole nocreatedb noreplication");
    }

    @Override
    public void admit(String role) throws SQLException {
      execute(
          "alter role "
              + Identifier.quoted(role)
              + " login password "
              + Identifier.literal(login.password()));
    }

    @Override
    public Connection connectAs(ScratchDatabase database, String role) throws SQLException {
      return login.as(role).open(database);
    }

    private void execute(String sql) throws SQLException {
      try (Connection connection = login.open();
          Statement statement = connection.createStatement()) {
        statement.execute(sql);
      }
    }
  }
}
