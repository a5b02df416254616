package dev.watertight.database.audit.rules;

import dev.watertight.database.audit.AuditRule;
import dev.watertight.database.audit.Candidate;
import dev.watertight.database.audit.Outcome;
import dev.watertight.database.audit.Subject;
import dev.watertight.database.audit.Trial;
import dev.watertight.database.catalog.Identifier;
import dev.watertight.database.catalog.Relation;
import java.util.List;
import java.util.Optional;

/**
 * A rule that names one cause of what attacks on a table's policies reached. The attacks are made
 * once; each rule reports its own cause, and lists the stopped attacks that belong to it.
 */
abstract class PolicyRule implements AuditRule {
  /**
   * Where a policy lets a row be moved to another tenant, the grant is not what is at fault; and
   * how fast a policy is that does not hold is no question yet.
   */
  @Override
  public List<String> supersedes() {
    return List.of(
        "mutable-tenant-column",
        "policy-casts-column",
        "policy-not-initplan",
        "policy-volatile-function");
  }

  @Override
  public final void audit(Subject subject, Trial trial) {
    for (Relation table : subject.tenantTables()) {
      if (subject.app().isHeldBy(table)) {
        audit(subject, trial, table);
        others(subject, trial, table);
      }
    }
  }

  /** Looks for what no attack shows. */
  void others(Subject subject, Trial trial, Relation table) {}

  private void audit(Subject subject, Trial trial, Relation table) {
    PolicyProbe probe = PolicyProbe.of(subject, trial, table);
    List<PolicyCause> causes =
        PolicyDiagnosis.of(subject, trial, table, probe).stream()
            .filter(c -> c.rule().equals(name()))
            .toList();
    for (PolicyCause cause : causes) {
      trial.prove(
          new Candidate(
              cause.object(),
              Optional.of(table.label()),
              cause.severity(),
              message(subject, cause),
              cause.related(),
              Optional.empty()),
          cause.scripts());
    }
    for (PolicyProbe.Try each : probe.tries()) {
      Optional<Outcome> stopped = each.outcome().filter(o -> o.kind() == Outcome.Kind.STOPPED);
      if (stopped.isPresent() && tries(each)) {
        trial.judge(
            Candidate.of(
                table.label(), Optional.of(table.label()), each.severity(), "stopped by policies"),
            each.script(),
            stopped.get());
      }
    }
  }

  /** What was found, and what to do. */
  abstract String message(Subject subject, PolicyCause cause);

  /** Whether an attack that was stopped is listed under this rule. */
  boolean tries(PolicyProbe.Try each) {
    return false;
  }

  /** {@code alter policy … using (…)}, with the condition that the table needs. */
  static String fix(Subject subject, PolicyCause cause) {
    return "alter policy "
        + Identifier.quoted(cause.policy().name())
        + " on "
        + cause.table().sql()
        + (cause.clause().equals("USING") ? " using (" : " with check (")
        + TenantPredicate.of(subject, cause.table())
        + ")";
  }

  /** {@code SELECT and UPDATE}. */
  static String commands(PolicyCause cause) {
    List<String> commands = cause.operations().stream().map(Operation::command).distinct().toList();
    return String.join(", ", commands);
  }
}
