package dev.watertight.database.audit.rules;

import dev.watertight.database.audit.Subject;
import dev.watertight.database.catalog.Column;
import dev.watertight.database.catalog.Identifier;
import dev.watertight.database.catalog.Relation;
import java.util.List;

/** The condition that a policy on the table should have, for messages. */
final class TenantPredicate {
  private TenantPredicate() {}

  /** {@code organization_id = (select nullif(current_setting('…', true), ''))}. */
  static String of(Subject subject, Relation table) {
    List<Column> columns = subject.tenantKey(table);
    if (columns.isEmpty()) {
      return "<the row's tenant is the session's>";
    }
    Column column = columns.get(0);
    String setting = subject.model().setting().orElse("app.tenant_id");
    String type = column.type();
    String cast = type.equals("text") || type.startsWith("character") ? "" : "::" + type;
    return column.sql()
        + " = (select nullif(current_setting("
        + Identifier.literal(setting)
        + ", true), '')"
        + cast
        + ")";
  }
}
