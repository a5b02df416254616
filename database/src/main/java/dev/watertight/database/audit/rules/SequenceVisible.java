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
import java.util.List;
import java.util.Optional;

/** A sequence that numbers all tenants' rows, readable or settable by the application's role. */
@AutoService(AuditRule.class)
public final class SequenceVisible implements AuditRule {
  @Override
  public String name() {
    return "sequence-visible";
  }

  @Override
  public void audit(Subject subject, Trial trial) {
    for (Relation sequence : subject.catalog().relations()) {
      if (sequence.kind() != Relation.Kind.SEQUENCE) {
        continue;
      }
      Optional<Relation> table =
          subject.tenantTables().stream().filter(t -> numbers(sequence, t)).findFirst();
      boolean reads = subject.app().has(sequence, "SELECT");
      boolean sets = subject.app().has(sequence, "UPDATE");
      if (table.isPresent() && (reads || sets)) {
        trial.prove(
            candidate(subject, sequence, table.get(), reads),
            reads ? List.of(read(subject, sequence)) : List.of(set(subject, sequence)));
      }
    }
  }

  private static boolean numbers(Relation sequence, Relation table) {
    return table.columns().stream()
        .anyMatch(
            c ->
                c.defaultValue()
                        .filter(d -> d.contains("nextval('" + sequence.sql() + "'"))
                        .isPresent()
                    || (c.identity().isPresent()
                        && sequence.schema().equals(table.schema())
                        && sequence.name().equals(table.name() + "_" + c.name() + "_seq")));
  }

  private static Candidate candidate(
      Subject subject, Relation sequence, Relation table, boolean reads) {
    String role = Identifier.quoted(subject.app().role());
    return Candidate.of(
        sequence.label(),
        Optional.of(table.label()),
        reads ? Severity.WARNING : Severity.NOTE,
        "`"
            + sequence.label()
            + "` numbers the rows of all tenants in `"
            + table.label()
            + "`, and "
            + role
            + (reads
                ? " may read it: each tenant sees how much the others write."
                : " may set it back: then the next inserts of all tenants fail.")
            + " Inserting needs no more than usage: revoke select, update on sequence "
            + sequence.sql()
            + " from "
            + role
            + ".");
  }

  /** Restarted within the transaction, a sequence is as it was after the rollback. */
  private static AttackScript read(Subject subject, Relation sequence) {
    return subject
        .attack("reads, as A, how many rows all tenants have written")
        .observe("alter sequence " + sequence.sql() + " restart with 4711")
        .observe(
            "select nextval(" + Identifier.literal(sequence.sql()) + ") as \"B inserts a row\"")
        .attack("select last_value from " + sequence.sql() + " where last_value = 4711")
        .build();
  }

  private static AttackScript set(Subject subject, Relation sequence) {
    return subject
        .attack("sets, as A, the number of the next row of all tenants back")
        .observe("alter sequence " + sequence.sql() + " restart with 4711")
        .attack("select setval(" + Identifier.literal(sequence.sql()) + ", 1, false)")
        .observe("select last_value from " + sequence.sql() + " where last_value = 1")
        .build();
  }
}
