package dev.watertight.database.audit.rules;

import com.google.auto.service.AutoService;
import dev.watertight.database.audit.AuditRule;
import dev.watertight.database.audit.Context;
import dev.watertight.database.audit.Subject;

/** A policy that finds only the tenant's own rows, and lets it write rows for others. */
@AutoService(AuditRule.class)
public final class PolicyCheckWeaker extends PolicyRule {
  @Override
  public String name() {
    return "policy-check-weaker";
  }

  @Override
  String message(Subject subject, PolicyCause cause) {
    return "Policy `"
        + cause.policy().name()
        + "` on `"
        + cause.table().label()
        + "` finds only own rows, and its WITH CHECK "
        + cause.expression()
        + " lets a tenant write rows for any other. Leave WITH CHECK out, so that USING holds for both, or: "
        + fix(subject, cause)
        + ".";
  }

  @Override
  boolean tries(PolicyProbe.Try each) {
    return each.context().state() == Context.State.SET
        && each.operation() != Operation.SELECT
        && each.operation() != Operation.UPDATE
        && each.operation() != Operation.DELETE;
  }
}
