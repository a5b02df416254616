package dev.watertight.database.scratch;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is done to a server as a whole: databases and roles are made and dropped. All of it goes
 * through one connection, which is opened anew where it was lost: a new one takes the server longer
 * than what is asked of it.
 */
final class Administration implements AutoCloseable {
  private static final int SECONDS_TO_ANSWER = 5;

  private final Login login;
  private Optional<Connection> open = Optional.empty();

  Administration(Login login) {
    this.login = login;
  }

  synchronized void execute(String sql) throws SQLException {
    try (Statement statement = connection().createStatement()) {
      statement.execute(sql);
    }
  }

  /** The texts that a query's first column gives. */
  synchronized List<String> texts(String sql) throws SQLException {
    List<String> texts = new ArrayList<>();
    try (Statement statement = connection().createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
    }
    return texts;
  }

  synchronized int majorVersion() throws SQLException {
    return connection().getMetaData().getDatabaseMajorVersion();
  }

  private Connection connection() throws SQLException {
    if (open.isPresent() && open.get().isValid(SECONDS_TO_ANSWER)) {
      return open.get();
    }
    open = Optional.of(login.open());
    return open.get();
  }

  /** Ends the connection; where that fails, the server ends it. */
  @Override
  public synchronized void close() {
    open.ifPresent(Administration::end);
    open = Optional.empty();
  }

  private static void end(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      return;
    }
  }
}
