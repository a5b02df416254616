package dev.watertight.database.audit.rules;

import com.google.auto.service.AutoService;
import dev.watertight.core.finding.Severity;
import dev.watertight.database.audit.AttackScript;
import dev.watertight.database.audit.AuditRule;
import dev.watertight.database.audit.Candidate;
import dev.watertight.database.audit.Subject;
import dev.watertight.database.audit.Trial;
import dev.watertight.database.catalog.Column;
import dev.watertight.database.catalog.Function;
import dev.watertight.database.catalog.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A function that PostgreSQL was told never to leak, and that does. */
@AutoService(AuditRule.class)
public final class LeakproofFunction implements AuditRule {
  private static final int MOST_COLUMNS = 4;

  /** What lets a value out of a function by another road than its result. */
  private static final Pattern TELLS =
      Pattern.compile(
          "\\b(raise|insert|update|delete|perform|execute|notify|pg_notify|set_config|dblink\\w*)\\b",
          Pattern.CASE_INSENSITIVE);

  private record Target(Relation table, Column column) {}

  @Override
  public String name() {
    return "leakproof-function";
  }

  @Override
  public void audit(Subject subject, Trial trial) {
    for (Function function : subject.catalog().functions()) {
      if (!function.leakproof()
          || function.extension()
          || !function.kind().equals("function")
          || DefinerCode.isTriggers(function)
          || !subject.app().executes(function)) {
        continue;
      }
      List<Target> targets = targets(subject, function);
      if (!targets.isEmpty()) {
        List<AttackScript> scripts =
            targets.stream().flatMap(t -> scripts(subject, function, t).stream()).toList();
        Tries.judge(trial, candidate(function, targets.get(0).table()), scripts);
      }
    }
  }

  /** Columns that policies guard and that the function takes. */
  private static List<Target> targets(Subject subject, Function function) {
    List<Target> targets = new ArrayList<>();
    for (Relation table : subject.tenantTables()) {
      if (subject.app().isHeldBy(table) && subject.victims(table).isPresent()) {
        table.columns().stream()
            .filter(c -> subject.app().has(table, c, "SELECT"))
            .filter(c -> position(function, c).isPresent())
            .forEach(c -> targets.add(new Target(table, c)));
      }
    }
    return targets.stream().limit(MOST_COLUMNS).toList();
  }

  private static Optional<Integer> position(Function function, Column column) {
    String type = column.type().replaceFirst("\\(.*", "");
    for (int i = 0; i < function.arguments().size(); i++) {
      String argument = function.arguments().get(i);
      if (argument.equals(type)
          || argument.equals("anyelement")
          || (argument.equals("text") && type.startsWith("character"))) {
        return Optional.of(i);
      }
    }
    return Optional.empty();
  }

  private static List<AttackScript> scripts(Subject subject, Function function, Target target) {
    String condition = call(function, target.column()) + " is null";
    List<AttackScript> scripts = new ArrayList<>();
    scripts.add(byError(subject, target, condition));
    if (TELLS.matcher(FunctionReach.text(function)).find()) {
      scripts.add(byCount(subject, function, target, condition));
    }
    return scripts;
  }

  private static String call(Function function, Column column) {
    int at = position(function, column).orElse(0);
    List<String> arguments = new ArrayList<>();
    for (int i = 0; i < function.arguments().size(); i++) {
      arguments.add(i == at ? column.sql() : "null::" + function.arguments().get(i));
    }
    return function.sql() + "(" + String.join(", ", arguments) + ")";
  }

  /** What the function refuses it names; that text comes back before the policy has its say. */
  private static AttackScript byError(Subject subject, Target target, String condition) {
    AttackScript.Builder script =
        prepared(subject, target, "asks by it, and reads B's value in the error");
    return plan(script
            .observe("create temp table loot (seen text)")
            .observe("grant select, insert on pg_temp.loot to public"))
        .attack(
            "do $$ begin perform from "
                + target.table().sql()
                + " where "
                + condition
                + "; exception when others then insert into pg_temp.loot values (sqlerrm); end $$")
        .attack(
            "select seen from pg_temp.loot where "
                + Marks.of(subject, List.of(target.table())).in("seen"))
        .build();
  }

  /**
   * A message cannot be looked at from within, so the server counts how often the function was
   * handed a row of another tenant's: no other row is left.
   */
  private static AttackScript byCount(
      Subject subject, Function function, Target target, String condition) {
    return plan(prepared(
                subject, target, "asks by it, and it is handed B's values, which it gives away")
            .observe("set local track_functions = 'all'"))
        .attack("select from " + target.table().sql() + " where " + condition)
        .observe(
            "select funcname as handed_other_tenants_values, calls from pg_stat_xact_user_functions"
                + " where funcid = '"
                + DefinerCode.signature(function).replace("'", "''")
                + "'::regprocedure and calls > 0")
        .build();
  }

  private static AttackScript.Builder prepared(Subject subject, Target target, String description) {
    AttackScript.Builder script = subject.attack(description);
    Absence.ofAttacker(subject, List.of(target.table())).forEach(script::observe);
    return script;
  }

  private static AttackScript.Builder plan(AttackScript.Builder script) {
    return script
        .attack("set local enable_indexscan = off")
        .attack("set local enable_indexonlyscan = off")
        .attack("set local enable_bitmapscan = off");
  }

  private static Candidate candidate(Function function, Relation table) {
    return Candidate.of(
        function.label(),
        Optional.of(table.label()),
        Severity.ERROR,
        "`"
            + function.label()
            + "` is marked LEAKPROOF, so PostgreSQL runs it on rows of `"
            + table.label()
            + "` before the policy, and it gives away what it was handed. Unmark it: alter function"
            + " "
            + DefinerCode.signature(function)
            + " not leakproof.");
  }
}
