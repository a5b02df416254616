package dev.watertight.isolation.sql;

import dev.watertight.isolation.sql.Scope.Occurrence;
import dev.watertight.isolation.sql.SqlSchema.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.sf.jsqlparser.schema.Column;

/** What was found in one statement so far. */
final class Findings {
  final Source source;
  final Set<Table> tables = new LinkedHashSet<>();
  final Set<PredicateSite> predicates = new LinkedHashSet<>();
  final List<StampSite> stamps = new ArrayList<>();
  final List<Occurrence> occurrences = new ArrayList<>();
  private final Set<Integer> seen = new HashSet<>();
  private Optional<String> problem = Optional.empty();
  boolean writes;

  Findings(Source source) {
    this.source = source;
  }

  /** The statement is not understood. The first reason counts. */
  void problem(String reason) {
    if (problem.isEmpty()) {
      problem = Optional.of(reason);
    }
  }

  Optional<String> problem() {
    return problem;
  }

  /** A mention of a column was understood. */
  void seen(Column column) {
    source
        .place(column)
        .flatMap(place -> source.from(place, column))
        .ifPresent(range -> seen.add(range.end() - 1));
  }

  /** A comparison of a tenant column that nobody looked at would be a condition that stays. */
  void mindUnseen() {
    Set<String> names = new HashSet<>();
    for (Table table : tables) {
      table.tenantColumns().forEach(column -> names.add(Scope.key(column)));
    }
    for (int i = 0; i < source.tokens().size(); i++) {
      Token token = source.tokens().get(i);
      if (token.isName()
          && names.contains(Scope.key(token.text()))
          && isCompared(i)
          && !seen.contains(i)) {
        problem("the comparison of " + token.text() + " is in a place that is not understood");
      }
    }
  }

  private boolean isCompared(int index) {
    int before = index - 1;
    while (source.isAt(before, ".")) {
      before -= 2;
    }
    return source.isAt(index + 1, "=") || source.isAt(index + 1, "in") || source.isAt(before, "=");
  }

  /**
   * Where a predicate stands.
   *
   * @param whole the comparison
   * @param column the tenant column in it, as written
   * @param members where rows are compared, what the tenant column is compared with in each
   * @param alternative how it becomes an alternative to its neighbour
   */
  record PredicateSite(
      Table table,
      String alias,
      String column,
      Span whole,
      Span columnSpan,
      List<Span> members,
      Optional<Alternative> alternative) {}

  /** A condition, AND and a condition, of which one is the predicate. */
  record Alternative(int start, Span and, int end) {}

  /** Where a tenant column's new value stands. */
  record StampSite(Table table, String column, Span value) {}
}
