package dev.watertight.database.world;

import dev.watertight.database.catalog.Column;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
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
    Evaluation evaluation = new Evaluation(connection, plan);
    for (Column column : plan.columns()) {
      List<Evaluation.Question> checks =
          plan.checks().stream()
              .filter(c -> c.columns().equals(Set.of(column.name())))
              .map(c -> new Evaluation.Question(c.expression(), Evaluation.As.CHECK, c.columns()))
              .toList();
      if (!checks.isEmpty() && !without.contains(column.name())) {
        choose(evaluation, plan, column.name(), checks);
      }
    }
  }

  private void choose(
      Evaluation evaluation, TablePlan plan, String column, List<Evaluation.Question> checks)
      throws SQLException {
    List<Draft> spots = new ArrayList<>();
    int rows = makers.rows(plan);
    for (int row : new int[] {0, 1, rows - 1}) {
      for (int t = 0; t < 2; t++) {
        spots.add(new Draft(plan, tenants.get(t), t, row, false));
      }
    }
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
