package dev.watertight.database.audit.rules;

import com.google.auto.service.AutoService;
import dev.watertight.core.tenant.TenantTable;
import dev.watertight.database.audit.AuditRule;
import dev.watertight.database.audit.Subject;
import dev.watertight.database.audit.Trial;
import dev.watertight.database.catalog.Column;
import dev.watertight.database.catalog.Relation;
import java.util.List;
import java.util.Optional;

/** A tenant table without an index that begins with the tenant. */
@AutoService(AuditRule.class)
public final class TenantIndexMissing implements AuditRule {
  @Override
  public String name() {
    return "tenant-index-missing";
  }

  @Override
  public void audit(Subject subject, Trial trial) {
    Comparison comparison = new Comparison(subject, trial);
    for (Relation table : subject.tenantTables()) {
      List<Column> columns = subject.tenantColumns(table);
      SpeedCopy copy = new SpeedCopy(subject, table);
      boolean scoped =
          Optional.ofNullable(subject.kinds().get(table.oid()))
              .filter(k -> k.kind() == TenantTable.Kind.SCOPED)
              .isPresent();
      if (!scoped
          || !subject.app().hasAny(table, "SELECT")
          || !copy.isPossible()
          || isSpreadBy(table, columns)
          || columns.stream().anyMatch(c -> isIndexed(subject, table, c))) {
        continue;
      }
      Column column = columns.get(0);
      comparison.report(
          copy,
          table.label(),
          "No index of `"
              + table.label()
              + "` begins with `"
              + column.name()
              + "`: each statement of a tenant reads the rows of all tenants. Say create index on "
              + table.sql()
              + " ("
              + column.sql()
              + "), or let the primary key begin with it.",
          new Comparison.Fault(
              "no index begins with the tenant",
              Comparison.Counted.ROWS,
              List.of(),
              List.of(),
              List.of("create index on " + copy.sql() + " (" + column.sql() + ")")));
    }
  }

  /** Whether the table is partitioned by its tenants, so that only one partition is read. */
  private static boolean isSpreadBy(Relation table, List<Column> columns) {
    return table
        .partitionKey()
        .filter(key -> columns.stream().anyMatch(c -> SqlWords.mentions(key, c.name())))
        .isPresent();
  }

  private static boolean isIndexed(Subject subject, Relation table, Column column) {
    return subject
        .catalog()
        .indexesOf(table)
        .anyMatch(
            i -> i.valid() && i.predicate().isEmpty() && i.keys().get(0).equals(column.name()));
  }
}
