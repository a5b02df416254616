package dev.watertight.database.audit;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where attacks are carried out: a seeded scratch database. Each runs in a transaction that is
 * rolled back, so that none sees another's traces.
 */
public final class Lab implements AutoCloseable {
  /** Insufficient privilege, which a policy's refusal is too. */
  private static final String REFUSED = "42501";

  private static final int SECONDS_TO_ANSWER = 5;
  private static final int ROWS_SHOWN = 3;
  private static final int LONGEST = 400;

  /** Opens connections to the seeded database, with all rights. */
  @FunctionalInterface
  public interface Connector {
    Connection open() throws SQLException;
  }

  private final Connector connector;
  private final Map<List<Object>, Outcome> done = new HashMap<>();
  private Connection reused;

  /**
   * A lab on a database.
   *
   * @param connector to a database that was made for attacks
   */
  public Lab(Connector connector) throws SQLException {
    this.connector = connector;
    this.reused = connector.open();
  }

  /** Carries out the attack; one that was carried out before ends as it did then. */
  public Outcome run(AttackScript script) {
    return done.computeIfAbsent(
        List.of(script.text(), script.refusal(), script.stops()), k -> carryOut(script));
  }

  private Outcome carryOut(AttackScript script) {
    try {
      if (script.context().state() == Context.State.NEVER_SET) {
        try (Connection fresh = connector.open()) {
          return run(script, fresh);
        }
      }
      return run(script, reused);
    } catch (SQLException e) {
      reconnect(e);
      return Outcome.failed(message(e));
    }
  }

  /** An attack can end its session; where the whole server is gone there is nothing left to try. */
  private void reconnect(SQLException cause) {
    try {
      if (!reused.isValid(SECONDS_TO_ANSWER)) {
        reused = connector.open();
      }
    } catch (SQLException e) {
      throw new LostServerException(
          "The scratch PostgreSQL is gone: " + message(cause) + " The audit was broken off.", e);
    }
  }

  private static Outcome run(AttackScript script, Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("set local statement_timeout = '10s'");
      statement.execute("set local lock_timeout = '5s'");
      for (AttackScript.Statement each : script.statements()) {
        boolean rows;
        try {
          rows = statement.execute(each.sql());
        } catch (SQLException e) {
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

  private static Outcome refused(
      AttackScript script, AttackScript.Statement statement, SQLException e) {
    String state = String.valueOf(e.getSQLState());
    if (statement.last() && script.refusal().filter(state::equals).isPresent()) {
      return Outcome.leaked(message(e));
    }
    return state.equals(REFUSED) || script.stops().contains(state)
        ? Outcome.stopped(message(e))
        : Outcome.failed(message(e));
  }

  private static Outcome seen(Statement statement) throws SQLException {
    try (ResultSet rows = statement.getResultSet()) {
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
    reused.close();
  }
}
