package dev.watertight.database.audit.rules;

import com.google.auto.service.AutoService;
import dev.watertight.database.audit.AuditRule;
import dev.watertight.database.audit.Subject;
import dev.watertight.database.audit.Trial;
import dev.watertight.database.catalog.Column;
import dev.watertight.database.catalog.Identifier;
import dev.watertight.database.catalog.Policy;
import dev.watertight.database.catalog.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A policy that casts the tenant column, or calls a function on it, and so loses its index. */
@AutoService(AuditRule.class)
public final class PolicyCastsColumn implements AuditRule {
  @Override
  public String name() {
    return "policy-casts-column";
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
        Optional<Column> cast =
            subject.tenantColumns(table).stream()
                .filter(
                    c -> new Expression(policy.using().orElse("")).changes(table.name(), c.name()))
                .findFirst();
        if (cast.isPresent()) {
          report(subject, comparison, copy, policy, cast.get());
        }
      }
    }
  }

  private static void report(
      Subject subject, Comparison comparison, SpeedCopy copy, Policy policy, Column column) {
    String value =
        subject
            .model()
            .setting()
            .map(s -> "nullif(current_setting(" + Identifier.literal(s) + ", true), '')")
            .orElseGet(() -> Identifier.literal(subject.attacker().id()));
    String fixed = column.sql() + " = (select " + value + "::" + column.type() + ")";
    List<String> fix = new ArrayList<>();
    copy.policies().forEach(p -> fix.add(copy.without(p)));
    fix.add(copy.policy(policy, fixed));
    comparison.report(
        copy,
        copy.table().label() + "." + policy.name(),
        "The policy `"
            + policy.name()
            + "` on `"
            + copy.table().label()
            + "` changes `"
            + column.name()
            + "` before it compares it, so that no index on it is used and each statement reads the"
            + " rows of all tenants. Cast the other side: using ("
            + fixed
            + ").",
        new Comparison.Fault(
            "the tenant column is changed before it is compared",
            Comparison.Counted.ROWS,
            List.of(),
            List.of("create index on " + copy.sql() + " (" + column.sql() + ")"),
            fix));
  }
}
