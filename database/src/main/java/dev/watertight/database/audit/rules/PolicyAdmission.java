package dev.watertight.database.audit.rules;

import dev.watertight.database.audit.AttackScript;
import dev.watertight.database.audit.Context;
import dev.watertight.database.audit.Outcome;
import dev.watertight.database.audit.Subject;
import dev.watertight.database.audit.Trial;
import dev.watertight.database.catalog.Identifier;
import dev.watertight.database.catalog.Policy;
import dev.watertight.database.catalog.Relation;
import java.util.Optional;

/**
 * Whether one expression of one policy, all by itself, admits a row of the victim: it is put in the
 * place of all policies of the table, for reading. So a cause can be named where several policies
 * have a say, or where a constraint or trigger stops an attack before a policy could.
 */
final class PolicyAdmission {
  private static final String PROBE = "watertight_probe";

  private final Subject subject;
  private final Trial trial;
  private final Relation table;

  PolicyAdmission(Subject subject, Trial trial, Relation table) {
    this.subject = subject;
    this.trial = trial;
    this.table = table;
  }

  /** Whether the policies together let the operation reach the victim's rows. */
  boolean admits(Operation operation, Context context) {
    var policies = subject.policies(table, operation.command());
    return policies.stream()
            .anyMatch(p -> p.permissive() && admits(p, operation, context).orElse(false))
        && policies.stream()
            .allMatch(p -> p.permissive() || admits(p, operation, context).orElse(true));
  }

  /** Whether the policy alone does; empty where it has no expression for the operation. */
  Optional<Boolean> admits(Policy policy, Operation operation, Context context) {
    return PolicyText.deciding(policy, operation).map(e -> admits(policy, e, context));
  }

  /** Whether the expression admits a row of the victim. */
  boolean admits(Policy policy, String expression, Context context) {
    Optional<String> victims = subject.victims(table);
    if (victims.isEmpty()) {
      return guess(policy, expression, context);
    }
    AttackScript.Builder script =
        AttackScript.as(
            subject.app().role(), context, "reads B's rows under one policy's expression alone");
    SharedUsers.separate(subject, table, script);
    subject
        .catalog()
        .policiesOf(table)
        .forEach(
            p ->
                script.observe(
                    "drop policy " + Identifier.quoted(p.name()) + " on " + table.sql()));
    String role = Identifier.quoted(subject.app().role());
    script
        .observe(
            "create policy "
                + PROBE
                + " on "
                + table.sql()
                + " for select to "
                + role
                + " using ("
                + expression
                + ")")
        .observe("grant select on " + table.sql() + " to " + role)
        .attack("select 1 from " + table.sql() + " where " + victims.get());
    return trial
        .probe(script.build())
        .map(Outcome::leaks)
        .orElseGet(() -> guess(policy, expression, context));
  }

  /** What the text says, where no attack can be made. */
  private boolean guess(Policy policy, String expression, Context context) {
    return PolicyText.isTautology(expression, table)
        || (context.state() == Context.State.SET
            ? !PolicyText.mentions(policy, expression, subject.tenantKey(table))
                && policy.relations().isEmpty()
                && policy.functions().isEmpty()
            : PolicyText.failsOpen(expression));
  }
}
