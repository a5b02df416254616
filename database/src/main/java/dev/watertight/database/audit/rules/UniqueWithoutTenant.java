package dev.watertight.database.audit.rules;

import com.google.auto.service.AutoService;
import dev.watertight.database.audit.AuditRule;
import dev.watertight.database.audit.Subject;
import dev.watertight.database.audit.Trial;

/** A unique index over all tenants, which tells each what the others have. */
@AutoService(AuditRule.class)
public final class UniqueWithoutTenant implements AuditRule {
  @Override
  public String name() {
    return "unique-without-tenant";
  }

  @Override
  public void audit(Subject subject, Trial trial) {
    new GlobalKeys(subject, "23505").prove(trial);
  }
}
