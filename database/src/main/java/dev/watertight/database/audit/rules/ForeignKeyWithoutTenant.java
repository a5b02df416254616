package dev.watertight.database.audit.rules;

import com.google.auto.service.AutoService;
import dev.watertight.core.finding.Severity;
import dev.watertight.database.audit.AttackScript;
import dev.watertight.database.audit.AuditRule;
import dev.watertight.database.audit.Candidate;
import dev.watertight.database.audit.Subject;
import dev.watertight.database.audit.Trial;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A foreign key between tenant tables by which a row of one tenant can refer to another's. */
@AutoService(AuditRule.class)
public final class ForeignKeyWithoutTenant implements AuditRule {
  @Override
  public String name() {
    return "foreign-key-without-tenant";
  }

  @Override
  public void audit(Subject subject, Trial trial) {
    ForeignKeys keys = new ForeignKeys(subject);
    for (ForeignKeys.Key key : keys.betweenTenantTables()) {
      Optional<Map<String, String>> victims = keys.naming(key, subject.victim());
      if (keys.namesTenant(key) || victims.isEmpty()) {
        continue;
      }
      List<AttackScript> scripts =
          keys.references(
              key, subject.attacker(), victims.get(), "a row of A that refers to a row of B");
      if (!scripts.isEmpty()) {
        trial.prove(
            Candidate.of(
                key.label(),
                Optional.of(key.child().label()),
                Severity.ERROR,
                "`"
                    + key.constraint().name()
                    + "` on `"
                    + key.child().label()
                    + "` refers to `"
                    + key.parent().label()
                    + "` without the tenant, and foreign key checks ignore row-level security: a"
                    + " tenant's row can refer to another's, and the answer tells which ids exist."
                    + " Let the key name the tenant: "
                    + keys.fixed(key)
                    + "."),
            scripts);
      }
    }
  }
}
