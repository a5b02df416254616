package dev.watertight.database.audit.rules;

import com.google.auto.service.AutoService;
import dev.watertight.core.finding.Severity;
import dev.watertight.database.audit.AttackScript;
import dev.watertight.database.audit.AuditRule;
import dev.watertight.database.audit.Candidate;
import dev.watertight.database.audit.Subject;
import dev.watertight.database.audit.Trial;
import dev.watertight.database.catalog.Identifier;
import dev.watertight.database.catalog.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The application's role may hand out roles, and so give itself one that policies do not hold. */
@AutoService(AuditRule.class)
public final class CreateroleRole implements AuditRule {
  private static final String CONDITION =
      "PostgreSQL 15 or older, or the ADMIN OPTION on the role that it gives itself";

  @Override
  public String name() {
    return "createrole-role";
  }

  @Override
  public void audit(Subject subject, Trial trial) {
    Optional<Role> app = subject.catalog().role(subject.app().role()).filter(Role::createRole);
    if (app.isEmpty() || app.get().bypasses() || RoadsPast.tables(subject).isEmpty()) {
      return;
    }
    List<AttackScript> attacks = new ArrayList<>();
    for (Role role : RoadsPast.roles(subject)) {
      // Only a superuser hands out a superuser.
      if (!role.superuser() && !subject.app().reachable().contains(role.name())) {
        RoadsPast.as(subject, role, List.of(GrantItself.statement(subject, role)))
            .ifPresent(attacks::add);
      }
    }
    attacks.add(
        ServerFiles.reading(
            subject,
            List.of("grant pg_read_server_files to " + Identifier.quoted(app.get().name()))));
    trial.prove(candidate(app.get()), attacks);
  }

  private static Candidate candidate(Role app) {
    return new Candidate(
        "role:" + app.name(),
        Optional.empty(),
        Severity.ERROR,
        "The application's role `"
            + app.name()
            + "` has CREATEROLE: it can make itself a member of a role that row-level security does"
            + " not hold. Take the attribute away: alter role "
            + Identifier.quoted(app.name())
            + " nocreaterole.",
        List.of(),
        Optional.of(CONDITION));
  }
}
