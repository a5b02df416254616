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
import dev.watertight.database.scratch.Migrations;
import java.util.List;
import java.util.Optional;

/** A forced table whose own migrations no longer see its rows. */
@AutoService(AuditRule.class)
public final class ForceBlindsMigrations implements AuditRule {
  @Override
  public String name() {
    return "force-blinds-migrations";
  }

  @Override
  public void audit(Subject subject, Trial trial) {
    for (Relation table : subject.tenantTables()) {
      // Migrations run as a stand-in for an owner that is not known: another they name themselves.
      boolean plain =
          !table.owner().equals(Migrations.OWNER)
              && subject.catalog().role(table.owner()).filter(r -> !r.bypasses()).isPresent()
              && !subject.app().owns(table.owner());
      if (!table.rls()
          || !table.forced()
          || !plain
          || subject.world().row(table, subject.victim()).isEmpty()) {
        continue;
      }
      String owner = Identifier.quoted(table.owner());
      trial.prove(
          Candidate.of(
              table.label(),
              Optional.of(table.label()),
              Severity.NOTE,
              "`"
                  + table.label()
                  + "` is forced and `"
                  + table.owner()
                  + "`, which owns it, has no BYPASSRLS: its migrations see no rows, an update changes"
                  + " nothing, and a new foreign key is declared valid unchecked. Say alter role "
                  + owner
                  + " bypassrls (never for the application's role), or do not force."),
          List.of(
              AttackScript.as(
                      table.owner(),
                      subject.empty(),
                      "looks, as the owner in a migration, for any row of the table")
                  .observe("select count(*) from " + table.sql())
                  .attack(
                      "select 'the owner sees no row' as seen where not exists (select from "
                          + table.sql()
                          + ")")
                  .build()));
    }
  }
}
