package dev.watertight.database.audit;

import dev.watertight.database.catalog.Identifier;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Where attacks are carried out: a seeded scratch database. Each runs in a transaction that is
 * rolled back, so that none sees another's traces.
 */
public final class Lab implements AutoCloseable {
  /** Insufficient privilege, which a policy's refusal is too. */
  private static final String REFUSED = "42501";

  private static final String DISK_FULL = "53100";
  private static final String PATIENCE = "set statement_timeout = '10s'; set lock_timeout = '5s'";

  private static final int SECONDS_TO_ANSWER = 5;
  private static final int ROWS_SHOWN = 3;
  private static final int LONGEST = 400;

  /** Opens connections to the seeded database, with all rights. */
  @FunctionalInterface
  public interface Connector {
    Connection open() throws SQLException;
  }

  /**
   * A statement that by itself leaves nothing behind in its session once it is rolled back. So does
   * one of PostgreSQL's own settings, which have no dot in their names.
   */
  private static final Pattern PLAIN =
      Pattern.compile(
          "(?is)\\s*(?:(?:select|insert|update|delete|with|merge)\\b|set\\s+local\\s+\\w+\\s*=).*");

  private final Connector connector;
  private final Map<List<Object>, Outcome> done = new HashMap<>();
  private final List<String> settings;
  private Optional<Connection> untouched = Optional.empty();
  private Connection reused;

  /**
   * A lab on a database.
   *
   * @param connector to a database that was made for attacks
   */
  public Lab(Connector connector) throws SQLException {
    this(connector, List.of());
  }

  /**
   * A lab on a database.
   *
   * @param settings the settings that policies and functions read: while none of them was set on a
   *     connection, it is as good as a fresh one
   */
  Lab(Connector connector, List<String> settings) throws SQLException {
    this.connector = () -> patient(connector.open());
    this.settings = List.copyOf(settings);
    this.reused = this.connector.open();
  }

  /** For the whole session: what an attack sets ends with its transaction. */
  private static Connection patient(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(PATIENCE);
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw lost(e, e);
    }
  }

  /** Carries out the attack; one that was carried out before ends as it did then. */
  public Outcome run(AttackScript script) {
    return done.computeIfAbsent(
        List.of(script.text(), script.refusal(), script.stops()), k -> carryOut(script));
  }

  private Outcome carryOut(AttackScript script) {
    try {
      if (script.context().state() == Context.State.NEVER_SET) {
        return neverSet(script);
      }
      return run(script, reused);
    } catch (SQLException e) {
      reconnect(e);
      return Outcome.failed(message(e));
    }
  }

  /**
   * PostgreSQL never forgets that a setting was set, not even by rolling back. A connection is
   * therefore used again only after plain statements, and if all settings are still unknown to it.
   */
  private Outcome neverSet(AttackScript script) throws SQLException {
    if (settings.isEmpty()
        || !script.steps().stream().allMatch(s -> PLAIN.matcher(s.sql()).matches())) {
      try (Connection fresh = connector.open()) {
        return run(script, fresh);
      }
    }
    Connection connection = untouched.isPresent() ? untouched.get() : connector.open();
    untouched = Optional.empty();
    try {
      return run(script, connection);
    } finally {
      if (isUntouched(connection)) {
        untouched = Optional.of(connection);
      } else {
        connection.close();
      }
    }
  }

  private boolean isUntouched(Connection connection) {
    String unset =
        settings.stream()
            .map(s -> "current_setting(" + Identifier.literal(s) + ", true) is null")
            .collect(Collectors.joining(" and "));
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select " + unset)) {
      return row.next() && row.getBoolean(1);
    } catch (SQLException e) {
      return false;
    }
  }

  /** An attack can end its session; where the whole server is gone there is nothing left to try. */
  private void reconnect(SQLException cause) {
    try {
      if (!reused.isValid(SECONDS_TO_ANSWER)) {
        reused = connector.open();
      }
    } catch (SQLException e) {
      throw lost(cause, e);
    }
  }

  private static LostServerException lost(SQLException cause, SQLException last) {
    return new LostServerException(
        "The scratch PostgreSQL is gone: " + message(cause) + " The audit was broken off.", last);
  }

  private static Outcome run(AttackScript script, Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      for (Together each : together(script)) {
        boolean rows;
        try {
          rows = statement.execute(each.sql());
        } catch (SQLException e) {
          if (DISK_FULL.equals(e.getSQLState())) {
            throw new LostServerException(
                "The disk of the scratch PostgreSQL is full: "
                    + message(e)
                    + " The audit was broken off. Make space, or name another disk with"
                    + " -Djava.io.tmpdir (MAVEN_OPTS).",
                e);
          }
          return refused(script, each, e);
        }
        if (each.last() && script.refusal().isEmpty()) {
          return rows ? seen(statement) : Outcome.failed("its last statement gives no rows to see");
        }
      }
      return Outcome.stopped("not refused: the row is not known to exist");
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  /**
   * Statements that go to the server at once: the one that decides, or those around it, of which
   * none is told from another if it fails.
   */
  private record Together(String sql, boolean last, boolean decisive) {
    /** The semicolon stands on a line of its own, for a statement may end with a comment. */
    Together and(AttackScript.Statement next) {
      return new Together(sql + "\n;\n" + next.sql(), last, decisive);
    }

    /** Giving the role back is all that may follow what decides: it never fails. */
    boolean takes(AttackScript.Statement next) {
      return !next.last()
          && !next.decisive()
          && (!decisive || next.sql().equals(AttackScript.RESET));
    }
  }

  private static List<Together> together(AttackScript script) {
    List<Together> together = new ArrayList<>();
    for (AttackScript.Statement each : script.statements()) {
      int last = together.size() - 1;
      if (last >= 0 && together.get(last).takes(each)) {
        together.set(last, together.get(last).and(each));
      } else {
        together.add(new Together(each.sql(), each.last(), each.decisive()));
      }
    }
    return together;
  }

  private static Outcome refused(AttackScript script, Together statement, SQLException e) {
    String state = String.valueOf(e.getSQLState());
    if (statement.last() && script.refusal().filter(state::equals).isPresent()) {
      return Outcome.leaked(message(e));
    }
    return state.equals(REFUSED) || (statement.decisive() && script.stops().contains(state))
        ? Outcome.stopped(message(e))
        : Outcome.failed(message(e));
  }

  private static Outcome seen(Statement statement) throws SQLException {
    try (ResultSet rows = statement.getResultSet()) {
      return seen(rows);
    }
  }

  /** What the last statement of an attack shows. */
  static Outcome seen(ResultSet rows) throws SQLException {
    ResultSetMetaData columns = rows.getMetaData();
    List<String> shown = new ArrayList<>();
    int count = 0;
    while (rows.next()) {
      count++;
      if (shown.size() < ROWS_SHOWN) {
        List<String> values = new ArrayList<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
          values.add(columns.getColumnLabel(i) + "=" + rows.getString(i));
        }
        shown.add(shortened(String.join(", ", values)));
      }
    }
    if (count == 0) {
      return Outcome.stopped("0 rows");
    }
    return Outcome.leaked(
        (count == 1 ? "1 row: " : count + " rows: ")
            + String.join("; ", shown)
            + (count > ROWS_SHOWN ? "; …" : ""));
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }

  /** The server's words in one line, without the position in the statement. */
  static String message(SQLException e) {
    return String.valueOf(e.getMessage())
        .replaceAll("\\R\\s*Position: \\d+", "")
        .replaceAll("\\s*\\R\\s*", "; ");
  }

  @Override
  public void close() throws SQLException {
    if (untouched.isPresent()) {
      untouched.get().close();
    }
    reused.close();
  }
}
