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

/** A table that inherits from a tenant table, and can be reached past that table's policies. */
@AutoService(AuditRule.class)
public final class InheritanceBypass implements AuditRule {
  @Override
  public String name() {
    return "inheritance-bypass";
  }

  @Override
  public List<String> supersedes() {
    return List.of(
        "rls-off",
        "nullable-tenant-column",
        "tenant-column-without-foreign-key",
        "tenant-index-missing");
  }

  @Override
  public void audit(Subject subject, Trial trial) {
    for (Relation child : subject.catalog().relations()) {
      if (child.partition() || child.rls() || !child.isTable() || child.parents().isEmpty()) {
        continue;
      }
      Optional<Relation> parent =
          Family.ancestor(subject, child).filter(t -> subject.app().isHeldBy(t));
      if (parent.isEmpty()) {
        continue;
      }
      List<AttackScript> scripts = ChildAttack.all(subject, parent.get(), child);
      if (!scripts.isEmpty()) {
        trial.prove(candidate(subject, parent.get(), child), scripts);
      }
    }
  }

  private static Candidate candidate(Subject subject, Relation parent, Relation child) {
    return Candidate.of(
        child.label(),
        Optional.of(child.label()),
        Severity.ERROR,
        "`"
            + child.label()
            + "` inherits from `"
            + parent.label()
            + "` but not its policies: row-level security is off on it, and `"
            + subject.app().role()
            + "` has rights on it. Enable it: alter table "
            + child.sql()
            + " enable row level security, with the same policy, or revoke all on it.");
  }
}
