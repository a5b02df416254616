package dev.watertight.database.scratch;

import dev.watertight.database.catalog.Identifier;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that was started for Watertight alone, so that its roles are ours too. */
abstract class OwnServer implements ScratchServer {
  /** Object ids from here on belong to what was made after the server was. */
  private static final int FIRST_OF_USERS = 16384;

  private static final int WITH_STRATEGY = 15;
  private static final int MILLISECONDS_TO_END = 5000;

  private final Login login;
  private final Administration administration;
  private final AtomicInteger databases = new AtomicInteger();
  private final Set<ScratchDatabase> open = ConcurrentHashMap.newKeySet();

  OwnServer(Login login) {
    this.login = login;
    this.administration = new Administration(login);
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
    boolean strategy = administration.majorVersion() >= WITH_STRATEGY;
    open.add(database);
    administration.execute(
        "create database "
            + database.name()
            + " template "
            + template
            + (strategy ? " strategy file_copy" : "")
            + " encoding 'UTF8'");
    return database;
  }

  @Override
  public final void drop(ScratchDatabase database) throws SQLException {
    // A logical slot that an attack left would keep its database; a temporary one goes with its
    // session, which may not have ended yet when the client that closed it goes on.
    String slots =
        " from pg_replication_slots where database = " + Identifier.literal(database.name());
    administration.execute(
        "select pg_terminate_backend(active_pid, "
            + MILLISECONDS_TO_END
            + ")"
            + slots
            + " and active_pid is not null");
    administration.execute(
        "select pg_drop_replication_slot(slot_name)" + slots + " and not temporary");
    administration.execute("drop database if exists " + database.name() + " with (force)");
    open.remove(database);
    if (open.isEmpty()) {
      dropRoles();
    }
  }

  /**
   * Roles belong to the whole cluster: those of one schema's migrations must not meet the next's.
   */
  private void dropRoles() throws SQLException {
    List<String> roles =
        administration.texts(
            "select quote_ident(rolname) from pg_roles where oid >= "
                + FIRST_OF_USERS
                + " order by 1");
    if (!roles.isEmpty()) {
      dropOtherDatabases();
      String all = String.join(", ", roles);
      administration.execute("drop owned by " + all);
      administration.execute("drop role " + all);
    }
  }

  /** Made by somebody to replay a proof in, on this server of ours; roles own things in them. */
  private void dropOtherDatabases() throws SQLException {
    for (String other :
        administration.texts(
            "select datname from pg_database where oid >= " + FIRST_OF_USERS + " order by 1")) {
      if (open.stream().noneMatch(ours -> ours.name().equals(other))) {
        administration.execute(
            "drop database if exists " + Identifier.quoted(other) + " with (force)");
      }
    }
  }

  @Override
  public final Connection connect(ScratchDatabase database) throws SQLException {
    return login.open(database);
  }

  @Override
  public final void close() {
    administration.close();
    stop();
  }

  /** Stops the server itself. */
  abstract void stop();

  @Override
  public final Roles roles() {
    return new OwnRoles(login, administration);
  }

  /** The roles of such a server. */
  private record OwnRoles(Login login, Administration administration) implements Roles {
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
      administration.execute(
          "create role "
              + Identifier.quoted(role)
              + " login"
              + (superuser ? " superuser" : "")
              + " password "
              + Identifier.literal(login.password()));
    }

    @Override
    public void own(ScratchDatabase database, String role) throws SQLException {
      administration.execute(
          "alter database " + database.name() + " owner to " + Identifier.quoted(role));
    }

    @Override
    public void makePlain(String role) throws SQLException {
      administration.execute(
          "alter role "
              + Identifier.quoted(role)
              + " nosuperuser nobypassrls nocreaterole nocreatedb noreplication");
    }

    @Override
    public void admit(String role) throws SQLException {
      administration.execute(
          "alter role "
              + Identifier.quoted(role)
              + " login password "
              + Identifier.literal(login.password()));
    }

    @Override
    public Connection connectAs(ScratchDatabase database, String role) throws SQLException {
      return login.as(role).open(database);
    }
  }
}
