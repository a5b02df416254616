package dev.watertight.database.audit;

import dev.watertight.database.catalog.Column;
import dev.watertight.database.catalog.Relation;
import java.util.List;

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
    return new TenantKey(subject.tenantKey(table), subject.isTenants(table));
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
