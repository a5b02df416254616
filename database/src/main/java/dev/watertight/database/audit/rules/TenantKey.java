package dev.watertight.database.audit.rules;

import dev.watertight.core.tenant.TenantTable;
import dev.watertight.database.audit.Subject;
import dev.watertight.database.catalog.Column;
import dev.watertight.database.catalog.Constraint;
import dev.watertight.database.catalog.Relation;
import java.util.List;
import java.util.Optional;

/** The columns by which a table's rows tell their tenant; in the tenant table its own key. */
final class TenantKey {
  private TenantKey() {}

  static List<Column> of(Subject subject, Relation table) {
    List<Column> columns = subject.tenantColumns(table);
    boolean tenants =
        Optional.ofNullable(subject.kinds().get(table.oid()))
            .filter(k -> k.kind() == TenantTable.Kind.TENANTS)
            .isPresent();
    if (!columns.isEmpty() || !tenants) {
      return columns;
    }
    return subject
        .catalog()
        .constraintsOf(table)
        .filter(c -> c.kind() == Constraint.Kind.PRIMARY_KEY)
        .flatMap(c -> c.columns().stream())
        .flatMap(c -> table.column(c).stream())
        .toList();
  }
}
