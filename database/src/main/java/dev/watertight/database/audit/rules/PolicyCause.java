package dev.watertight.database.audit.rules;

import dev.watertight.core.finding.Severity;
import dev.watertight.database.audit.AttackScript;
import dev.watertight.database.catalog.Policy;
import dev.watertight.database.catalog.Relation;
import java.util.List;

/**
 * Why policies let the application's role reach another tenant's rows.
 *
 * @param rule the rule that names the cause
 * @param policy the policy that lets it
 * @param operations what it lets
 * @param scripts the attacks that show it
 */
record PolicyCause(
    String rule,
    Relation table,
    Policy policy,
    List<Operation> operations,
    List<AttackScript> scripts,
    List<String> related,
    Severity severity) {
  PolicyCause {
    operations = List.copyOf(operations);
    scripts = List.copyOf(scripts);
    related = List.copyOf(related);
  }

  /** {@code schema.table.policy}. */
  String object() {
    return table.label() + "." + policy.name();
  }

  /** The expression that is at fault, as PostgreSQL writes it. */
  String expression() {
    return PolicyText.deciding(policy, operations.get(0)).orElse("");
  }

  /** The clause that it is in. */
  String clause() {
    boolean check =
        operations.get(0).writesForVictim()
            && (policy.check().isPresent() || policy.command().equals("INSERT"));
    return check ? "WITH CHECK" : "USING";
  }
}
