package dev.watertight.database.audit.rules;

import com.google.auto.service.AutoService;
import dev.watertight.core.finding.Severity;
import dev.watertight.database.audit.AttackScript;
import dev.watertight.database.audit.AuditRule;
import dev.watertight.database.audit.Candidate;
import dev.watertight.database.audit.Subject;
import dev.watertight.database.audit.Trial;
import dev.watertight.database.catalog.Identifier;
import dev.watertight.database.catalog.Membership;
import dev.watertight.database.catalog.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The application's role can become one that policies do not hold. */
@AutoService(AuditRule.class)
public final class SetRoleToBypass implements AuditRule {
  @Override
  public String name() {
    return "set-role-to-bypass";
  }

  @Override
  public void audit(Subject subject, Trial trial) {
    if (!RoadsPast.isPlain(subject)) {
      return;
    }
    List<String> roles = new ArrayList<>();
    List<AttackScript> attacks = new ArrayList<>();
    for (Role role : RoadsPast.roles(subject)) {
      attack(subject, role)
          .ifPresent(
              a -> {
                roles.add(role.name());
                attacks.add(a);
              });
    }
    if (!attacks.isEmpty()) {
      trial.prove(candidate(subject, roles), attacks);
    }
  }

  private static Optional<AttackScript> attack(Subject subject, Role role) {
    if (subject.app().reachable().contains(role.name())) {
      return RoadsPast.as(subject, role, List.of());
    }
    return administers(subject, role)
        ? RoadsPast.as(subject, role, List.of(GrantItself.statement(subject, role)))
        : Optional.empty();
  }

  /** Who may grant a role may grant it to itself. With CREATEROLE it is that rule's finding. */
  private static boolean administers(Subject subject, Role role) {
    return !subject.catalog().role(subject.app().role()).map(Role::createRole).orElse(false)
        && subject.catalog().memberships().stream()
            .filter(Membership::admin)
            .anyMatch(
                m ->
                    m.role().equals(role.name()) && subject.app().inherited().contains(m.member()));
  }

  private static Candidate candidate(Subject subject, List<String> roles) {
    String app = subject.app().role();
    return Candidate.of(
        "role:" + app,
        Optional.empty(),
        Severity.ERROR,
        "The application's role `"
            + app
            + "` can become "
            + String.join(", ", roles.stream().map(r -> "`" + r + "`").toList())
            + " by SET ROLE, which row-level security does not hold. Take the membership away:"
            + " revoke "
            + String.join(", ", roles.stream().map(Identifier::quoted).toList())
            + " from "
            + Identifier.quoted(app)
            + ", or from the group that it has it by.");
  }
}
