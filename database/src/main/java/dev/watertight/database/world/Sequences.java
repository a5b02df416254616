package dev.watertight.database.world;

import dev.watertight.database.catalog.Column;
import dev.watertight.database.catalog.Identifier;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts sequences past the numbers that seeding gave, so that what is inserted later differs. */
final class Sequences {
  private static final Pattern NEXT = Pattern.compile("nextval\\('((?:[^']|'')+)'::regclass\\)");

  private Sequences() {}

  static void advance(Connection connection, List<TablePlan> plans, StringBuilder script)
      throws SQLException {
    for (TablePlan plan : plans) {
      for (Column column : plan.columns()) {
        if (!plan.type(column.name()).base().isNumber()) {
          continue;
        }
        Matcher next = NEXT.matcher(column.defaultValue().orElse(""));
        if (column.identity().isPresent()) {
          String name =
              "pg_get_serial_sequence("
                  + Identifier.literal(plan.table().sql())
                  + ", "
                  + Identifier.literal(column.name())
                  + ")::regclass";
          advance(connection, plan, column, name, script);
        } else if (next.find()) {
          advance(connection, plan, column, "'" + next.group(1) + "'::regclass", script);
        }
      }
    }
  }

  private static void advance(
      Connection connection, TablePlan plan, Column column, String sequence, StringBuilder script)
      throws SQLException {
    String max = "(select max(" + column.sql() + ")::bigint from " + plan.table().sql() + ")";
    String last = "coalesce(pg_sequence_last_value(" + sequence + "), 0)";
    String sql =
        "select setval("
            + sequence
            + ", greatest("
            + max
            + ", "
            + last
            + ")) where "
            + max
            + " > "
            + last;
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
      script.append(sql).append(";\n");
    } catch (SQLException e) {
      // A sequence that counts down, or is shorter than its column, is right as it is.
      if (!String.valueOf(e.getSQLState()).startsWith("22")) {
        throw e;
      }
    }
  }
}
