package dev.watertight.database.audit.rules;

import dev.watertight.core.finding.Severity;
import dev.watertight.database.audit.AttackScript;
import dev.watertight.database.audit.Context;
import dev.watertight.database.audit.Outcome;
import dev.watertight.database.audit.Subject;
import dev.watertight.database.audit.Trial;
import dev.watertight.database.catalog.Policy;
import dev.watertight.database.catalog.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the application's role can do to the victim's rows of a table that policies hold it on: each
 * command, in each state of the setting, as it was tried.
 */
final class PolicyProbe {
  /**
   * One attack.
   *
   * @param outcome empty where the database may only be read
   * @param reaches whether the policies let it, even if something else stopped it
   * @param policy the policy that the attack was made for, if it was made for one
   * @param severity of the finding if it reaches
   */
  record Try(
      Operation operation,
      Context context,
      AttackScript script,
      Optional<Outcome> outcome,
      boolean reaches,
      Optional<Policy> policy,
      Severity severity) {}

  private static final List<Operation> WITH_TENANT = List.of(Operation.values());
  private static final List<Operation> WITHOUT_TENANT =
      List.of(Operation.SELECT, Operation.INSERT, Operation.UPDATE, Operation.DELETE);

  private final Subject subject;
  private final Trial trial;
  private final Relation table;
  private final TenantAttacks attacks;
  private final PolicyAdmission admission;
  private final List<Try> tries = new ArrayList<>();

  private PolicyProbe(Subject subject, Trial trial, Relation table) {
    this.subject = subject;
    this.trial = trial;
    this.table = table;
    this.attacks = new TenantAttacks(subject, table);
    this.admission = new PolicyAdmission(subject, trial, table);
  }

  /** Tries the table, once in an audit. */
  static PolicyProbe of(Subject subject, Trial trial, Relation table) {
    return trial.once(PolicyProbe.class, table.oid(), () -> tried(subject, trial, table));
  }

  private static PolicyProbe tried(Subject subject, Trial trial, Relation table) {
    PolicyProbe probe = new PolicyProbe(subject, trial, table);
    probe.run();
    return probe;
  }

  /** All tries: with a tenant set, with an empty setting, and with one that was never set. */
  List<Try> tries() {
    return tries;
  }

  /** Whether the operation reached the victim's rows in this state of the setting. */
  boolean reached(Operation operation, Context.State state) {
    return tries.stream()
        .anyMatch(t -> t.operation() == operation && t.context().state() == state && t.reaches());
  }

  PolicyAdmission admission() {
    return admission;
  }

  private void run() {
    for (Operation operation : WITH_TENANT) {
      if (operation != Operation.TAKE || checksDiffer()) {
        attempt(operation, subject.asAttacker());
      }
    }
    for (Context context : List.of(subject.empty(), Context.neverSet())) {
      for (Operation operation : WITHOUT_TENANT) {
        attempt(operation, context);
      }
    }
    if (!reached(Operation.SELECT, Context.State.SET)) {
      stage();
    }
  }

  /** Whether rows that are found and rows that are written are judged differently in an update. */
  private boolean checksDiffer() {
    return subject.policies(table, Operation.TAKE.command()).stream()
        .anyMatch(p -> p.check().isPresent() && !p.check().equals(p.using()));
  }

  private void attempt(Operation operation, Context context) {
    attacks
        .of(operation, context)
        .ifPresent(
            script -> {
              Optional<Outcome> outcome = trial.probe(script);
              boolean reaches =
                  outcome
                      .filter(o -> o.kind() != Outcome.Kind.FAILED)
                      .map(Outcome::leaks)
                      .orElseGet(() -> admission.admits(operation, context));
              tries.add(
                  new Try(
                      operation,
                      context,
                      script,
                      outcome,
                      reaches,
                      Optional.empty(),
                      Severity.ERROR));
            });
  }

  private void stage() {
    for (Policy policy : subject.policies(table, Operation.SELECT.command())) {
      if (!policy.permissive()) {
        continue;
      }
      for (StagedRow staged : StagedRow.of(subject, trial, table, policy)) {
        Optional<Outcome> outcome = trial.probe(staged.script());
        if (outcome.filter(Outcome::leaks).isPresent()) {
          tries.add(
              new Try(
                  Operation.SELECT,
                  subject.asAttacker(),
                  staged.script(),
                  outcome,
                  true,
                  Optional.of(policy),
                  staged.severity()));
          break;
        }
      }
    }
  }
}
