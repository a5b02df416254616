package dev.watertight.database.audit.rules;

import com.google.auto.service.AutoService;
import dev.watertight.database.audit.AuditRule;
import dev.watertight.database.audit.Context;
import dev.watertight.database.audit.Subject;

/** A policy whose condition holds for every row, so that it separates nobody. */
@AutoService(AuditRule.class)
public final class PolicyAlwaysTrue extends PolicyRule {
  @Override
  public String name() {
    return "policy-always-true";
  }

  @Override
  String message(Subject subject, PolicyCause cause) {
    return "Policy `"
        + cause.policy().name()
        + "` on `"
        + cause.table().label()
        + "` is true for every row ("
        + cause.clause()
        + " "
        + cause.expression()
        + "): it lets a tenant "
        + commands(cause)
        + " all tenants' rows. Give it the tenant: "
        + fix(subject, cause)
        + ".";
  }

  @Override
  boolean tries(PolicyProbe.Try each) {
    return each.context().state() == Context.State.SET && each.operation() == Operation.SELECT;
  }
}
