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

/** A tenant table that has policies, which do nothing: row-level security is off. */
@AutoService(AuditRule.class)
public final class PoliciesButRlsOff implements AuditRule {
  @Override
  public String name() {
    return "policies-but-rls-off";
  }

  @Override
  public List<String> supersedes() {
    return List.of("rls-off");
  }

  @Override
  public void audit(Subject subject, Trial trial) {
    for (Relation table : UnprotectedTables.of(subject)) {
      List<String> policies =
          subject.catalog().policiesOf(table).stream().map(p -> "`" + p.name() + "`").toList();
      if (policies.isEmpty()) {
        continue;
      }
      UnprotectedTables.prove(
          subject,
          trial,
          table,
          new Candidate(
              table.label(),
              Optional.of(table.label()),
              Severity.ERROR,
              "`"
                  + table.label()
                  + "` has "
                  + (policies.size() == 1 ? "the policy " : "the policies ")
                  + String.join(", ", policies)
                  + ", and row-level security is off, so that they hold nobody. Enable it: alter"
                  + " table "
                  + table.sql()
                  + " enable row level security.",
              List.of("rls-off"),
              Optional.empty()));
    }
  }
}
