package dev.watertight.database.audit.rules;

import com.google.auto.service.AutoService;
import dev.watertight.core.finding.Severity;
import dev.watertight.database.audit.AttackScript;
import dev.watertight.database.audit.AuditRule;
import dev.watertight.database.audit.Candidate;
import dev.watertight.database.audit.Subject;
import dev.watertight.database.audit.Trial;
import dev.watertight.database.catalog.Relation;
import java.util.List;
import java.util.Optional;

/**
 * The application's role owns a table on which row-level security is forced: it is held, until it
 * takes the policies away.
 */
@AutoService(AuditRule.class)
public final class AppOwnsTable implements AuditRule {
  @Override
  public String name() {
    return "app-owns-table";
  }

  @Override
  public void audit(Subject subject, Trial trial) {
    if (!RoadsPast.isPlain(subject)) {
      return;
    }
    for (Relation table : RoadsPast.tables(subject)) {
      if (table.forced() && subject.app().owns(table.owner())) {
        prove(subject, trial, table);
      }
    }
  }

  private static void prove(Subject subject, Trial trial, Relation table) {
    Optional<AttackScript> attack =
        new TenantAttacks(
                subject,
                table,
                subject.app(),
                List.of("alter table " + table.sql() + " disable row level security"))
            .any(subject.asAttacker());
    Candidate candidate =
        Candidate.of(
            table.label(),
            Optional.of(table.label()),
            Severity.ERROR,
            "`"
                + table.label()
                + "` belongs to `"
                + table.owner()
                + "`, whose rights the application has as `"
                + subject.app().role()
                + "`: forced row-level security holds it only until it runs ALTER TABLE … DISABLE ROW"
                + " LEVEL SECURITY. Give the table to a role that the application never uses: alter"
                + " table "
                + table.sql()
                + " owner to ….");
    if (attack.isPresent()) {
      trial.prove(candidate, List.of(attack.get()));
    } else {
      trial.unproven(candidate, "the table has no row of the victim");
    }
  }
}
