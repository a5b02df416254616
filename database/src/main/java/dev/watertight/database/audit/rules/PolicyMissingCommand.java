package dev.watertight.database.audit.rules;

import com.google.auto.service.AutoService;
import dev.watertight.core.finding.Severity;
import dev.watertight.database.audit.AuditRule;
import dev.watertight.database.audit.Candidate;
import dev.watertight.database.audit.Subject;
import dev.watertight.database.audit.Trial;
import dev.watertight.database.catalog.Identifier;
import dev.watertight.database.catalog.Relation;
import java.util.List;
import java.util.Optional;

/** A granted command that no policy lets through: it is denied, which is no leak. */
@AutoService(AuditRule.class)
public final class PolicyMissingCommand implements AuditRule {
  @Override
  public String name() {
    return "policy-missing-command";
  }

  @Override
  public void audit(Subject subject, Trial trial) {
    for (Relation table : subject.tenantTables()) {
      if (!subject.app().isHeldBy(table)) {
        continue;
      }
      List<String> missing =
          CommandsWithoutPolicy.of(subject, table).stream()
              .filter(c -> !isForOthers(subject, table, c))
              .toList();
      if (!missing.isEmpty()) {
        trial.suspect(candidate(subject, table, missing));
      }
    }
  }

  /** Another rule's finding: there is a policy, and it is for somebody else. */
  private static boolean isForOthers(Subject subject, Relation table, String command) {
    return subject.catalog().policiesOf(table).stream()
        .anyMatch(p -> p.permissive() && p.covers(command) && !subject.app().isHeldBy(p));
  }

  private static Candidate candidate(Subject subject, Relation table, List<String> missing) {
    String role = Identifier.quoted(subject.app().role());
    String commands = String.join(", ", missing);
    return Candidate.of(
        table.label(),
        Optional.of(table.label()),
        Severity.NOTE,
        "`"
            + table.label()
            + "`: "
            + commands
            + (missing.size() == 1 ? " is" : " are")
            + " granted to `"
            + subject.app().role()
            + "` and no policy lets "
            + (missing.size() == 1 ? "it" : "them")
            + " through, so that nothing is found or written. Add a policy for all commands on the"
            + " tenant column, or revoke "
            + commands
            + " on "
            + table.sql()
            + " from "
            + role
            + ".");
  }
}
