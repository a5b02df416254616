package dev.watertight.database.audit.rules;

import com.google.auto.service.AutoService;
import dev.watertight.core.finding.Severity;
import dev.watertight.database.audit.AuditRule;
import dev.watertight.database.audit.Candidate;
import dev.watertight.database.audit.Subject;
import dev.watertight.database.audit.Trial;
import dev.watertight.database.catalog.Identifier;
import dev.watertight.database.catalog.Policy;
import dev.watertight.database.catalog.Relation;
import java.util.List;
import java.util.Optional;

/**
 * A policy for another role than the application's: it reaches the application because that
 * inherits the role, or it does not reach it where it should.
 */
@AutoService(AuditRule.class)
public final class PolicyWrongRole extends PolicyRule {
  @Override
  public String name() {
    return "policy-wrong-role";
  }

  @Override
  String message(Subject subject, PolicyCause cause) {
    String roles = String.join(", ", cause.policy().roles());
    return "Policy `"
        + cause.policy().name()
        + "` on `"
        + cause.table().label()
        + "` is meant for `"
        + roles
        + "`, and reaches `"
        + subject.app().role()
        + "`, which inherits it: "
        + commands(cause)
        + " all tenants' rows. Take the membership away: revoke "
        + String.join(", ", cause.policy().roles().stream().map(Identifier::quoted).toList())
        + " from "
        + Identifier.quoted(subject.app().role())
        + ".";
  }

  @Override
  void others(Subject subject, Trial trial, Relation table) {
    for (String command : CommandsWithoutPolicy.of(subject, table)) {
      Optional<Policy> meant =
          subject.catalog().policiesOf(table).stream()
              .filter(p -> p.permissive() && p.covers(command) && !subject.app().isHeldBy(p))
              .findFirst();
      if (meant.isPresent()) {
        reachesNobody(subject, trial, table, meant.get());
        return;
      }
    }
  }

  private static void reachesNobody(Subject subject, Trial trial, Relation table, Policy policy) {
    String role = Identifier.quoted(subject.app().role());
    trial.suspect(
        new Candidate(
            table.label() + "." + policy.name(),
            Optional.of(table.label()),
            Severity.NOTE,
            "Policy `"
                + policy.name()
                + "` on `"
                + table.label()
                + "` is for `"
                + String.join(", ", policy.roles())
                + "`, which `"
                + subject.app().role()
                + "` does not inherit: the application may use the table and sees no row of it."
                + " Name the role: alter policy "
                + Identifier.quoted(policy.name())
                + " on "
                + table.sql()
                + " to "
                + role
                + ".",
            List.of(),
            Optional.empty()));
  }
}
