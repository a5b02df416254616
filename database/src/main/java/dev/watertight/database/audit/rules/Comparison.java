package dev.watertight.database.audit.rules;

import dev.watertight.core.finding.Severity;
import dev.watertight.database.audit.AttackScript;
import dev.watertight.database.audit.Candidate;
import dev.watertight.database.audit.Outcome;
import dev.watertight.database.audit.Subject;
import dev.watertight.database.audit.Trial;
import dev.watertight.database.catalog.Identifier;
import dev.watertight.database.catalog.Policy;
import dev.watertight.database.catalog.Relation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Measures what reading A's rows costs with a table as it is and with one fault put right. Tables
 * with the same policies and indexes are measured once. Work is counted, not timed, so that two
 * audits say the same.
 */
final class Comparison {
  private static final String OVER_TEN = "over 10 times";

  /** What is counted. */
  enum Counted {
    /** Rows of the table that the plan looks at. */
    ROWS("rows"),
    /** Rows for which a filter calls one of the named functions. */
    EVALUATIONS("evaluations"),
    /** Calls of the schema's own functions. */
    CALLS("calls");

    private final String key;

    Counted(String key) {
      this.key = key;
    }
  }

  /**
   * A fault, and how to put it right on the copy.
   *
   * @param functions the functions whose evaluations are counted
   * @param before done first, to the fault and to its twin alike
   * @param fix what puts it right
   */
  record Fault(
      String description,
      Counted counted,
      List<String> functions,
      List<String> before,
      List<String> fix) {}

  private record Measured(Relation table, AttackScript script, Optional<Outcome> outcome) {}

  private final Subject subject;
  private final Trial trial;
  private final Map<String, Measured> shapes = new HashMap<>();

  Comparison(Subject subject, Trial trial) {
    this.subject = subject;
    this.trial = trial;
  }

  /** Measures, unless a table of the same shape was, and reports. */
  void report(SpeedCopy copy, String object, String message, Fault fault) {
    Measured measured =
        shapes.computeIfAbsent(
            shape(copy),
            k -> {
              AttackScript script = script(copy, fault);
              return new Measured(copy.table(), script, trial.probe(script));
            });
    boolean first = measured.table().equals(copy.table());
    Severity severity =
        measured.outcome().filter(o -> o.text().contains(OVER_TEN)).isPresent()
            ? Severity.WARNING
            : Severity.NOTE;
    Candidate candidate =
        Candidate.of(object, Optional.of(copy.table().label()), severity, message);
    if (measured.outcome().isEmpty()) {
      trial.suspect(candidate);
    } else if (first || measured.outcome().get().kind() != Outcome.Kind.STOPPED) {
      trial.judge(candidate, measured.script(), measured.outcome().get());
    }
  }

  private String shape(SpeedCopy copy) {
    Relation table = copy.table();
    String policies =
        copy.policies().stream()
            .map(p -> p.permissive() + p.using().orElse(""))
            .collect(Collectors.joining("\n"));
    String indexes =
        subject
            .catalog()
            .indexesOf(table)
            .filter(
                i ->
                    subject.tenantColumns(table).stream()
                        .anyMatch(c -> i.keys().get(0).equals(c.name())))
            .map(i -> i.keys().get(0) + i.predicate().orElse(""))
            .distinct()
            .sorted()
            .collect(Collectors.joining(","));
    return String.join(
        "\n",
        policies.replace(table.name() + ".", "."),
        indexes,
        subject.tenantColumns(table).stream()
            .map(c -> c.name() + " " + c.type())
            .collect(Collectors.joining(",")),
        Boolean.toString(table.rls()));
  }

  private AttackScript script(SpeedCopy copy, Fault fault) {
    AttackScript.Builder script =
        subject.attack(
            fault.description()
                + ": reads A's rows from a copy of "
                + copy.table().label()
                + " with "
                + SpeedCopy.ROWS
                + " rows of "
                + SpeedCopy.TENANTS
                + " tenants, as it is and fixed");
    copy.make(script);
    script
        .observe("set local max_parallel_workers_per_gather = 0")
        .observe("set local jit = off")
        .observe("set local track_functions = 'all'")
        .observe(function(copy.table(), fault.functions()));
    fault.before().forEach(script::observe);
    String where =
        subject.app().isHeldBy(copy.table())
            ? ""
            : subject.attackers(copy.table()).map(c -> " where " + c).orElse("");
    String query = Identifier.literal("select count(*) from " + copy.sql() + where);
    script.attack(measure("as_is", query));
    fault.fix().forEach(script::observe);
    script.attack(measure("fixed", query));
    return script.observe(seen(fault.counted())).build();
  }

  private static String measure(String name, String query) {
    return "select set_config('watertight."
        + name
        + "', pg_temp.watertight_work("
        + query
        + ")::text, true) is not null as measured";
  }

  /** The work of a query, three times over for the sake of the fastest time. */
  private static String function(Relation table, List<String> functions) {
    String called =
        functions.isEmpty()
            ? "^$"
            : functions.stream()
                .map(f -> f.replaceAll("^.*\\.", "").replaceAll("[^\\w]", "."))
                .collect(Collectors.joining("|", "\\m(", ")\\("));
    return """
    create function pg_temp.watertight_work(query text) returns jsonb language plpgsql as $$
    declare
      before bigint := (select coalesce(sum(calls), 0) from pg_stat_xact_user_functions
        where schemaname !~ '^pg_temp');
      plan jsonb;
      fastest numeric;
    begin
      for i in 1 .. 3 loop
        execute 'explain (analyze, timing off, format json) ' || query into plan;
        fastest := least(fastest, (plan -> 0 ->> 'Execution Time')::numeric);
      end loop;
      return (
        select jsonb_build_object(
          'plan', string_agg(concat_ws(', ', n ->> 'Node Type',
            'index condition ' || left(n ->> 'Index Cond', 80),
            'filter ' || left(n ->> 'Filter', 80)), '; '),
          'rows', round(sum(r)),
          'evaluations', coalesce(round(sum(r) filter (where n ->> 'Filter' ~ %s)), 0),
          'calls', round(((select coalesce(sum(calls), 0) from pg_stat_xact_user_functions
            where schemaname !~ '^pg_temp') - before) / 3.0),
          'time', fastest)
        from jsonb_path_query(plan, 'strict $.**') n,
          lateral (select (n ->> 'Actual Loops')::numeric * ((n ->> 'Actual Rows')::numeric
            + coalesce((n ->> 'Rows Removed by Filter')::numeric, 0)
            + coalesce((n ->> 'Rows Removed by Index Recheck')::numeric, 0)) as r) work
        where jsonb_typeof(n) = 'object' and n ->> 'Relation Name' = %s);
    end $$\
    """
        .formatted(Identifier.literal(called), Identifier.literal(table.name()));
  }

  /** Where calls are wrapped the time decides, with a margin: a call may be cheap or dear. */
  private static String seen(Counted counted) {
    String a = "(a->>'" + counted.key + "')::numeric";
    String f = "greatest((f->>'" + counted.key + "')::numeric, 1)";
    String slow =
        counted == Counted.EVALUATIONS
            ? "(a->>'time')::numeric > 15 * (f->>'time')::numeric"
            : a + " > 10 * " + f;
    return """
    select a->>'plan' as "as it is", %s as "%s", f->>'plan' as "fixed", %s as "%s, fixed",
      case when %s then '%s' else 'less than 10 times' end as "slower"
    from (select current_setting('watertight.as_is')::jsonb as a,
      current_setting('watertight.fixed')::jsonb as f) w where %s > 2 * %s\
    """
        .formatted(a, counted.key, f, counted.key, slow, OVER_TEN, a, f);
  }

  /** Statements that put other expressions in the place of the copy's policies. */
  static List<String> replaced(
      SpeedCopy copy, java.util.function.Function<Policy, String> expression) {
    return copy.policies().stream()
        .flatMap(
            p -> java.util.stream.Stream.of(copy.without(p), copy.policy(p, expression.apply(p))))
        .toList();
  }
}
