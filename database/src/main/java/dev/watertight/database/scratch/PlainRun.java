package dev.watertight.database.scratch;

import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.postgresql.PGConnection;

/** Runs SQL files as psql would: each in a session of its own, statement by statement. */
record PlainRun(List<MigrationFiles.Entry> files) {
  private static final int SHOWN = 120;

  void apply(Roles roles, ScratchDatabase database, String role)
      throws MigrationException, IOException, SQLException {
    for (MigrationFiles.Entry file : files) {
      List<SqlScript.Statement> statements = SqlScript.statements(file.text(), file.name());
      try (Connection connection = roles.connectAs(database, role)) {
        for (SqlScript.Statement statement : statements) {
          try {
            execute(connection, statement);
          } catch (SQLException e) {
            throw failed(file.name(), statement.line(), statement.sql(), e);
          }
        }
      }
    }
  }

  private static void execute(Connection connection, SqlScript.Statement statement)
      throws SQLException, IOException {
    if (statement.data().isPresent()) {
      connection
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyIn(statement.sql(), new StringReader(statement.data().get()));
      return;
    }
    try (Statement sql = connection.createStatement()) {
      sql.setEscapeProcessing(false);
      sql.execute(statement.sql());
    }
  }

  /** A failure with its place and the server's words. */
  static MigrationException failed(String file, int line, String sql, SQLException e) {
    String words =
        String.valueOf(e.getMessage())
            .replaceAll("\\R\\s*Position: \\d+", "")
            .replaceAll("\\s*\\R\\s*", "; ");
    String text = sql.replaceAll("\\s+", " ").strip();
    return new MigrationException(
        "The migration "
            + file
            + ":"
            + line
            + " failed: "
            + words
            + System.lineSeparator()
            + "  "
            + (text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text)
            + hint(e),
        e);
  }

  private static String hint(SQLException e) {
    String message = String.valueOf(e.getMessage());
    if (message.contains("extension") && message.contains("is not available")) {
      return System.lineSeparator()
          + "The embedded PostgreSQL has the extensions of PostgreSQL's own distribution only:"
          + " name a server that has it with database.engine jdbc.";
    }
    return "53100".equals(e.getSQLState())
        ? System.lineSeparator()
            + "Make space on the disk, or name another with -Djava.io.tmpdir (MAVEN_OPTS)."
        : "";
  }
}
