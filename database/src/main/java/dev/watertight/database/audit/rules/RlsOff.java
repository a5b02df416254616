package dev.watertight.database.audit.rules;

import com.google.auto.service.AutoService;
import dev.watertight.core.finding.Severity;
import dev.watertight.database.audit.AuditRule;
import dev.watertight.database.audit.Candidate;
import dev.watertight.database.audit.Subject;
import dev.watertight.database.audit.Trial;
import dev.watertight.database.catalog.Identifier;
import dev.watertight.database.catalog.Relation;
import java.util.Optional;

/** A tenant table on which row-level security is off. */
@AutoService(AuditRule.class)
public final class RlsOff implements AuditRule {
  @Override
  public String name() {
    return "rls-off";
  }

  @Override
  public void audit(Subject subject, Trial trial) {
    for (Relation table : UnprotectedTables.of(subject)) {
      if (!subject.catalog().policiesOf(table).isEmpty()) {
        continue;
      }
      UnprotectedTables.prove(
          subject,
          trial,
          table,
          Candidate.of(
              table.label(),
              Optional.of(table.label()),
              Severity.ERROR,
              "`"
                  + table.label()
                  + "` holds rows of all tenants and row-level security is off: whoever forgets the"
                  + " tenant in a query reaches them all. Enable it: alter table "
                  + table.sql()
                  + " enable row level security; create policy own on "
                  + table.sql()
                  + " to "
                  + Identifier.quoted(subject.app().role())
                  + " using ("
                  + TenantPredicate.of(subject, table)
                  + ")."));
    }
  }
}
