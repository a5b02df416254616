package dev.watertight.database.audit.rules;

import com.google.auto.service.AutoService;
import dev.watertight.database.audit.AuditRule;
import dev.watertight.database.audit.Subject;

/** A policy that asks for the database role, while all tenants share one. */
@AutoService(AuditRule.class)
public final class PolicyKeyedOnRole extends PolicyRule {
  @Override
  public String name() {
    return "policy-keyed-on-role";
  }

  @Override
  String message(Subject subject, PolicyCause cause) {
    return "Policy `"
        + cause.policy().name()
        + "` on `"
        + cause.table().label()
        + "` asks which role runs the query ("
        + cause.expression()
        + "), and all tenants run theirs as `"
        + subject.app().role()
        + "`. Key it on the tenant: "
        + fix(subject, cause)
        + ". If each tenant has a role, set tenant.role-per-tenant.";
  }
}
