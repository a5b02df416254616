package dev.watertight.analyzer.scope;

import dev.watertight.core.tenant.TenantModel;
import dev.watertight.core.tenant.TenantTable;
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
 * Tables whose rows belong to tenants through rows of another table, as {@code
 * tables.scoped-through} says or as foreign keys to tenants' tables show: the columns by which they
 * do, from foreign keys, else from names.
 */
final class Through {
  private static final String KEY = "id";

  private final Map<String, Map<String, String>> leading = new HashMap<>();
  private final Map<String, Set<String>> referenced = new HashMap<>();

  Through(Map<String, String> configured, TenantModel model, List<TableFact> schema) {
    configured.forEach((child, parent) -> add(bare(child), bare(parent), schema));
    Map<String, TenantTable> scoped = new HashMap<>();
    model.tables().stream()
        .filter(t -> t.kind() == TenantTable.Kind.SCOPED)
        .forEach(t -> scoped.put(Relation.key(t.name()), t));
    for (TableFact table : schema) {
      TenantTable known = scoped.get(Relation.key(table.name()));
      if (known != null && known.tenantColumns().isEmpty()) {
        Map<String, String> columns = columns(Relation.key(table.name()));
        for (ForeignKeyFact key : table.foreignKeys()) {
          String parent = bare(key.targetTable());
          if (scoped.containsKey(parent) && key.columns().size() == 1) {
            link(columns, key.columns().get(0), parent, target(key, parent, schema));
          }
        }
      }
    }
  }

  private Map<String, String> columns(String child) {
    return leading.computeIfAbsent(child, c -> new HashMap<>());
  }

  /** The column that the key refers to, where it is one. */
  private static String target(ForeignKeyFact key, String parent, List<TableFact> schema) {
    if (key.targetColumns().size() == 1) {
      return key.targetColumns().get(0);
    }
    return table(parent, schema).map(TableFact::primaryAndUniqueKeys).orElse(List.of()).stream()
        .filter(k -> k.size() == 1)
        .map(k -> k.get(0))
        .findFirst()
        .orElse(KEY);
  }

  private static String bare(String table) {
    return Relation.key(table.substring(table.lastIndexOf('.') + 1));
  }

  private void add(String child, String parent, List<TableFact> schema) {
    Map<String, String> columns = columns(child);
    Optional<TableFact> table = table(child, schema);
    for (ForeignKeyFact key : table.map(TableFact::foreignKeys).orElse(List.of())) {
      if (bare(key.targetTable()).equals(parent) && key.columns().size() == 1) {
        link(columns, key.columns().get(0), parent, target(key, parent, schema));
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
