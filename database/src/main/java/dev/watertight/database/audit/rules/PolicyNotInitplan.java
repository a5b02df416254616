package dev.watertight.database.audit.rules;

import com.google.auto.service.AutoService;
import dev.watertight.database.audit.AuditRule;
import dev.watertight.database.audit.Subject;
import dev.watertight.database.audit.Trial;
import dev.watertight.database.catalog.Policy;
import dev.watertight.database.catalog.Relation;
import java.util.List;

/** A policy that looks the tenant up anew for every row. */
@AutoService(AuditRule.class)
public final class PolicyNotInitplan implements AuditRule {
  @Override
  public String name() {
    return "policy-not-initplan";
  }

  @Override
  public void audit(Subject subject, Trial trial) {
    Comparison comparison = new Comparison(subject, trial);
    for (Relation table : subject.tenantTables()) {
      SpeedCopy copy = new SpeedCopy(subject, table);
      if (!subject.app().hasAny(table, "SELECT") || !copy.isPossible()) {
        continue;
      }
      for (Policy policy : copy.policies()) {
        List<String> functions =
            PolicyFunctions.of(subject, policy, f -> !f.volatility().equals("volatile"));
        Expression using = new Expression(policy.using().orElse(""));
        if (using.calls(functions)
            && table.columns().stream().noneMatch(c -> using.callsWith(functions, c.name()))) {
          comparison.report(
              copy,
              table.label() + "." + policy.name(),
              "The policy `"
                  + policy.name()
                  + "` on `"
                  + table.label()
                  + "` looks the tenant up for every row that is read. In a sub-select it is looked up"
                  + " once for a statement: using ("
                  + using.wrapped(functions)
                  + ").",
              new Comparison.Fault(
                  "the tenant is looked up for each row",
                  Comparison.Counted.EVALUATIONS,
                  functions,
                  List.of(),
                  Comparison.replaced(
                      copy, p -> new Expression(p.using().orElse("true")).wrapped(functions))));
        }
      }
    }
  }
}
