package dev.watertight.analyzer.scope;

import dev.watertight.core.tenant.detection.ColumnFact;
import dev.watertight.core.tenant.detection.ForeignKeyFact;
import dev.watertight.core.tenant.detection.TableFact;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Tables whose rows belong to tenants through rows of another table ({@code
 * tables.scoped-through}): the columns by which they do, from foreign keys, else from names.
 */
final class Through {
  private static final String KEY = "id";

  private final Map<String, Map<String, String>> leading = new HashMap<>();
  private final Map<String, Set<String>> referenced = new HashMap<>();

  Through(Map<String, String> configured, List<TableFact> schema) {
    configured.forEach((child, parent) -> add(bare(child), bare(parent), schema));
  }

  private static String bare(String table) {
    return Relation.key(table.substring(table.lastIndexOf('.') + 1));
  }

  private void add(String child, String parent, List<TableFact> schema) {
    Map<String, String> columns = leading.computeIfAbsent(child, c -> new HashMap<>());
    Optional<TableFact> table = table(child, schema);
    for (ForeignKeyFact key : table.map(TableFact::foreignKeys).orElse(List.of())) {
      if (bare(key.targetTable()).equals(parent) && key.columns().size() == 1) {
        String target = key.targetColumns().size() == 1 ? key.targetColumns().get(0) : KEY;
        link(columns, key.columns().get(0), parent, target);
      }
    }
    if (!columns.isEmpty()) {
      return;
    }
    Set<String> usual = Set.of(parent + "_id", singular(parent) + "_id");
    List<String> named =
        table.map(TableFact::columns).orElse(List.of()).stream()
            .map(ColumnFact::name)
            .filter(c -> usual.contains(Relation.key(c)))
            .toList();
    for (String column : named.isEmpty() ? List.of(singular(parent) + "_id") : named) {
      link(columns, column, parent, KEY);
    }
  }

  private void link(Map<String, String> columns, String column, String parent, String target) {
    columns.put(Relation.key(column), parent + "." + Relation.key(target));
    referenced.computeIfAbsent(parent, p -> new HashSet<>()).add(Relation.key(target));
  }

  private static Optional<TableFact> table(String name, List<TableFact> schema) {
    return schema.stream().filter(t -> Relation.key(t.name()).equals(name)).findFirst();
  }

  private static String singular(String table) {
    if (table.endsWith("ies")) {
      return table.substring(0, table.length() - 3) + "y";
    }
    return table.endsWith("s") && !table.endsWith("ss")
        ? table.substring(0, table.length() - 1)
        : table;
  }

  /** The columns of the table that lead to its tenant's rows, each with what it refers to. */
  Map<String, String> leading(String table) {
    return leading.getOrDefault(bare(table), Map.of());
  }

  /** The columns by which rows of other tables belong to the table's tenant. */
  Set<String> referenced(String table) {
    return referenced.getOrDefault(bare(table), Set.of());
  }
}
