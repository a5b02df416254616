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

/** The application's role owns the table, or inherits its owner: policies do not hold owners. */
@AutoService(AuditRule.class)
public final class OwnerNotForced implements AuditRule {
  @Override
  public String name() {
    return "owner-not-forced";
  }

  @Override
  public void audit(Subject subject, Trial trial) {
    if (!RoadsPast.isPlain(subject)) {
      return;
    }
    for (Relation table : RoadsPast.tables(subject)) {
      if (!table.forced() && subject.app().owns(table.owner())) {
        Optional<AttackScript> attack = new TenantAttacks(subject, table).any(subject.asAttacker());
        if (attack.isPresent()) {
          trial.prove(candidate(subject, table), List.of(attack.get()));
        } else {
          trial.unproven(candidate(subject, table), "the table has no row of the victim");
        }
      }
    }
  }

  private static Candidate candidate(Subject subject, Relation table) {
    return new Candidate(
        table.label(),
        Optional.of(table.label()),
        Severity.ERROR,
        "`"
            + table.label()
            + "` belongs to `"
            + table.owner()
            + "`, whose rights the application has as `"
            + subject.app().role()
            + "`, and policies do not hold an owner. Give it to a role that the application never"
            + " uses: alter table "
            + table.sql()
            + " owner to …; until then: alter table "
            + table.sql()
            + " force row level security.",
        List.of("app-owns-table"),
        Optional.empty());
  }
}
