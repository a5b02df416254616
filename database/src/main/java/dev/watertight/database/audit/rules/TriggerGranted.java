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
import java.util.List;
import java.util.Optional;

/** The right to put triggers on a tenant table, which then run in every tenant's statements. */
@AutoService(AuditRule.class)
public final class TriggerGranted implements AuditRule {
  @Override
  public String name() {
    return "trigger-granted";
  }

  @Override
  public void audit(Subject subject, Trial trial) {
    for (Relation table : subject.tenantTables()) {
      Optional<String> victims = subject.victims(table);
      Optional<Column> column = table.columns().stream().filter(c -> !c.generated()).findFirst();
      if (victims.isPresent()
          && column.isPresent()
          && !subject.app().owns(table.owner())
          && subject.app().has(table, "TRIGGER")) {
        trial.prove(
            candidate(subject, table),
            List.of(script(subject, table, column.get(), victims.get())));
      }
    }
  }

  private static Candidate candidate(Subject subject, Relation table) {
    return Candidate.of(
        table.label(),
        Optional.of(table.label()),
        Severity.ERROR,
        "`"
            + subject.app().role()
            + "` may put a trigger on `"
            + table.label()
            + "`: it runs in the statements of all tenants, and sees and changes what they write. Say"
            + " revoke trigger on "
            + table.sql()
            + " from "
            + Identifier.quoted(subject.app().role())
            + ".");
  }

  private static AttackScript script(
      Subject subject, Relation table, Column column, String victims) {
    return subject
        .attack("puts a trigger on the table, and sees in it what B writes")
        .attack(
            "create function pg_temp.watertight_spy() returns trigger language plpgsql as $$ begin"
                + " perform set_config('watertight.seen', new::text, true); return new; end $$")
        .attack(
            "create trigger watertight_spy before update on "
                + table.sql()
                + " for each row execute function pg_temp.watertight_spy()")
        .observe(
            "update "
                + table.sql()
                + " set "
                + column.sql()
                + " = "
                + column.sql()
                + " where "
                + victims)
        .observe(
            "select current_setting('watertight.seen', true) as \"what B wrote\" where"
                + " current_setting('watertight.seen', true) <> ''")
        .build();
  }
}
