package dev.watertight.database.audit.rules;

import com.google.auto.service.AutoService;
import dev.watertight.core.finding.Severity;
import dev.watertight.database.audit.AttackScript;
import dev.watertight.database.audit.AuditRule;
import dev.watertight.database.audit.Candidate;
import dev.watertight.database.audit.Subject;
import dev.watertight.database.audit.Trial;
import dev.watertight.database.catalog.Column;
import dev.watertight.database.catalog.Constraint;
import dev.watertight.database.catalog.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A table made from a tenant table, which has its rows and not its policies. */
@AutoService(AuditRule.class)
public final class TableCopyWithoutRls implements AuditRule {
  private static final int FEWEST_COLUMNS = 3;

  @Override
  public String name() {
    return "table-copy-without-rls";
  }

  @Override
  public List<String> supersedes() {
    return List.of(
        "rls-off",
        "nullable-tenant-column",
        "tenant-column-without-foreign-key",
        "tenant-index-missing");
  }

  @Override
  public void audit(Subject subject, Trial trial) {
    for (Relation copy : subject.catalog().relations()) {
      if (copy.kind() != Relation.Kind.TABLE
          || copy.rls()
          || copy.partition()
          || copy.extension()
          || !copy.parents().isEmpty()
          || !subject.app().has(copy, "SELECT")) {
        continue;
      }
      Optional<Relation> original = original(subject, copy);
      Optional<AttackScript> attack = original.flatMap(o -> attack(subject, o, copy));
      if (attack.isPresent()) {
        trial.prove(candidate(subject, original.get(), copy), List.of(attack.get()));
      }
    }
  }

  /** The tenant table whose columns it has. A copy has no foreign keys. */
  private static Optional<Relation> original(Subject subject, Relation copy) {
    if (isReferencing(subject, copy)) {
      return Optional.empty();
    }
    return subject.tenantTables().stream()
        .filter(t -> subject.app().isHeldBy(t) && !t.equals(copy) && isCopy(subject, t, copy))
        .findFirst();
  }

  private static boolean isCopy(Subject subject, Relation original, Relation copy) {
    List<Column> shared = original.columns().stream().filter(c -> isIn(c, copy)).toList();
    boolean named = copy.name().contains(original.name());
    if (shared.size() < copy.columns().size() / 2.0) {
      return false;
    }
    boolean tenant = shared.containsAll(subject.tenantColumns(original));
    boolean all = shared.size() == original.columns().size();
    boolean keyless =
        subject
            .catalog()
            .constraintsOf(copy)
            .noneMatch(c -> c.kind() == Constraint.Kind.PRIMARY_KEY);
    if (named) {
      return (tenant && shared.size() >= FEWEST_COLUMNS) || (keyless && shared.size() > 1);
    }
    return tenant
        && keyless
        && (isReferencing(subject, original) || all)
        && shared.size() >= FEWEST_COLUMNS
        && shared.size() == copy.columns().size();
  }

  private static boolean isIn(Column column, Relation table) {
    return table.column(column.name()).filter(c -> c.type().equals(column.type())).isPresent();
  }

  private static boolean isReferencing(Subject subject, Relation table) {
    return subject
        .catalog()
        .constraintsOf(table)
        .anyMatch(c -> c.kind() == Constraint.Kind.FOREIGN_KEY);
  }

  /** Fills the copy as it was filled where it was made, for here there were no rows then. */
  private static Optional<AttackScript> attack(Subject subject, Relation original, Relation copy) {
    Optional<String> victims = subject.victims(original);
    if (victims.isEmpty()) {
      return Optional.empty();
    }
    List<String> shared = new ArrayList<>();
    for (Column column : original.columns()) {
      if (isIn(column, copy) && !column.generated()) {
        shared.add(column.sql());
      }
    }
    String columns = String.join(", ", shared);
    List<String> tenant = subject.tenantColumns(original).stream().map(Column::sql).toList();
    String condition =
        !tenant.isEmpty() && shared.containsAll(tenant)
            ? victims.get()
            : Marks.of(subject, List.of(original)).in("seen::text");
    return Optional.of(
        subject
            .attack("reads B's rows from a copy of " + original.label())
            .observe("delete from " + copy.sql())
            .observe(
                "insert into "
                    + copy.sql()
                    + " ("
                    + columns
                    + ") overriding system value select "
                    + columns
                    + " from "
                    + original.sql())
            .attack("select * from " + copy.sql() + " as seen where " + condition)
            .build());
  }

  private static Candidate candidate(Subject subject, Relation original, Relation copy) {
    return Candidate.of(
        copy.label(),
        Optional.of(copy.label()),
        Severity.ERROR,
        "`"
            + copy.label()
            + "` has the columns of `"
            + original.label()
            + "`, so it is a copy of it, but not its policies: `"
            + subject.app().role()
            + "` reads all tenants' rows in it. Drop it, or revoke all on "
            + copy.sql()
            + " from "
            + subject.app().role()
            + ".");
  }
}
