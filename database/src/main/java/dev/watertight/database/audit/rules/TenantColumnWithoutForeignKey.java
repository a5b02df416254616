package dev.watertight.database.audit.rules;

import com.google.auto.service.AutoService;
import dev.watertight.core.finding.Severity;
import dev.watertight.database.audit.AuditRule;
import dev.watertight.database.audit.Candidate;
import dev.watertight.database.audit.Subject;
import dev.watertight.database.audit.Trial;
import dev.watertight.database.catalog.Column;
import dev.watertight.database.catalog.Constraint;
import dev.watertight.database.catalog.Relation;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A tenant column that nothing ties to the table of tenants. */
@AutoService(AuditRule.class)
public final class TenantColumnWithoutForeignKey implements AuditRule {
  @Override
  public String name() {
    return "tenant-column-without-foreign-key";
  }

  @Override
  public void audit(Subject subject, Trial trial) {
    Set<Long> roots = new LinkedHashSet<>();
    Set<Long> tied = new LinkedHashSet<>();
    for (Relation table : subject.tenantTables()) {
      if (subject.isTenants(table)) {
        roots.add(table.oid());
      }
    }
    if (roots.isEmpty()) {
      return;
    }
    boolean grows = true;
    while (grows) {
      grows = false;
      for (Relation table : subject.tenantTables()) {
        if (!tied.contains(table.oid()) && isTied(subject, table, roots, tied)) {
          grows = tied.add(table.oid());
        }
      }
    }
    for (Relation table : subject.tenantTables()) {
      List<Column> columns = subject.tenantColumns(table);
      if (UnprotectedTables.isReachable(subject, table)
          && !roots.contains(table.oid())
          && !tied.contains(table.oid())
          && !columns.isEmpty()) {
        trial.suspect(candidate(subject, table, columns.get(0), roots));
      }
    }
  }

  /**
   * Whether a foreign key leads from its tenant column to the tenants, by itself or by a parent.
   */
  private static boolean isTied(Subject subject, Relation table, Set<Long> roots, Set<Long> tied) {
    List<String> own = subject.tenantColumns(table).stream().map(Column::name).toList();
    return subject
        .catalog()
        .constraintsOf(table)
        .filter(c -> c.kind() == Constraint.Kind.FOREIGN_KEY)
        .filter(c -> c.columns().stream().anyMatch(own::contains))
        .anyMatch(
            c ->
                c.target().filter(roots::contains).isPresent()
                    || (c.target().filter(tied::contains).isPresent()
                        && (c.matchFull() || allNotNull(table, c))
                        && pairsTenants(subject, own, c)));
  }

  private static boolean allNotNull(Relation table, Constraint key) {
    return key.columns().stream()
        .allMatch(c -> table.column(c).filter(Column::notNull).isPresent());
  }

  private static boolean pairsTenants(Subject subject, List<String> own, Constraint key) {
    List<String> targets =
        key.target()
            .flatMap(subject.catalog()::relation)
            .map(r -> subject.tenantColumns(r).stream().map(Column::name).toList())
            .orElse(List.of());
    for (int i = 0; i < key.columns().size(); i++) {
      if (own.contains(key.columns().get(i)) && targets.contains(key.targetColumns().get(i))) {
        return true;
      }
    }
    return false;
  }

  private static Candidate candidate(
      Subject subject, Relation table, Column column, Set<Long> roots) {
    String tenants =
        roots.stream()
            .findFirst()
            .flatMap(subject.catalog()::relation)
            .map(Relation::sql)
            .orElse("the tenants");
    return Candidate.of(
        table.label() + "." + column.name(),
        Optional.of(table.label()),
        Severity.WARNING,
        "No foreign key leads from `"
            + column.name()
            + "` of `"
            + table.label()
            + "` to "
            + tenants
            + ": rows can belong to a tenant that does not exist, and stay when theirs is deleted."
            + " Say alter table "
            + table.sql()
            + " add foreign key ("
            + column.sql()
            + ") references "
            + tenants
            + ".");
  }
}
