package dev.watertight.database.audit;

import dev.watertight.core.tenant.TenantTable;
import dev.watertight.database.catalog.Column;
import dev.watertight.database.catalog.Constraint;
import dev.watertight.database.catalog.Relation;
import java.util.List;
import java.util.Optional;

/**
 * By what a table tells whose a row is.
 *
 * @param columns empty where it tells by a parent only
 * @param isTenants whether its rows are the tenants
 */
record TenantKey(List<Column> columns, boolean isTenants) {
  TenantKey {
    columns = List.copyOf(columns);
  }

  static TenantKey of(Subject subject, Relation table) {
    boolean isTenants =
        Optional.ofNullable(subject.kinds().get(table.oid()))
            .filter(t -> t.kind() == TenantTable.Kind.TENANTS)
            .isPresent();
    List<Column> columns = subject.tenantColumns(table);
    if (!columns.isEmpty() || !isTenants) {
      return new TenantKey(columns, isTenants);
    }
    return new TenantKey(
        subject
            .catalog()
            .constraintsOf(table)
            .filter(c -> c.kind() == Constraint.Kind.PRIMARY_KEY)
            .flatMap(c -> c.columns().stream())
            .flatMap(c -> table.column(c).stream())
            .toList(),
        true);
  }

  List<String> names() {
    return columns.stream().map(Column::name).toList();
  }

  /** Its columns for people. */
  String text() {
    return String.join(", ", names());
  }

  boolean isIn(List<String> key) {
    return !columns.isEmpty() && key.containsAll(names());
  }
}
