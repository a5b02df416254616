package dev.watertight.database.world;

import dev.watertight.database.catalog.Column;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Chooses for each column the first maker whose values satisfy the checks on it alone. */
final class FirstChoice {
  private final Connection connection;
  private final ColumnMakers makers;
  private final List<Tenant> tenants;

  FirstChoice(Connection connection, ColumnMakers makers, List<Tenant> tenants) {
    this.connection = connection;
    this.makers = makers;
    this.tenants = tenants;
  }

  /** Chooses for the columns of the table that have such checks, tenant columns left out. */
  void of(TablePlan plan, Set<String> without) throws SQLException {
    Map<String, List<Evaluation.Question>> checks = new LinkedHashMap<>();
    for (Column column : plan.columns()) {
      List<Evaluation.Question> own =
          plan.checks().stream()
              .filter(c -> c.columns().equals(Set.of(column.name())))
              .map(c -> new Evaluation.Question(c.expression(), Evaluation.As.CHECK, c.columns()))
              .toList();
      if (!own.isEmpty() && !without.contains(column.name())) {
        checks.put(column.name(), own);
      }
    }
    if (checks.isEmpty()) {
      return;
    }
    Evaluation evaluation = new Evaluation(connection, plan);
    Set<String> satisfied = satisfiedByFirst(evaluation, plan, checks);
    for (Map.Entry<String, List<Evaluation.Question>> column : checks.entrySet()) {
      if (satisfied.contains(column.getKey())) {
        makers.choose(plan, column.getKey(), 0);
      } else {
        choose(evaluation, plan, column.getKey(), column.getValue());
      }
    }
  }

  /** The columns whose first maker is as good as any, all asked for at once. */
  private Set<String> satisfiedByFirst(
      Evaluation evaluation, TablePlan plan, Map<String, List<Evaluation.Question>> checks)
      throws SQLException {
    List<Draft> rows = spots(plan);
    rows.forEach(
        row ->
            checks
                .keySet()
                .forEach(
                    c ->
                        row.values.put(
                            c, makers.makers(plan, c).get(0).make(makers.spot(row, c)))));
    Optional<List<List<Optional<String>>>> answers =
        evaluation.unguarded(rows, checks.values().stream().flatMap(List::stream).toList());
    Set<String> satisfied = new HashSet<>();
    int from = 0;
    for (Map.Entry<String, List<Evaluation.Question>> column : checks.entrySet()) {
      int to = from + column.getValue().size();
      if (answers.isPresent() && isBest(plan, column.getKey(), rows, answers.get(), from, to)) {
        satisfied.add(column.getKey());
      }
      from = to;
    }
    return satisfied;
  }

  private boolean isBest(
      TablePlan plan,
      String column,
      List<Draft> rows,
      List<List<Optional<String>>> answers,
      int from,
      int to) {
    Set<Optional<String>> different = new HashSet<>();
    Set<List<Integer>> places = new HashSet<>();
    for (int i = 0; i < rows.size(); i++) {
      Optional<String> value = rows.get(i).value(column);
      boolean holds =
          answers.get(i).subList(from, to).stream()
              .allMatch(a -> a.filter("t"::equals).isPresent());
      if (!holds || (value.isEmpty() && !makers.given(plan, column))) {
        return false;
      }
      different.add(value);
      places.add(List.of(rows.get(i).tenantNumber, rows.get(i).row));
    }
    return !makers.isKey(plan, column) || different.size() == places.size();
  }

  private List<Draft> spots(TablePlan plan) {
    List<Draft> spots = new ArrayList<>();
    for (int row : new int[] {0, 1, makers.rows(plan) - 1}) {
      for (int t = 0; t < 2; t++) {
        spots.add(new Draft(plan, tenants.get(t), t, row, false));
      }
    }
    return spots;
  }

  private void choose(
      Evaluation evaluation, TablePlan plan, String column, List<Evaluation.Question> checks)
      throws SQLException {
    List<Draft> spots = spots(plan);
    List<Maker> all = makers.makers(plan, column);
    List<Draft> candidates = new ArrayList<>();
    for (Maker maker : all) {
      for (Draft spot : spots) {
        Draft candidate = new Draft(plan, spot.tenant, spot.tenantNumber, spot.row, false);
        candidate.values.put(column, maker.make(makers.spot(spot, column)));
        candidates.add(candidate);
      }
    }
    Set<String> readable =
        evaluation.readable(
            column, candidates.stream().flatMap(c -> c.value(column).stream()).distinct().toList());
    candidates.forEach(
        c -> c.values.computeIfPresent(column, (k, v) -> v.filter(readable::contains)));
    List<List<Optional<String>>> answers = evaluation.answers(candidates, checks);
    int best = -1;
    int bestScore = 0;
    for (int m = 0; m < all.size(); m++) {
      Set<Optional<String>> different = new HashSet<>();
      boolean holds = true;
      for (int s = 0; s < spots.size(); s++) {
        int at = m * spots.size() + s;
        Optional<String> value = candidates.get(at).value(column);
        different.add(value);
        holds &=
            (value.isPresent() || makers.given(plan, column))
                && answers.get(at).stream().allMatch(a -> a.filter("t"::equals).isPresent());
      }
      int score = holds ? 1 + (makers.isKey(plan, column) ? different.size() : 0) : 0;
      if (score > bestScore) {
        best = m;
        bestScore = score;
      }
    }
    if (best >= 0) {
      makers.choose(plan, column, best);
    }
  }
}
