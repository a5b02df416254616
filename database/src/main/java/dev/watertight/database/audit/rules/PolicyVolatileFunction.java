package dev.watertight.database.audit.rules;

import com.google.auto.service.AutoService;
import dev.watertight.database.audit.AuditRule;
import dev.watertight.database.audit.Subject;
import dev.watertight.database.audit.Trial;
import dev.watertight.database.catalog.Function;
import dev.watertight.database.catalog.Policy;
import dev.watertight.database.catalog.Relation;
import java.util.ArrayList;
import java.util.List;

/** A policy that calls a volatile function, which keeps PostgreSQL from using any index. */
@AutoService(AuditRule.class)
public final class PolicyVolatileFunction implements AuditRule {
  @Override
  public String name() {
    return "policy-volatile-function";
  }

  @Override
  public List<String> supersedesOnSameObject() {
    return List.of("policy-not-initplan");
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
        List<Function> called =
            subject.catalog().functionsOf(policy).stream()
                .filter(f -> f.volatility().equals("volatile"))
                .filter(f -> new Expression(policy.using().orElse("")).calls(List.of(f.sql())))
                .toList();
        if (!called.isEmpty()) {
          report(comparison, copy, policy, called);
        }
      }
    }
  }

  private static void report(
      Comparison comparison, SpeedCopy copy, Policy policy, List<Function> called) {
    List<String> names = called.stream().map(Function::sql).toList();
    List<String> fix = new ArrayList<>();
    called.forEach(
        f ->
            fix.add(
                "alter function " + f.sql() + "(" + String.join(", ", f.arguments()) + ") stable"));
    fix.addAll(
        Comparison.replaced(
            copy,
            p ->
                copy.table().columns().stream()
                        .anyMatch(
                            c -> new Expression(p.using().orElse("")).callsWith(names, c.name()))
                    ? p.using().orElse("true")
                    : new Expression(p.using().orElse("true")).wrapped(names)));
    comparison.report(
        copy,
        copy.table().label() + "." + policy.name(),
        "The policy `"
            + policy.name()
            + "` on `"
            + copy.table().label()
            + "` calls `"
            + called.get(0).label()
            + "`, which is volatile: it is called for every row of all tenants, and no index helps."
            + " Say alter function "
            + called.get(0).label()
            + " stable, and call it in a sub-select.",
        new Comparison.Fault(
            "a volatile function is called for each row",
            Comparison.Counted.CALLS,
            names,
            List.of(),
            fix));
  }
}
