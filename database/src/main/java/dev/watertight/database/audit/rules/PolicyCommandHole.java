package dev.watertight.database.audit.rules;

import com.google.auto.service.AutoService;
import dev.watertight.database.audit.AuditRule;
import dev.watertight.database.audit.Context;
import dev.watertight.database.audit.Subject;

/** A command that is wide open on a table whose other commands are held to the tenant. */
@AutoService(AuditRule.class)
public final class PolicyCommandHole extends PolicyRule {
  @Override
  public String name() {
    return "policy-command-hole";
  }

  @Override
  String message(Subject subject, PolicyCause cause) {
    return "Policy `"
        + cause.policy().name()
        + "` on `"
        + cause.table().label()
        + "` leaves "
        + commands(cause)
        + " open to all tenants' rows ("
        + cause.clause()
        + " "
        + cause.expression()
        + ") where the other commands are held to the tenant. Use one policy for all"
        + " commands, or: "
        + fix(subject, cause)
        + ".";
  }

  @Override
  boolean tries(PolicyProbe.Try each) {
    return each.context().state() == Context.State.SET
        && (each.operation() == Operation.UPDATE || each.operation() == Operation.DELETE);
  }
}
