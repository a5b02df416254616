package dev.watertight.database.audit.rules;

import com.google.auto.service.AutoService;
import dev.watertight.core.finding.Severity;
import dev.watertight.database.audit.AttackScript;
import dev.watertight.database.audit.AuditRule;
import dev.watertight.database.audit.Candidate;
import dev.watertight.database.audit.Subject;
import dev.watertight.database.audit.Trial;
import dev.watertight.database.catalog.Identifier;
import dev.watertight.database.catalog.Relation;
import dev.watertight.database.catalog.Role;
import java.util.List;
import java.util.Optional;

/** The application's role is a superuser or has BYPASSRLS: no policy holds it. */
@AutoService(AuditRule.class)
public final class BypassRole implements AuditRule {
  @Override
  public String name() {
    return "bypass-role";
  }

  @Override
  public void audit(Subject subject, Trial trial) {
    Optional<Role> role = subject.catalog().role(subject.app().role()).filter(Role::bypasses);
    List<Relation> tables = RoadsPast.tables(subject);
    if (role.isEmpty() || tables.isEmpty()) {
      return;
    }
    Candidate candidate = candidate(role.get(), tables.size());
    Optional<AttackScript> attack =
        tables.stream()
            .flatMap(t -> new TenantAttacks(subject, t).any(subject.asAttacker()).stream())
            .findFirst();
    if (attack.isPresent()) {
      trial.prove(candidate, List.of(attack.get()));
    } else {
      trial.unproven(candidate, "no protected tenant table has rows that the role may use");
    }
  }

  private static Candidate candidate(Role role, int tables) {
    String name = Identifier.quoted(role.name());
    return Candidate.of(
        "role:" + role.name(),
        Optional.empty(),
        Severity.ERROR,
        "The application's role `"
            + role.name()
            + "` "
            + (role.superuser() ? "is a superuser" : "has BYPASSRLS")
            + ": row-level security on "
            + (tables == 1 ? "1 tenant table" : tables + " tenant tables")
            + " does not hold it. Take the attribute away: alter role "
            + name
            + " nosuperuser nobypassrls.");
  }
}
