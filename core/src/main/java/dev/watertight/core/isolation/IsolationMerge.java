package dev.watertight.core.isolation;

import dev.watertight.core.isolation.Ledger.Entry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Makes one result of several: of the test classes of a module, or of the modules of a build.
 * Nothing is lost but what one of them answers for another: a mutant that one noticed is killed,
 * and a table that a statement of one names is reached.
 */
public final class IsolationMerge {
  private IsolationMerge() {}

  /**
   * One result of all.
   *
   * @param results at least one
   */
  public static IsolationResult of(List<IsolationResult> results) {
    if (results.size() == 1) {
      return results.get(0);
    }
    return new IsolationResult(
        results.stream().map(IsolationResult::seed).distinct().collect(Collectors.joining(", ")),
        union(results, IsolationResult::operations),
        mutants(results),
        new Ledger(
            entries(results), unreached(results), union(results, r -> r.ledger().uncalled())),
        union(results, IsolationResult::counterexamples),
        union(results, IsolationResult::notes));
  }

  private static <T> List<T> union(
      List<IsolationResult> results, Function<IsolationResult, List<T>> of) {
    return results.stream().map(of).flatMap(Collection::stream).distinct().toList();
  }

  /** Which one it is, among equal ones of one result. */
  private record Same(Mutant mutant, int ordinal) {}

  private static List<Mutant> mutants(List<IsolationResult> results) {
    Map<Same, Mutant> merged = new LinkedHashMap<>();
    for (IsolationResult result : results) {
      Map<Mutant, Integer> ordinals = new HashMap<>();
      for (Mutant mutant : result.mutants()) {
        Mutant fault =
            new Mutant(
                mutant.operator(),
                mutant.statement(),
                mutant.table(),
                mutant.operation(),
                Mutant.Outcome.SURVIVED,
                "");
        Same same = new Same(fault, ordinals.merge(fault, 1, Integer::sum));
        merged.merge(same, mutant, (a, b) -> rank(b) < rank(a) ? b : a);
      }
    }
    return List.copyOf(merged.values());
  }

  /** Killed by one is killed; otherwise the worse outcome stands. */
  private static int rank(Mutant mutant) {
    return switch (mutant.outcome()) {
      case KILLED -> 0;
      case SURVIVED -> 1;
      case MASKED_BY_RLS -> 2;
      case EQUIVALENT -> 3;
    };
  }

  private static List<Entry> entries(List<IsolationResult> results) {
    Map<List<Object>, Entry> first = new LinkedHashMap<>();
    for (IsolationResult result : results) {
      for (Entry entry : result.ledger().entries()) {
        first.putIfAbsent(List.of(entry.statement(), entry.standing(), entry.reason()), entry);
      }
    }
    return List.copyOf(first.values());
  }

  private static List<String> unreached(List<IsolationResult> results) {
    List<String> unreached = new ArrayList<>();
    for (IsolationResult result : results) {
      for (String table : result.ledger().unreachedTables()) {
        boolean reached = results.stream().anyMatch(other -> isNamed(table, other));
        if (!reached && !unreached.contains(table)) {
          unreached.add(table);
        }
      }
    }
    return unreached;
  }

  private static boolean isNamed(String table, IsolationResult by) {
    if (by.ledger().unreachedTables().contains(table)) {
      return false;
    }
    String name = table.substring(table.lastIndexOf('.') + 1).replace("\"", "");
    Pattern word =
        Pattern.compile(
            "(?<![\\w$])" + Pattern.quote(name.toLowerCase(Locale.ROOT)) + "(?![\\w$])");
    return by.ledger().entries().stream()
        .anyMatch(entry -> word.matcher(entry.statement().toLowerCase(Locale.ROOT)).find());
  }
}
