package dev.watertight.database.world;

import dev.watertight.database.catalog.Constraint;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Changes the rows of one table until its checks hold and its keys differ. */
final class Repairs {
  private static final int SOLUTIONS = 60;
  private static final int OPTIONS = 48;
  private static final long COMBINATIONS = 150_000;
  private static final int GIVE_UP = 3;

  private final TablePlan plan;
  private final Drafts drafts;
  private final Links links;
  private final ColumnMakers makers;
  private final Evaluation evaluation;

  /** What was found for rows with the same faults: columns, and the option that was taken. */
  private final Map<Set<String>, Map<List<String>, Integer>> patterns = new HashMap<>();

  Repairs(Connection connection, TablePlan plan, Drafts drafts, Links links, ColumnMakers makers) {
    this.plan = plan;
    this.drafts = drafts;
    this.links = links;
    this.makers = makers;
    this.evaluation = new Evaluation(connection, plan);
  }

  /** What is wrong with a row: checks that fail; and its keys, by the key's name. */
  private record State(Set<String> failing, Map<String, List<String>> keys) {}

  /**
   * Repairs the rows of the plan. Rows that cannot be are taken out, but for the first of a tenant,
   * so that the server can say what is wrong with it.
   */
  void all() throws SQLException {
    if (plan.checks().isEmpty() && plan.keys().isEmpty()) {
      return;
    }
    spreadOverPartitions();
    Map<String, Set<List<String>>> taken = new HashMap<>();
    List<Draft> found = drafts.found(plan);
    states(found).forEach(s -> take(taken, s));
    List<Draft> rows = new ArrayList<>(drafts.of(plan));
    List<State> states = states(rows);
    List<Draft> dropped = new ArrayList<>();
    Map<Integer, Integer> failures = new HashMap<>();
    for (int i = 0; i < rows.size(); i++) {
      Draft row = rows.get(i);
      State state = states.get(i);
      if (state.failing.isEmpty() && conflicts(taken, state).isEmpty()) {
        take(taken, state);
        continue;
      }
      Optional<Draft> repaired = Optional.empty();
      if (failures.getOrDefault(row.tenantNumber, 0) < GIVE_UP) {
        repaired = repair(row, state, taken);
      }
      if (repaired.isPresent()) {
        // Rows are known to others by identity: the same row takes the new values.
        row.values.putAll(repaired.get().values);
      } else {
        failures.merge(row.tenantNumber, 1, Integer::sum);
        if (row.row > 0) {
          dropped.add(row);
        }
      }
    }
    drafts.remove(plan, dropped);
  }

  private List<State> states(List<Draft> rows) throws SQLException {
    List<Evaluation.Question> questions = new ArrayList<>();
    plan.checks().forEach(c -> questions.add(question(c)));
    for (TablePlan.Key key : plan.keys()) {
      key.predicate()
          .ifPresent(
              p ->
                  questions.add(
                      new Evaluation.Question(
                          p, Evaluation.As.PREDICATE, Plans.mentioned(plan.table(), p))));
      for (String part : key.parts()) {
        if (isExpression(part)) {
          questions.add(
              new Evaluation.Question(
                  part, Evaluation.As.TEXT, Plans.mentioned(plan.table(), part)));
        }
      }
    }
    List<List<Optional<String>>> answers =
        questions.isEmpty() || rows.isEmpty() ? List.of() : evaluation.answers(rows, questions);
    List<State> states = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      states.add(state(rows.get(i), answers.isEmpty() ? List.of() : answers.get(i)));
    }
    return states;
  }

  private boolean isExpression(String part) {
    return plan.columns().stream().noneMatch(c -> c.name().equals(part));
  }

  private static Evaluation.Question question(TablePlan.Check check) {
    return new Evaluation.Question(check.expression(), Evaluation.As.CHECK, check.columns());
  }

  private State state(Draft row, List<Optional<String>> answers) {
    Set<String> failing = new LinkedHashSet<>();
    int at = 0;
    for (TablePlan.Check check : plan.checks()) {
      if (answers.get(at++).filter("t"::equals).isEmpty()) {
        failing.add(check.name());
      }
    }
    Map<String, List<String>> keys = new LinkedHashMap<>();
    for (TablePlan.Key key : plan.keys()) {
      boolean applies =
          key.predicate().isEmpty() || answers.get(at++).filter("t"::equals).isPresent();
      List<String> values = new ArrayList<>();
      for (String part : key.parts()) {
        Optional<String> value = isExpression(part) ? answers.get(at++) : row.value(part);
        applies &= value.isPresent() || key.nullsEqual();
        values.add(value.map(v -> "=" + v).orElse("null"));
      }
      if (applies && !key.exclusion()) {
        keys.put(key.name(), values);
      }
    }
    return new State(failing, keys);
  }

  private static void take(Map<String, Set<List<String>>> taken, State state) {
    state.keys.forEach((name, key) -> taken.computeIfAbsent(name, k -> new HashSet<>()).add(key));
  }

  private static Set<String> conflicts(Map<String, Set<List<String>>> taken, State state) {
    Set<String> conflicts = new LinkedHashSet<>();
    state.keys.forEach(
        (name, key) -> {
          if (taken.getOrDefault(name, Set.of()).contains(key)) {
            conflicts.add(name);
          }
        });
    return conflicts;
  }

  private Optional<Draft> repair(Draft row, State state, Map<String, Set<List<String>>> taken)
      throws SQLException {
    Set<String> faults = new LinkedHashSet<>(state.failing);
    faults.addAll(conflicts(taken, state));
    Set<String> involved = involved(faults);
    List<Evaluation.Dimension> dimensions = dimensions(row, involved);
    if (dimensions.isEmpty()) {
      return Optional.empty();
    }
    Optional<Draft> same = bySamePattern(row, faults, dimensions, taken);
    if (same.isPresent()) {
      return same;
    }
    List<Evaluation.Question> checks =
        plan.checks().stream()
            .filter(c -> c.columns().stream().anyMatch(involved::contains))
            .map(Repairs::question)
            .toList();
    List<int[]> solutions = evaluation.solutions(row, dimensions, checks, SOLUTIONS);
    List<Draft> candidates = solutions.stream().map(s -> with(row, dimensions, s)).toList();
    List<State> states = states(candidates);
    for (int i = 0; i < candidates.size(); i++) {
      if (states.get(i).failing.isEmpty() && conflicts(taken, states.get(i)).isEmpty()) {
        take(taken, states.get(i));
        Map<List<String>, Integer> pattern = new HashMap<>();
        for (int d = 0; d < dimensions.size(); d++) {
          pattern.put(dimensions.get(d).columns(), solutions.get(i)[d]);
        }
        patterns.put(faults, pattern);
        return Optional.of(candidates.get(i));
      }
    }
    return Optional.empty();
  }

  private Optional<Draft> bySamePattern(
      Draft row,
      Set<String> faults,
      List<Evaluation.Dimension> dimensions,
      Map<String, Set<List<String>>> taken)
      throws SQLException {
    Map<List<String>, Integer> pattern = patterns.getOrDefault(faults, Map.of());
    if (pattern.isEmpty()) {
      return Optional.empty();
    }
    int[] options = new int[dimensions.size()];
    for (int d = 0; d < options.length; d++) {
      options[d] =
          Math.min(
              pattern.getOrDefault(dimensions.get(d).columns(), 0),
              dimensions.get(d).options().size() - 1);
    }
    Draft candidate = with(row, dimensions, options);
    State state = states(List.of(candidate)).get(0);
    if (!state.failing.isEmpty() || !conflicts(taken, state).isEmpty()) {
      return Optional.empty();
    }
    take(taken, state);
    return Optional.of(candidate);
  }

  private static Draft with(Draft row, List<Evaluation.Dimension> dimensions, int[] options) {
    Map<String, Optional<String>> changed = new HashMap<>();
    for (int d = 0; d < options.length; d++) {
      changed.putAll(dimensions.get(d).options().get(options[d]));
    }
    return row.with(changed);
  }

  /** The columns of what is at fault, and of the checks that the same columns are in. */
  private Set<String> involved(Set<String> faults) {
    Set<String> involved = new LinkedHashSet<>();
    for (TablePlan.Check check : plan.checks()) {
      if (faults.contains(check.name())) {
        involved.addAll(check.columns());
      }
    }
    for (TablePlan.Key key : plan.keys()) {
      if (faults.contains(key.name())) {
        involved.addAll(key.columns());
      }
    }
    for (TablePlan.Check check : plan.checks()) {
      if (check.columns().size() > 1 && check.columns().stream().anyMatch(involved::contains)) {
        involved.addAll(check.columns());
      }
    }
    // What a generated column is computed from stands for it.
    plan.generated().stream()
        .filter(g -> involved.remove(g.name()))
        .toList()
        .forEach(
            g -> involved.addAll(Plans.mentioned(plan.table(), g.defaultValue().orElse("null"))));
    return involved;
  }

  private List<Evaluation.Dimension> dimensions(Draft row, Set<String> involved)
      throws SQLException {
    List<Evaluation.Dimension> dimensions = new ArrayList<>();
    Set<String> rest = new LinkedHashSet<>(involved);
    rest.removeAll(row.pinned);
    for (List<Constraint> group : links.groups(plan)) {
      List<String> columns =
          group.stream()
              .flatMap(k -> k.columns().stream())
              .filter(c -> !plan.tenantColumns().contains(c) && !row.pinned.contains(c))
              .distinct()
              .toList();
      boolean moves = columns.stream().anyMatch(rest::contains);
      columns.forEach(rest::remove);
      group.forEach(
          k ->
              k.columns().stream()
                  .filter(row::decided)
                  .filter(plan.tenantColumns()::contains)
                  .forEach(rest::remove));
      if (moves) {
        List<Map<String, Optional<String>>> options = new ArrayList<>();
        options.add(current(row, columns));
        for (Map<String, Optional<String>> option : links.options(row, group)) {
          Map<String, Optional<String>> own = new HashMap<>();
          columns.forEach(c -> own.put(c, option.getOrDefault(c, row.value(c))));
          if (!options.contains(own)) {
            options.add(own);
          }
        }
        dimensions.add(new Evaluation.Dimension(columns, options));
      }
    }
    for (String column : rest) {
      if (plan.columns().stream().anyMatch(c -> c.name().equals(column))) {
        dimensions.add(new Evaluation.Dimension(List.of(column), options(row, column, involved)));
      }
    }
    return trimmed(dimensions);
  }

  private static Map<String, Optional<String>> current(Draft row, List<String> columns) {
    Map<String, Optional<String>> current = new HashMap<>();
    columns.forEach(c -> current.put(c, row.value(c)));
    return current;
  }

  private List<Map<String, Optional<String>>> options(
      Draft row, String column, Set<String> involved) throws SQLException {
    Set<Optional<String>> values = new LinkedHashSet<>();
    values.add(row.value(column));
    if (plan.nullable(column) && !makers.isKey(plan, column)) {
      values.add(Optional.empty());
    }
    if (makers.isKey(plan, column)) {
      for (int shift = 1; shift <= 4; shift++) {
        values.add(makers.value(row, column, row.row + shift * makers.rows(plan)));
      }
    }
    Spot spot = makers.spot(row, column);
    makers.makers(plan, column).forEach(m -> m.make(spot).map(Optional::of).ifPresent(values::add));
    // A check may ask that two columns are the same.
    involved.stream()
        .filter(c -> !c.equals(column) && row.value(c).isPresent())
        .filter(c -> plan.type(c).base().plain().equals(plan.type(column).base().plain()))
        .forEach(c -> values.add(row.value(c)));
    if (plan.nullable(column)) {
      values.add(Optional.empty());
    } else {
      values.remove(Optional.<String>empty());
    }
    Set<String> readable =
        evaluation.readable(column, values.stream().flatMap(Optional::stream).toList());
    return values.stream()
        .filter(v -> v.map(readable::contains).orElse(true))
        .limit(OPTIONS)
        .map(v -> Map.of(column, v))
        .toList();
  }

  private static List<Evaluation.Dimension> trimmed(List<Evaluation.Dimension> dimensions) {
    List<Evaluation.Dimension> trimmed = new ArrayList<>(dimensions);
    while (product(trimmed) > COMBINATIONS) {
      int largest = 0;
      for (int d = 1; d < trimmed.size(); d++) {
        if (trimmed.get(d).options().size() > trimmed.get(largest).options().size()) {
          largest = d;
        }
      }
      Evaluation.Dimension old = trimmed.get(largest);
      trimmed.set(
          largest,
          new Evaluation.Dimension(
              old.columns(), old.options().subList(0, Math.max(1, old.options().size() * 2 / 3))));
    }
    return trimmed;
  }

  private static long product(List<Evaluation.Dimension> dimensions) {
    long product = 1;
    for (Evaluation.Dimension dimension : dimensions) {
      product *= dimension.options().size();
    }
    return product;
  }

  /** The rows of a tenant go to the partitions in turn, as far as their values let them. */
  private void spreadOverPartitions() throws SQLException {
    if (plan.leaves().size() < 2) {
      return;
    }
    Set<String> keys = new LinkedHashSet<>();
    plan.leaves().forEach(l -> keys.addAll(Plans.mentioned(plan.table(), l)));
    for (Draft row : drafts.of(plan)) {
      String leaf = plan.leaves().get(row.row % plan.leaves().size());
      Set<String> columns = Plans.mentioned(plan.table(), leaf);
      List<Evaluation.Dimension> dimensions = new ArrayList<>();
      for (Evaluation.Dimension dimension : dimensions(row, keys)) {
        List<Map<String, Optional<String>>> options = new ArrayList<>(dimension.options());
        if (dimension.columns().size() == 1 && columns.containsAll(dimension.columns())) {
          // First what this partition's own bounds speak of.
          String column = dimension.columns().get(0);
          Spot spot = makers.spot(row, column);
          int at = 0;
          List<String> made =
              CheckMakers.of(plan.type(column), List.of(leaf)).stream()
                  .flatMap(m -> m.make(spot).stream())
                  .toList();
          Set<String> readable = evaluation.readable(column, made);
          for (String each : made) {
            Optional<String> value = Optional.of(each).filter(readable::contains);
            if (value.isPresent() && at < OPTIONS) {
              options.add(++at, Map.of(column, value));
            }
          }
        }
        dimensions.add(new Evaluation.Dimension(dimension.columns(), options));
      }
      if (dimensions.isEmpty()) {
        return;
      }
      List<Evaluation.Question> wanted = new ArrayList<>();
      wanted.add(new Evaluation.Question(leaf, Evaluation.As.PREDICATE, columns));
      plan.checks().stream()
          .filter(c -> c.columns().stream().anyMatch(keys::contains))
          .filter(c -> !c.name().equals("its partitions"))
          .map(Repairs::question)
          .forEach(wanted::add);
      evaluation.solutions(row, trimmed(dimensions), wanted, 1).stream()
          .findFirst()
          .ifPresent(s -> row.values.putAll(with(row, dimensions, s).values));
    }
  }
}
