package dev.watertight.database.audit.rules;

import com.google.auto.service.AutoService;
import dev.watertight.core.finding.Severity;
import dev.watertight.database.audit.AttackScript;
import dev.watertight.database.audit.AuditRule;
import dev.watertight.database.audit.Candidate;
import dev.watertight.database.audit.Outcome;
import dev.watertight.database.audit.Subject;
import dev.watertight.database.audit.Trial;
import dev.watertight.database.catalog.Column;
import dev.watertight.database.catalog.Constraint;
import dev.watertight.database.catalog.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A tenant column that may be null. */
@AutoService(AuditRule.class)
public final class NullableTenantColumn implements AuditRule {
  @Override
  public String name() {
    return "nullable-tenant-column";
  }

  @Override
  public void audit(Subject subject, Trial trial) {
    for (Relation table : subject.tenantTables()) {
      if (!UnprotectedTables.isReachable(subject, table)) {
        continue;
      }
      for (Column column : subject.tenantColumns(table)) {
        if (!column.notNull() && !isChecked(subject, table, column)) {
          audit(subject, trial, table, column);
        }
      }
    }
  }

  private static void audit(Subject subject, Trial trial, Relation table, Column column) {
    List<AttackScript> scripts = scripts(subject, table, column);
    // Where no policy holds the role, B sees all rows of A, and that is what other rules report.
    boolean visible =
        subject.app().isHeldBy(table)
            && scripts.stream().anyMatch(s -> trial.probe(s).map(Outcome::leaks).orElse(false));
    if (visible) {
      trial.prove(
          candidate(
              table,
              column,
              Severity.ERROR,
              "a session of one tenant can write a row of no tenant, and every other sees it"),
          scripts);
    } else {
      trial.suspect(
          candidate(
              table,
              column,
              Severity.NOTE,
              "a row without a tenant is seen by none, or by all where a policy says or null, and"
                  + " unique and foreign keys do not hold it"));
    }
  }

  private static Candidate candidate(
      Relation table, Column column, Severity severity, String consequence) {
    return Candidate.of(
        table.label() + "." + column.name(),
        Optional.of(table.label()),
        severity,
        "`"
            + column.name()
            + "` of `"
            + table.label()
            + "` may be null: "
            + consequence
            + ". Say alter table "
            + table.sql()
            + " alter column "
            + column.sql()
            + " set not null.");
  }

  /** Whether a check says the same as not null. */
  private static boolean isChecked(Subject subject, Relation table, Column column) {
    return subject
        .catalog()
        .constraintsOf(table)
        .anyMatch(
            c ->
                c.kind() == Constraint.Kind.CHECK
                    && c.definition().contains("(" + column.sql() + " IS NOT NULL)"));
  }

  private static List<AttackScript> scripts(Subject subject, Relation table, Column column) {
    Optional<OwnRow> own = OwnRow.of(subject, table, subject.attacker());
    Optional<String> asItWas = own.flatMap(o -> o.insert(Map.of()));
    Optional<String> changed = own.flatMap(o -> o.insert(Map.of(column.name(), "null")));
    List<AttackScript> scripts = new ArrayList<>();
    if (asItWas.isPresent() && changed.isPresent() && subject.app().has(table, column, "SELECT")) {
      AttackScript.Builder script =
          subject.attack("inserts, as A, a row of no tenant, which B then sees");
      OwnRow.aside(script, List.of("delete from " + table.sql()));
      OwnRow.insertAgain(script, asItWas.get(), changed.get());
      scripts.add(seenByVictim(script, subject, table, column));
    }
    if (subject.app().has(table, column, "UPDATE") && subject.app().has(table, column, "SELECT")) {
      AttackScript.Builder script =
          subject.attack("takes, as A, the tenant from its rows, which B then sees");
      OwnRow.aside(
          script, List.of("delete from " + table.sql() + " where " + column.sql() + " is null"));
      script.attack("update " + table.sql() + " set " + column.sql() + " = null");
      scripts.add(seenByVictim(script, subject, table, column));
    }
    return scripts;
  }

  private static AttackScript seenByVictim(
      AttackScript.Builder script, Subject subject, Relation table, Column column) {
    SessionChange.to(subject.as(subject.victim())).forEach(script::attack);
    return script
        .attack(
            "select "
                + column.sql()
                + ", 'a row of A' as seen from "
                + table.sql()
                + " where "
                + column.sql()
                + " is null")
        .stoppedBy(OwnRow.REFUSALS)
        .build();
  }
}
