package dev.watertight.database.audit.rules;

import com.google.auto.service.AutoService;
import dev.watertight.core.finding.Severity;
import dev.watertight.database.audit.AttackScript;
import dev.watertight.database.audit.AuditRule;
import dev.watertight.database.audit.Candidate;
import dev.watertight.database.audit.Subject;
import dev.watertight.database.audit.Trial;
import dev.watertight.database.catalog.Column;
import dev.watertight.database.catalog.Identifier;
import dev.watertight.database.catalog.Relation;
import dev.watertight.database.world.Canary;
import java.util.List;
import java.util.Optional;

/** Tenants' data in large objects, which all belong to the one role that made them. */
@AutoService(AuditRule.class)
public final class LargeObjectAccess implements AuditRule {
  /** The number of the object that stands for one of the victim's. */
  private static final long OBJECT = 4_200_042;

  @Override
  public String name() {
    return "large-object-access";
  }

  @Override
  public void audit(Subject subject, Trial trial) {
    for (Relation table : subject.tenantTables()) {
      for (Column column : table.columns()) {
        if (isReference(column) && isWritten(subject, table, column)) {
          trial.prove(candidate(subject, table, column), scripts(subject));
        }
      }
    }
  }

  /** {@code oid}, or the type of the extension that cleans large objects up. */
  private static boolean isReference(Column column) {
    return column.type().equals("oid") || column.type().matches("([\\w\"]+\\.)?lo");
  }

  private static boolean isWritten(Subject subject, Relation table, Column column) {
    return subject.app().has(table, column, "INSERT") || subject.app().has(table, column, "UPDATE");
  }

  private static List<AttackScript> scripts(Subject subject) {
    String content = Identifier.literal(Canary.prefix(subject.victim()) + "document");
    String make = "select lo_from_bytea(" + OBJECT + ", " + content + ")";
    String which = " from pg_largeobject_metadata where oid = " + OBJECT;
    return List.of(
        subject
            .attack("lists large objects, and reads one that B's session made, by lo_get")
            .attack(make)
            .attack("select oid, convert_from(lo_get(oid), 'UTF8') as content" + which)
            .build(),
        subject
            .attack("reads one that B's session made, by loread")
            .attack(make)
            .attack(
                "select oid, convert_from(loread(lo_open(oid, 262144), 100), 'UTF8') as content"
                    + which)
            .build(),
        subject
            .attack("deletes one that B's session made")
            .attack(make)
            .attack("select lo_unlink(oid)" + which)
            .observe("select 'B''s object is gone' as seen where not exists (select" + which + ")")
            .build());
  }

  private static Candidate candidate(Subject subject, Relation table, Column column) {
    return Candidate.of(
        table.label() + "." + column.name(),
        Optional.of(table.label()),
        Severity.ERROR,
        "`"
            + table.label()
            + "."
            + column.name()
            + "` refers to large objects: all of them belong to `"
            + subject.app().role()
            + "`, no policy holds them, and their numbers can be listed, so every tenant reads and"
            + " deletes every other's. Keep the content in a bytea column of the table.");
  }
}
