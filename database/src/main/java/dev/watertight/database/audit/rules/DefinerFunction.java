package dev.watertight.database.audit.rules;

import com.google.auto.service.AutoService;
import dev.watertight.core.finding.Severity;
import dev.watertight.database.audit.AttackScript;
import dev.watertight.database.audit.AuditRule;
import dev.watertight.database.audit.Candidate;
import dev.watertight.database.audit.Subject;
import dev.watertight.database.audit.Trial;
import dev.watertight.database.catalog.Function;
import dev.watertight.database.catalog.Relation;
import java.util.List;

/** A function that gets at tenant tables with its owner's rights, whom no policy holds. */
@AutoService(AuditRule.class)
public final class DefinerFunction implements AuditRule {
  @Override
  public String name() {
    return "definer-function";
  }

  @Override
  public void audit(Subject subject, Trial trial) {
    for (Function function : subject.catalog().functions()) {
      if (!DefinerCode.isCallable(subject, function)) {
        continue;
      }
      FunctionReach reach = FunctionReach.of(subject, function);
      if (reach.tenantTables().isEmpty()
          || reach.tenantTables().stream().allMatch(t -> Guard.isOpen(subject, t, t))) {
        continue;
      }
      List<AttackScript> scripts = new CallAttack(subject, function, reach).all();
      if (!scripts.isEmpty()) {
        Tries.judge(trial, candidate(subject, function, reach), scripts);
      }
    }
  }

  private static Candidate candidate(Subject subject, Function function, FunctionReach reach) {
    String tables =
        String.join("`, `", reach.tenantTables().stream().map(Relation::label).limit(3).toList());
    return Candidate.of(
        function.label(),
        reach.tenantTables().stream().findFirst().map(Relation::label),
        Severity.ERROR,
        "`"
            + function.label()
            + "` runs as `"
            + function.owner()
            + "`, whom the policies do not hold, gets at `"
            + tables
            + "`, and `"
            + subject.app().role()
            + "` may call it: it reaches other tenants' rows. alter "
            + function.kind()
            + " "
            + DefinerCode.signature(function)
            + " security invoker, or compare with the tenant's setting inside.");
  }
}
