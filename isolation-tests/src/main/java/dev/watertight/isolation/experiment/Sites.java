package dev.watertight.isolation.experiment;

import dev.watertight.isolation.sql.ReadStatement;
import dev.watertight.isolation.sql.StatementReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The places in the code that a fault can be put into. A filter that is built from its parts gives
 * a statement for each combination of them; they are one place, as they are one line of code.
 */
final class Sites {
  /** An operation that reaches a place, and ways to it. */
  record Way(OperationTrial trial, List<List<Step>> scenarios) {}

  /**
   * A part of a statement.
   *
   * @param first one of its statements
   * @param table {@code schema.table}
   * @param text the part, as written
   * @param ordinals by statement, the part's number in it
   */
  record Site(ReadStatement first, String table, String text, Map<String, Integer> ordinals) {}

  private static final int OPERATIONS = 4;
  private static final int WAYS = 24;

  private final StatementReader reader;
  private final List<OperationTrial> trials;
  private final Map<String, List<OperationTrial>> byStatement = new LinkedHashMap<>();

  Sites(StatementReader reader, List<OperationTrial> trials) {
    this.reader = reader;
    this.trials = trials.stream().filter(t -> t.operation().acrossTenants().isEmpty()).toList();
    for (OperationTrial trial : this.trials) {
      trial
          .reached()
          .keySet()
          .forEach(sql -> byStatement.computeIfAbsent(sql, k -> new ArrayList<>()).add(trial));
    }
  }

  /** All statements, each once. */
  List<ReadStatement> statements() {
    return byStatement.keySet().stream().map(reader::read).toList();
  }

  /** The predicates. */
  List<Site> predicates() {
    return sites(
        read ->
            read.predicates().stream()
                .map(
                    p ->
                        new Part(
                            p.table(), p.column() + " " + p.text(), p.text(), p.ordinal(), false))
                .toList());
  }

  /** The stamps. Those of many rows that are inserted at once are written by the same code. */
  List<Site> stamps() {
    return sites(
        read ->
            read.stamps().stream()
                .map(
                    s ->
                        new Part(
                            s.table(),
                            s.column() + " " + s.text(),
                            s.column() + " = " + s.text(),
                            s.ordinal(),
                            true))
                .toList());
  }

  /**
   * @param repeated whether parts with the same key are one place, however many there are
   */
  private record Part(String table, String key, String text, int ordinal, boolean repeated) {}

  private List<Site> sites(Function<ReadStatement, List<Part>> parts) {
    Map<List<Object>, Site> sites = new LinkedHashMap<>();
    for (OperationTrial trial : trials) {
      for (String sql : trial.reached().keySet()) {
        ReadStatement read = reader.read(sql);
        Map<String, Integer> seen = new HashMap<>();
        for (Part part : parts.apply(read)) {
          int which = part.repeated() ? 1 : seen.merge(part.table() + part.key(), 1, Integer::sum);
          List<Object> key =
              List.of(
                  trial.operation().name(),
                  read.kind(),
                  new TreeSet<>(read.tables()),
                  shape(read),
                  part.table(),
                  part.key(),
                  which);
          sites
              .computeIfAbsent(
                  key, k -> new Site(read, part.table(), part.text(), new LinkedHashMap<>()))
              .ordinals()
              .put(sql, part.ordinal());
        }
      }
    }
    // Several operations can share a statement: one fault in it is enough.
    Map<Set<String>, Map<String, Site>> distinct = new LinkedHashMap<>();
    for (Site site : sites.values()) {
      distinct
          .computeIfAbsent(site.ordinals().keySet(), k -> new LinkedHashMap<>())
          .putIfAbsent(site.text() + site.ordinals().values(), site);
    }
    return distinct.values().stream().flatMap(m -> m.values().stream()).toList();
  }

  /** What a statement gives, which tells a page of rows from their count. */
  private static String shape(ReadStatement read) {
    if (read.kind() != ReadStatement.Kind.SELECT) {
      return "";
    }
    String text = read.sql().toLowerCase(Locale.ROOT);
    int from = text.indexOf(" from ");
    return from < 0 ? text : text.substring(0, from);
  }

  /** The ways to a place. */
  List<Way> ways(Set<String> statements) {
    return ways(statements, trial -> true);
  }

  /** Those by operations that ask for more than one thing after the statement. */
  List<Way> longWays(String statement) {
    return ways(
        Set.of(statement),
        trial ->
            trial.reached().keySet().stream()
                    .map(reader::read)
                    .filter(
                        r ->
                            r.kind() != ReadStatement.Kind.TRANSACTION
                                && r.contextSettings().isEmpty())
                    .count()
                > 1);
  }

  private List<Way> ways(Set<String> statements, Predicate<OperationTrial> wanted) {
    Map<OperationTrial, Set<List<Step>>> ways = new LinkedHashMap<>();
    for (String sql : statements) {
      for (OperationTrial trial : byStatement.getOrDefault(sql, List.of())) {
        if (!wanted.test(trial)) {
          continue;
        }
        ways.computeIfAbsent(trial, k -> new LinkedHashSet<>())
            .addAll(Optional.ofNullable(trial.reached().get(sql)).orElse(List.of()));
      }
    }
    return ways.entrySet().stream()
        .limit(OPERATIONS)
        .map(e -> new Way(e.getKey(), e.getValue().stream().limit(WAYS).toList()))
        .toList();
  }
}
