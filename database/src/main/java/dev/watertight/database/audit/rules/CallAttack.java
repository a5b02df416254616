package dev.watertight.database.audit.rules;

import dev.watertight.database.audit.AttackScript;
import dev.watertight.database.audit.Context;
import dev.watertight.database.audit.Subject;
import dev.watertight.database.catalog.Function;
import dev.watertight.database.catalog.Relation;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Attacks by calls of a function: what it gives is searched for the victim's values, compared with
 * what it gives once the victim's rows are gone, and the victim's rows are compared before and
 * after.
 */
final class CallAttack {
  private static final int MOST_CALLS = 24;
  private static final int CALLS_WITHOUT_TENANT = 2;
  private static final int MOST_TABLES = 3;
  private static final Pattern ERROR_CODE =
      Pattern.compile("errcode\\s*(?::=|=)\\s*'(\\w{5})'", Pattern.CASE_INSENSITIVE);

  private final Subject subject;
  private final Function function;
  private final FunctionReach reach;
  private final String[] refusals;

  CallAttack(Subject subject, Function function, FunctionReach reach) {
    this.subject = subject;
    this.function = function;
    this.reach = reach;
    this.refusals = refusals(function);
  }

  /** All of them, the most promising first. */
  List<AttackScript> all() {
    List<AttackScript> scripts = new ArrayList<>();
    int calls = 0;
    for (Call call : Call.of(subject, function, reach, MOST_CALLS)) {
      if (call.hasResult()) {
        Marks marks = Marks.of(subject, reach.tenantTables()).without(call.arguments());
        if (!marks.isEmpty()) {
          scripts.add(values(call, marks, subject.asAttacker()));
          if (calls < CALLS_WITHOUT_TENANT) {
            scripts.add(values(call, marks, subject.empty()));
            scripts.add(values(call, marks, Context.neverSet()));
          }
        }
        scripts.add(difference(call));
      }
      if (!function.volatility().equals("immutable") && !function.volatility().equals("stable")) {
        reach.tenantTables().stream()
            .limit(MOST_TABLES)
            .flatMap(table -> harm(call, table).stream())
            .forEach(scripts::add);
      }
      calls++;
    }
    return scripts.stream().distinct().toList();
  }

  private List<AttackScript> harm(Call call, Relation table) {
    return Harm.to(subject, table).stream()
        .map(
            harm ->
                harm.by(
                    "looks whether B's rows change by a call " + call.shown(),
                    List.of(call.statement()),
                    refusals))
        .toList();
  }

  private AttackScript values(Call call, Marks marks, Context context) {
    return script("looks for B's values in what a call gives, " + call.shown(), context)
        .attack(call.into("pg_temp.shown"))
        .attack("select result from pg_temp.shown where " + marks.in("result"))
        .build();
  }

  private AttackScript difference(Call call) {
    return new Difference(call::into, List.of(), List.of(refusals))
        .script(
            subject,
            "compares what a call gives with what it gives once B's rows are gone, " + call.shown(),
            reach.tenantTables());
  }

  private AttackScript.Builder script(String description, Context context) {
    return AttackScript.as(subject.app().role(), context, description)
        .stoppedBy(refusals)
        .observe("create temp table shown (result text)")
        .observe("grant select, insert on pg_temp.shown to public");
  }

  /** The SQLSTATEs by which a function refuses on purpose: {@code raise}, and no row found. */
  private static String[] refusals(Function function) {
    Set<String> states = new LinkedHashSet<>(List.of("P0001", "P0002"));
    Matcher matcher = ERROR_CODE.matcher(FunctionReach.text(function));
    while (matcher.find()) {
      states.add(matcher.group(1));
    }
    return states.toArray(String[]::new);
  }
}
