package dev.watertight.database.audit.rules;

import com.google.auto.service.AutoService;
import dev.watertight.database.audit.AuditRule;
import dev.watertight.database.audit.Context;
import dev.watertight.database.audit.Subject;

/** A policy that opens the table where no tenant is set. */
@AutoService(AuditRule.class)
public final class PolicyFailsOpen extends PolicyRule {
  @Override
  public String name() {
    return "policy-fails-open";
  }

  @Override
  String message(Subject subject, PolicyCause cause) {
    return "Policy `"
        + cause.policy().name()
        + "` on `"
        + cause.table().label()
        + "` opens where no tenant is set ("
        + cause.clause()
        + " "
        + cause.expression()
        + "): a session without one can "
        + commands(cause)
        + " all tenants' rows. An absent tenant must"
        + " match nothing: "
        + fix(subject, cause)
        + ".";
  }

  @Override
  boolean tries(PolicyProbe.Try each) {
    return each.context().state() != Context.State.SET;
  }
}
