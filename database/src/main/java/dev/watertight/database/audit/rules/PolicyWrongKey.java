package dev.watertight.database.audit.rules;

import com.google.auto.service.AutoService;
import dev.watertight.database.audit.AuditRule;
import dev.watertight.database.audit.Subject;

/** A policy that asks for something else than the tenant. */
@AutoService(AuditRule.class)
public final class PolicyWrongKey extends PolicyRule {
  @Override
  public String name() {
    return "policy-wrong-key";
  }

  @Override
  String message(Subject subject, PolicyCause cause) {
    return "Policy `"
        + cause.policy().name()
        + "` on `"
        + cause.table().label()
        + "` goes by something else than the row's tenant ("
        + cause.clause()
        + " "
        + cause.expression()
        + "), and lets a tenant "
        + commands(cause)
        + " another's rows. Key it on the tenant: "
        + fix(subject, cause)
        + ".";
  }
}
