package dev.watertight.database.audit.rules;

import com.google.auto.service.AutoService;
import dev.watertight.core.finding.Severity;
import dev.watertight.database.audit.AttackScript;
import dev.watertight.database.audit.AuditRule;
import dev.watertight.database.audit.Candidate;
import dev.watertight.database.audit.Subject;
import dev.watertight.database.audit.Trial;
import dev.watertight.database.catalog.Relation;
import java.util.List;
import java.util.Optional;

/** A partition of a tenant table that can be reached past the table's policies. */
@AutoService(AuditRule.class)
public final class PartitionBypass implements AuditRule {
  @Override
  public String name() {
    return "partition-bypass";
  }

  @Override
  public List<String> supersedes() {
    return List.of("rls-off");
  }

  @Override
  public void audit(Subject subject, Trial trial) {
    for (Relation partition : subject.catalog().relations()) {
      if (!partition.partition() || partition.rls() || !partition.isTable()) {
        continue;
      }
      Optional<Relation> whole =
          Family.ancestor(subject, partition).filter(t -> subject.app().isHeldBy(t));
      if (whole.isEmpty()) {
        continue;
      }
      List<AttackScript> scripts = ChildAttack.all(subject, whole.get(), partition);
      if (!scripts.isEmpty()) {
        trial.prove(candidate(subject, whole.get(), partition), scripts);
      }
    }
  }

  private static Candidate candidate(Subject subject, Relation whole, Relation partition) {
    return Candidate.of(
        partition.label(),
        Optional.of(whole.label()),
        Severity.ERROR,
        "The partition `"
            + partition.label()
            + "` has row-level security off, and `"
            + subject.app().role()
            + "` has rights on it: named by itself it is not held by the policies of `"
            + whole.label()
            + "`. Revoke them: revoke all on "
            + partition.sql()
            + " from "
            + subject.app().role()
            + "; what is granted on the whole table is enough.");
  }
}
