package dev.watertight.database.audit.rules;

import com.google.auto.service.AutoService;
import dev.watertight.database.audit.AuditRule;
import dev.watertight.database.audit.Subject;
import dev.watertight.database.audit.Trial;

/** An exclusion constraint over all tenants, which tells each what the others have taken. */
@AutoService(AuditRule.class)
public final class ExclusionWithoutTenant implements AuditRule {
  @Override
  public String name() {
    return "exclusion-without-tenant";
  }

  @Override
  public void audit(Subject subject, Trial trial) {
    new GlobalKeys(subject, "23P01").prove(trial);
  }
}
