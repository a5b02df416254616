package dev.watertight.database.audit.rules;

import com.google.auto.service.AutoService;
import dev.watertight.core.finding.Severity;
import dev.watertight.database.audit.AttackScript;
import dev.watertight.database.audit.AuditRule;
import dev.watertight.database.audit.Candidate;
import dev.watertight.database.audit.Subject;
import dev.watertight.database.audit.Trial;
import dev.watertight.database.catalog.Identifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The application's role may use the server's files or programs, past every policy. */
@AutoService(AuditRule.class)
public final class DangerousPredefinedRole implements AuditRule {
  private static final List<String> ROLES =
      List.of("pg_execute_server_program", "pg_read_server_files", "pg_write_server_files");

  @Override
  public String name() {
    return "dangerous-predefined-role";
  }

  @Override
  public void audit(Subject subject, Trial trial) {
    if (subject.app().isSuperuser() || subject.tenantTables().isEmpty()) {
      return;
    }
    List<String> roles = new ArrayList<>();
    List<AttackScript> attacks = new ArrayList<>();
    for (String role : ROLES) {
      boolean inherited = subject.app().inherited().contains(role);
      if (inherited || subject.app().reachable().contains(role)) {
        roles.add(role);
        attacks.add(
            attack(subject, role, inherited ? List.of() : List.of("set local role " + role)));
      }
    }
    if (roles.isEmpty()) {
      return;
    }
    Candidate candidate = candidate(subject, roles);
    if (subject.app().has(subject.catalog().databaseGrants(), "TEMPORARY")) {
      trial.prove(candidate, attacks);
    } else {
      trial.unproven(candidate, "the role may make no temporary table to copy to");
    }
  }

  private static AttackScript attack(Subject subject, String role, List<String> before) {
    return switch (role) {
      case "pg_read_server_files" -> ServerFiles.reading(subject, before);
      case "pg_write_server_files" -> ServerFiles.writing(subject, before);
      default -> ServerFiles.running(subject, before);
    };
  }

  private static Candidate candidate(Subject subject, List<String> roles) {
    String app = subject.app().role();
    return Candidate.of(
        "role:" + app,
        Optional.empty(),
        Severity.ERROR,
        "The application's role `"
            + app
            + "` is a member of "
            + String.join(", ", roles.stream().map(r -> "`" + r + "`").toList())
            + ": by COPY it reaches the server's files, where all tenants' rows lie and no policy"
            + " looks. Take it away: revoke "
            + String.join(", ", roles)
            + " from "
            + Identifier.quoted(app)
            + ".");
  }
}
