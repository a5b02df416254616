package dev.watertight.database.world;

import dev.watertight.database.catalog.Column;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Rows that migrations made: others may refer to them, and keys must differ from theirs. */
final class FoundRows {
  private static final int MOST = 1000;

  private FoundRows() {}

  static void read(
      Connection connection,
      List<TablePlan> plans,
      Drafts drafts,
      ColumnMakers makers,
      Tenant nobody)
      throws SQLException {
    if (plans.isEmpty()) {
      return;
    }
    List<String> selects = new ArrayList<>();
    for (int i = 0; i < plans.size(); i++) {
      selects.add("select " + i + " where exists (select from " + plans.get(i).table().sql() + ")");
    }
    List<TablePlan> filled = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(String.join(" union all ", selects))) {
      while (rows.next()) {
        filled.add(plans.get(rows.getInt(1)));
      }
    }
    for (TablePlan plan : filled) {
      if (!plan.columns().isEmpty()) {
        read(connection, plan, drafts, makers, nobody);
      }
    }
  }

  private static void read(
      Connection connection, TablePlan plan, Drafts drafts, ColumnMakers makers, Tenant nobody)
      throws SQLException {
    String columns = String.join(", ", plan.columns().stream().map(Column::sql).toList());
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select "
                    + columns
                    + " from "
                    + plan.table().sql()
                    + " order by "
                    + order(plan)
                    + " limit "
                    + MOST)) {
      int number = 0;
      while (rows.next()) {
        Draft draft = new Draft(plan, nobody, 0, number++, true);
        for (int i = 0; i < plan.columns().size(); i++) {
          draft.values.put(
              plan.columns().get(i).name(), Optional.ofNullable(rows.getString(i + 1)));
        }
        drafts.add(draft);
      }
    }
    for (Column column : plan.columns()) {
      if (plan.type(column.name()).base().plain().matches("smallint|integer|bigint|numeric")) {
        long past =
            drafts.found(plan).stream()
                .flatMap(d -> d.value(column.name()).stream())
                .filter(v -> v.matches("\\d{1,17}"))
                .mapToLong(Long::parseLong)
                .max()
                .orElse(0);
        makers.offset(plan, column.name(), past);
      }
    }
  }

  /** A deterministic order: the first key, else the row's text. */
  private static String order(TablePlan plan) {
    return plan.keys().stream()
        .filter(k -> k.predicate().isEmpty() && !k.exclusion())
        .filter(k -> k.parts().stream().allMatch(p -> plan.table().column(p).isPresent()))
        .findFirst()
        .map(
            k ->
                String.join(
                    ", ",
                    k.parts().stream()
                        .map(dev.watertight.database.catalog.Identifier::quoted)
                        .toList()))
        .orElse("ctid");
  }
}
