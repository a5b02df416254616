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
import java.util.Optional;
import java.util.stream.Stream;

/** The right to empty a tenant table at once, which no policy holds. */
@AutoService(AuditRule.class)
public final class TruncateGranted implements AuditRule {
  @Override
  public String name() {
    return "truncate-granted";
  }

  @Override
  public void audit(Subject subject, Trial trial) {
    for (Relation table : subject.tenantTables()) {
      Optional<String> victims = subject.victims(table);
      // An owner can do worse, and other rules say so.
      if (victims.isPresent()
          && !subject.app().owns(table.owner())
          && subject.app().has(table, "TRUNCATE")) {
        trial.prove(
            Candidate.of(
                table.label(),
                Optional.of(table.label()),
                Severity.ERROR,
                "`"
                    + subject.app().role()
                    + "` may truncate `"
                    + table.label()
                    + "`: that empties it for all tenants, and policies have no say in it. Say revoke"
                    + " truncate on "
                    + table.sql()
                    + " from "
                    + Identifier.quoted(subject.app().role())
                    + "."),
            Stream.of("", " cascade")
                .map(how -> script(subject, table, victims.get(), how))
                .toList());
      }
    }
  }

  private static AttackScript script(Subject subject, Relation table, String victims, String how) {
    return subject
        .attack("truncates" + (how.isEmpty() ? "" : ", with what refers to it,") + " as A")
        .attack("truncate " + table.sql() + how)
        .observe(
            "select 'B''s rows are gone' as seen where not exists (select from "
                + table.sql()
                + " where "
                + victims
                + ")")
        // 0A000: another table refers to this one.
        .stoppedBy("0A000")
        .build();
  }
}
