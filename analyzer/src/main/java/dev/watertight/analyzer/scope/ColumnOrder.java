package dev.watertight.analyzer.scope;

import dev.watertight.core.tenant.detection.ColumnFact;
import dev.watertight.core.tenant.detection.TableFact;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The columns of tables in the order in which a row without names gives them. */
final class ColumnOrder {
  /** What tells of columns in their order. */
  private static final Set<TableFact.Origin> ORDERED =
      EnumSet.of(TableFact.Origin.SQL, TableFact.Origin.CATALOG, TableFact.Origin.LIQUIBASE);

  private ColumnOrder() {}

  /** By the tables' keys; those that several schemas have in different orders are left out. */
  static Map<String, List<String>> of(List<TableFact> schema) {
    Map<String, List<String>> order = new HashMap<>();
    for (TableFact table : schema) {
      if (ORDERED.contains(table.origin())) {
        List<String> columns =
            table.columns().stream().map(ColumnFact::name).map(Relation::key).toList();
        order.merge(
            Relation.key(table.name()),
            columns,
            (one, other) -> one.equals(other) ? one : List.of());
      }
    }
    return order;
  }
}
