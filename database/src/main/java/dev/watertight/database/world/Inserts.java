package dev.watertight.database.world;

import dev.watertight.database.catalog.Column;
import dev.watertight.database.catalog.Identifier;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Inserts rows, many in one statement, and keeps the statements that worked. */
final class Inserts {
  private static final int BATCH = 500;

  private final Connection connection;
  private final StringBuilder script;

  Inserts(Connection connection, StringBuilder script) {
    this.connection = connection;
    this.script = script;
  }

  /**
   * A row that is in the database now.
   *
   * @param stored object id of the table or partition that it is in
   */
  record Inserted(Draft draft, SeededRow row, long stored) {}

  /** What became of the rows of one table: those that are in, and the server's first refusal. */
  record Result(List<Inserted> inserted, List<String> refusals) {}

  Result insert(TablePlan plan, List<Draft> rows) throws SQLException {
    List<Inserted> inserted = new ArrayList<>();
    List<String> refusals = new ArrayList<>();
    for (int from = 0; from < rows.size(); from += BATCH) {
      List<Draft> batch = rows.subList(from, Math.min(rows.size(), from + BATCH));
      try {
        inserted.addAll(run(plan, batch));
      } catch (SQLException e) {
        if (isFatal(e)) {
          throw e;
        }
        for (Draft row : batch) {
          one(plan, row, inserted, refusals);
        }
      }
    }
    return new Result(inserted, refusals);
  }

  private void one(TablePlan plan, Draft row, List<Inserted> inserted, List<String> refusals)
      throws SQLException {
    try {
      inserted.addAll(run(plan, List.of(row)));
    } catch (SQLException e) {
      if (isFatal(e)) {
        throw e;
      }
      refusals.add(refusal(row, e));
    }
  }

  /** Whether the connection or the server is gone, or its disk is full. */
  static boolean isFatal(SQLException e) {
    String state = String.valueOf(e.getSQLState());
    return state.startsWith("08") || state.startsWith("57") || state.startsWith("53");
  }

  private static String refusal(Draft row, SQLException e) {
    String message =
        String.valueOf(e.getMessage())
            .replaceAll("\\R\\s*(Position|Where): [^\\n]*", "")
            .replaceAll("\\s*\\R\\s*", "; ");
    List<String> tried = new ArrayList<>();
    row.values.forEach(
        (column, value) ->
            tried.add(column + " = " + value.map(Identifier::literal).orElse("null")));
    String values = String.join(", ", tried);
    return message
        + (message.contains("Failing row")
            ? ""
            : "; tried " + (values.length() > 400 ? values.substring(0, 400) + "…" : values));
  }

  private List<Inserted> run(TablePlan plan, List<Draft> rows) throws SQLException {
    List<Column> columns = plan.columns();
    StringBuilder sql = new StringBuilder("insert into ").append(plan.table().sql());
    if (columns.isEmpty()) {
      sql.append(" default values");
    } else {
      sql.append(" (").append(String.join(", ", columns.stream().map(Column::sql).toList()));
      sql.append(") overriding system value values\n");
      for (int i = 0; i < rows.size(); i++) {
        sql.append(i == 0 ? "  (" : ",\n  (");
        for (int c = 0; c < columns.size(); c++) {
          sql.append(c == 0 ? "" : ", ")
              .append(
                  rows.get(i).value(columns.get(c).name()).map(Identifier::literal).orElse("null"));
        }
        sql.append(')');
      }
    }
    List<Inserted> inserted = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql + " returning tableoid::bigint, *")) {
      for (Draft row : columns.isEmpty() ? rows.subList(0, 1) : rows) {
        if (!result.next()) {
          throw new SQLException("a rule or trigger kept the row out of " + plan.table().label());
        }
        inserted.add(
            new Inserted(
                row,
                new SeededRow(
                    values(result, plan.table().columns().stream().map(Column::name).toList())),
                result.getLong(1)));
      }
    }
    script.append(sql).append(";\n");
    return inserted;
  }

  private static Map<String, String> values(ResultSet result, List<String> columns)
      throws SQLException {
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      String text = result.getString(i + 2);
      if (text != null) {
        values.put(columns.get(i), text);
      }
    }
    return values;
  }
}
