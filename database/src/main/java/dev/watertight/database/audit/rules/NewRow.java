package dev.watertight.database.audit.rules;

import dev.watertight.database.audit.Subject;
import dev.watertight.database.catalog.Column;
import dev.watertight.database.catalog.Constraint;
import dev.watertight.database.catalog.Identifier;
import dev.watertight.database.catalog.Index;
import dev.watertight.database.catalog.Relation;
import dev.watertight.database.catalog.Rights;
import dev.watertight.database.world.Canary;
import dev.watertight.database.world.SeededRow;
import dev.watertight.database.world.Tenant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A row that a table does not hold yet: one of the tenant's, with new values in its keys.
 *
 * @param values column to literal
 * @param fresh whether any key got a new value; if none could, the row is one that is there
 */
record NewRow(Map<String, String> values, boolean fresh) {
  private static final int LARGE = 30_000;

  NewRow {
    values = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** A new row of the tenant's; empty where the table has none to take for a model. */
  static Optional<NewRow> of(Subject subject, Relation table, Tenant tenant) {
    return subject.world().row(table, tenant).map(row -> of(subject, table, tenant, row));
  }

  private static NewRow of(Subject subject, Relation table, Tenant tenant, SeededRow model) {
    Set<String> given = foreignKeyColumns(subject, table);
    subject.tenantColumns(table).forEach(c -> given.add(c.name()));
    List<String> keys = keyColumns(subject, table);
    Map<String, String> values = new LinkedHashMap<>();
    boolean renewed = keys.isEmpty();
    for (Column column : table.columns()) {
      Optional<String> value = model.value(column.name());
      if (column.generated()
          || column.identity().filter("always"::equals).isPresent()
          || value.isEmpty()) {
        continue;
      }
      Optional<String> fresh =
          keys.contains(column.name()) && !given.contains(column.name())
              ? freshValue(column, tenant)
              : Optional.empty();
      renewed |= fresh.isPresent();
      values.put(column.name(), fresh.orElse(Identifier.literal(value.get())));
    }
    return new NewRow(values, renewed || hasGeneratedKey(table, keys));
  }

  private static boolean hasGeneratedKey(Relation table, List<String> keys) {
    return table.columns().stream()
        .anyMatch(
            c -> keys.contains(c.name()) && c.identity().filter("always"::equals).isPresent());
  }

  private static Optional<String> freshValue(Column column, Tenant tenant) {
    String type = column.type();
    if (type.equals("uuid")) {
      return Optional.of("'00000000-0000-4000-8000-0000feed000" + tenant.label().charAt(0) + "'");
    }
    if (type.equals("text") || type.startsWith("character")) {
      return Optional.of(Identifier.literal(Canary.prefix(tenant) + "new"));
    }
    if (type.equals("bigint") || type.endsWith("int") || type.equals("integer")) {
      return Optional.of(Integer.toString(LARGE + tenant.label().charAt(0)));
    }
    return Optional.empty();
  }

  /** The columns of the table's unique keys. */
  static List<String> keyColumns(Subject subject, Relation table) {
    return subject
        .catalog()
        .indexesOf(table)
        .filter(i -> i.unique() || i.exclusion())
        .map(Index::keys)
        .flatMap(List::stream)
        .distinct()
        .toList();
  }

  private static Set<String> foreignKeyColumns(Subject subject, Relation table) {
    Set<String> columns = new LinkedHashSet<>();
    subject
        .catalog()
        .constraintsOf(table)
        .filter(c -> c.kind() == Constraint.Kind.FOREIGN_KEY)
        .forEach(c -> columns.addAll(c.columns()));
    return columns;
  }

  /** The row with another value in a column. */
  NewRow with(String column, String literal) {
    Map<String, String> changed = new LinkedHashMap<>(values);
    changed.put(column, literal);
    return new NewRow(changed, fresh);
  }

  /** Whether the role may set every column of it that the relation has. */
  boolean isInsertableBy(Rights role, Relation relation) {
    return relation.columns().stream()
        .filter(c -> values.containsKey(c.name()))
        .allMatch(c -> role.has(relation, c, "INSERT"));
  }

  /** The statement that adds it, with the columns that the relation has. */
  String insertInto(Relation relation) {
    List<Column> columns =
        relation.columns().stream().filter(c -> values.containsKey(c.name())).toList();
    return "insert into "
        + relation.sql()
        + " ("
        + String.join(", ", columns.stream().map(Column::sql).toList())
        + ") values ("
        + String.join(
            ", ", columns.stream().map(c -> values.getOrDefault(c.name(), "null")).toList())
        + ")";
  }
}
