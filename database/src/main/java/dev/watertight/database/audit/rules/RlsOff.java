package dev.watertight.database.audit.rules;

import com.google.auto.service.AutoService;
import dev.watertight.core.finding.Severity;
import dev.watertight.database.audit.AuditRule;
import dev.watertight.database.audit.Candidate;
import dev.watertight.database.audit.Subject;
import dev.watertight.database.audit.Trial;
import dev.watertight.database.catalog.Relation;
import java.util.List;
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
    for (Relation table : subject.tenantTables()) {
      Optional<String> victims = subject.victims(table);
      if (table.rls() || !subject.app().hasAny(table, "SELECT") || victims.isEmpty()) {
        continue;
      }
      trial.prove(
          Candidate.of(
              table.label(),
              Optional.of(table.label()),
              Severity.ERROR,
              "`"
                  + table.label()
                  + "` holds rows of all tenants and row-level security is off: whoever forgets the"
                  + " tenant in a query reads them all. Enable it: alter table "
                  + table.sql()
                  + " enable row level security, with a policy on the tenant column."),
          List.of(
              subject
                  .attack("reads B's rows as A")
                  .attack("select * from " + table.sql() + " where " + victims.get())
                  .build()));
    }
  }
}
