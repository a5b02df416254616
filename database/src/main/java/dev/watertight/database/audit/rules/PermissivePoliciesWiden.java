package dev.watertight.database.audit.rules;

import com.google.auto.service.AutoService;
import dev.watertight.database.audit.AuditRule;
import dev.watertight.database.audit.Subject;

/** A wide permissive policy beside a scoped one: they are joined by OR. */
@AutoService(AuditRule.class)
public final class PermissivePoliciesWiden extends PolicyRule {
  @Override
  public String name() {
    return "permissive-policies-widen";
  }

  @Override
  String message(Subject subject, PolicyCause cause) {
    return "Policy `"
        + cause.policy().name()
        + "` on `"
        + cause.table().label()
        + "` is joined by OR with the policies that hold the tenant, and lets "
        + commands(cause)
        + " reach all tenants' rows ("
        + cause.clause()
        + " "
        + cause.expression()
        + "). Drop it, or add a floor: create policy tenant_floor on "
        + cause.table().sql()
        + " as restrictive using ("
        + TenantPredicate.of(subject, cause.table())
        + ").";
  }
}
