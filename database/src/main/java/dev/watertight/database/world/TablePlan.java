package dev.watertight.database.world;

import dev.watertight.database.catalog.Column;
import dev.watertight.database.catalog.Constraint;
import dev.watertight.database.catalog.Relation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What there is to know of a table before it is seeded.
 *
 * @param number its place among all tables, by name
 * @param columns those that take values
 * @param generated those that are computed, with their expressions as defaults
 * @param types by column
 * @param foreignKeys those that hold its rows, to tables that are seeded too
 * @param keys what must be unique
 * @param tenantColumns the columns that name the tenant
 * @param leaves what each of its partitions takes; empty for a plain table
 */
record TablePlan(
    Relation table,
    Kind kind,
    int number,
    List<Column> columns,
    List<Column> generated,
    Map<String, TypeShape> types,
    List<Constraint> foreignKeys,
    List<Check> checks,
    List<Key> keys,
    List<String> tenantColumns,
    List<String> leaves) {
  /** Whose rows it has. */
  enum Kind {
    /** Its rows are the tenants. */
    TENANTS,
    /** Each row is one tenant's. */
    SCOPED,
    /** Nobody has said, but it refers to rows of tenants. */
    OWNED,
    /** All tenants' together. */
    COMMON
  }

  /**
   * A condition on a row.
   *
   * @param name the constraint's, for people
   * @param columns what it mentions
   */
  record Check(String name, String expression, Set<String> columns) {}

  /**
   * A key that no two rows may share.
   *
   * @param parts columns, or expressions
   * @param columns all that it mentions
   * @param nullsEqual whether two nulls are the same
   * @param exclusion whether it is held by operators other than equality
   */
  record Key(
      String name,
      List<String> parts,
      Set<String> columns,
      Optional<String> predicate,
      boolean nullsEqual,
      boolean exclusion) {}

  /** The shape of the column's type. */
  TypeShape type(String column) {
    TypeShape type = types.get(column);
    if (type == null) {
      throw new IllegalArgumentException(table.label() + " has no column " + column);
    }
    return type;
  }

  /** Whether the column may be null. */
  boolean nullable(Column column) {
    return !column.notNull() && !type(column.name()).refusesNull();
  }

  /** Whether the column may be null. */
  boolean nullable(String column) {
    return table.column(column).map(this::nullable).orElse(false);
  }

  /** Whether the rows of two tenants are never the same. */
  boolean isTenants() {
    return kind != Kind.COMMON;
  }

  @Override
  public String toString() {
    return table.label();
  }
}
