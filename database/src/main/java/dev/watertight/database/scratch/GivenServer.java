package dev.watertight.database.scratch;

import dev.watertight.database.catalog.Identifier;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server that somebody else runs. The database that its URL names is only ever read. Databases
 * are made beside it where that is asked for, each with a mark, and only marked ones are removed
 * again; roles are neither made nor altered, by migrations neither: see {@link ServerWide}.
 */
public final class GivenServer implements ScratchServer {
  private static final String MARK = "made by Watertight, to be dropped; run ";
  private static final int RUN_LENGTH = 8;

  /** By the server, and by the driver itself, which is asked for a password that it has not. */
  private static final Set<String> REJECTED = Set.of("28000", "28P01", "08004");

  private final Login login;
  private final String run = UUID.randomUUID().toString().substring(0, RUN_LENGTH);
  private final AtomicInteger databases = new AtomicInteger();
  private final Set<ScratchDatabase> ours = ConcurrentHashMap.newKeySet();
  private final Connection holder;

  private GivenServer(Login login, Connection holder) {
    this.login = login;
    this.holder = holder;
  }

  /**
   * Connects to it.
   *
   * @param environment where the password's variable is looked up
   * @throws ScratchException if it is not configured, or does not let us in
   */
  public static GivenServer open(ServerSettings settings, Map<String, String> environment)
      throws ScratchException {
    String url =
        settings
            .url()
            .orElseThrow(
                () ->
                    new ScratchException(
                        "database.engine is jdbc, and there is no database.url: name the server, as"
                            + " jdbc:postgresql://host:5432/database."));
    String password = "";
    if (settings.passwordEnv().isPresent()) {
      String name = settings.passwordEnv().get();
      password = environment.getOrDefault(name, "");
      if (password.isEmpty()) {
        throw new ScratchException(
            "database.password-env names the environment variable "
                + name
                + ", which is not set or empty.");
      }
    }
    String user = settings.user().orElse(System.getProperty("user.name", "postgres"));
    Login login = new Login(url, user, password);
    try {
      return new GivenServer(login, login.open());
    } catch (SQLException e) {
      throw new ScratchException(
          "The database "
              + withoutSecrets(url)
              + " cannot be reached as "
              + user
              + ": "
              + String.valueOf(e.getMessage()).replace(url, withoutSecrets(url))
              + (password.isEmpty() && REJECTED.contains(String.valueOf(e.getSQLState()))
                  ? " No password was given: name its environment variable as"
                      + " database.password-env."
                  : ""));
    }
  }

  /** A URL may hold a password among its parameters, or before the host, where it has no place. */
  private static String withoutSecrets(String url) {
    return url.replaceFirst("\\?.*", "").replaceFirst("//[^/]*@", "//");
  }

  /** A connection to the given database that can change nothing. */
  public Connection readOnly() throws SQLException {
    Connection connection = login.open();
    connection.setReadOnly(true);
    try (Statement statement = connection.createStatement()) {
      statement.execute("set session characteristics as transaction read only");
    }
    return connection;
  }

  /**
   * Why nothing can be proven here, if so: attacks need a database and a superuser of their own.
   */
  public Optional<String> cannotProve() throws SQLException {
    try (Statement statement = holder.createStatement();
        ResultSet row =
            statement.executeQuery("select rolsuper from pg_roles where rolname = current_user")) {
      boolean superuser = row.next() && row.getBoolean(1);
      return superuser
          ? Optional.empty()
          : Optional.of(
              "`"
                  + login.user()
                  + "` is no superuser of the given server: it cannot become the application's"
                  + " role, so nothing was attacked");
    }
  }

  @Override
  public ScratchDatabase create() throws SQLException {
    return make("template0");
  }

  @Override
  public ScratchDatabase cloneOf(ScratchDatabase template) throws SQLException {
    if (!ours.contains(template)) {
      throw new SQLException(template.name() + " was not made here: it is not copied");
    }
    return make(template.name());
  }

  private ScratchDatabase make(String template) throws SQLException {
    try (Statement statement = holder.createStatement()) {
      if (databases.get() == 0) {
        // Held until this session ends, which tells others that this run is alive.
        statement.execute("select pg_advisory_lock(" + key(run) + ")");
        dropLeftBehind();
      }
      ScratchDatabase database =
          new ScratchDatabase(ScratchDatabase.PREFIX + run + "_" + databases.incrementAndGet());
      ours.add(database);
      statement.execute(
          "create database " + database.name() + " template " + template + " encoding 'UTF8'");
      statement.execute(
          "comment on database " + database.name() + " is " + Identifier.literal(MARK + run));
      return database;
    }
  }

  private static String key(String run) {
    return "hashtextextended('watertight " + run + "', 0)";
  }

  /** Databases of runs whose session is gone. */
  private void dropLeftBehind() throws SQLException {
    List<String[]> found = new ArrayList<>();
    try (Statement statement = holder.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select datname, shobj_description(oid, 'pg_database') from pg_database where"
                    + " starts_with(datname, "
                    + Identifier.literal(ScratchDatabase.PREFIX)
                    + ") and starts_with(shobj_description(oid, 'pg_database'), "
                    + Identifier.literal(MARK)
                    + ") and pg_get_userbyid(datdba) = current_user")) {
      while (rows.next()) {
        found.add(new String[] {rows.getString(1), rows.getString(2).substring(MARK.length())});
      }
    }
    for (String[] database : found) {
      if (database[1].matches("[0-9a-f]{" + RUN_LENGTH + "}") && isGone(database[1])) {
        try (Statement statement = holder.createStatement()) {
          statement.execute("drop database if exists " + Identifier.quoted(database[0]));
        }
      }
    }
  }

  private boolean isGone(String otherRun) throws SQLException {
    try (Statement statement = holder.createStatement();
        ResultSet row =
            statement.executeQuery("select pg_try_advisory_lock(" + key(otherRun) + ")")) {
      boolean free = row.next() && row.getBoolean(1);
      if (free) {
        try (Statement unlock = holder.createStatement()) {
          unlock.execute("select pg_advisory_unlock(" + key(otherRun) + ")");
        }
      }
      return free;
    }
  }

  @Override
  public void drop(ScratchDatabase database) throws SQLException {
    if (!ours.contains(database)) {
      throw new SQLException(database.name() + " was not made here: it is not dropped");
    }
    try (Statement statement = holder.createStatement()) {
      statement.execute("drop database if exists " + database.name() + " with (force)");
    }
    ours.remove(database);
  }

  @Override
  public Connection connect(ScratchDatabase database) throws SQLException {
    if (!ours.contains(database)) {
      throw new SQLException(database.name() + " was not made here: it is not written to");
    }
    return login.open(database);
  }

  @Override
  public Roles roles() {
    return new GivenRoles(login);
  }

  @Override
  public void close() {
    List.copyOf(ours).forEach(this::dropIfPossible);
    try {
      holder.close();
    } catch (SQLException e) {
      throw new IllegalStateException("the connection could not be closed", e);
    }
  }

  private void dropIfPossible(ScratchDatabase database) {
    try {
      drop(database);
    } catch (SQLException e) {
      // The next run drops it: it carries the mark, and this session's lock ends with it.
      return;
    }
  }

  /** Roles that are not ours to change. */
  private record GivenRoles(Login login) implements Roles {
    @Override
    public boolean areOurs() {
      return false;
    }

    @Override
    public String current() {
      return login.user();
    }

    @Override
    public void create(String role, boolean superuser) throws SQLException {
      throw refused(role);
    }

    @Override
    public void own(ScratchDatabase database, String role) throws SQLException {
      throw refused(role);
    }

    @Override
    public void makePlain(String role) throws SQLException {
      throw refused(role);
    }

    @Override
    public void admit(String role) throws SQLException {
      throw refused(role);
    }

    @Override
    public Connection connectAs(ScratchDatabase database, String role) throws SQLException {
      if (!role.equals(login.user())) {
        throw refused(role);
      }
      return login.open(database);
    }

    private static SQLException refused(String role) {
      return new SQLException("roles of a given server are not changed: " + role);
    }
  }
}
