package dev.watertight.database.audit;

import dev.watertight.core.finding.Finding;
import dev.watertight.core.finding.Severity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** One finding for one root cause: the more precise rule keeps it and names the others. */
final class RootCauses {
  private RootCauses() {}

  /**
   * The findings without those that a more precise one on the same table stands for.
   *
   * @param supersedes rule to the less precise rules, on the same table
   * @param onObject likewise, on the same object only
   */
  static List<Finding> of(
      List<Finding> findings,
      Map<String, List<String>> supersedes,
      Map<String, List<String>> onObject) {
    Map<String, Set<Finding>> neighbours = neighbours(findings);
    List<Finding> kept = new ArrayList<>();
    for (Finding finding : findings) {
      Set<Finding> near = new LinkedHashSet<>();
      keys(finding).forEach(key -> near.addAll(neighbours.getOrDefault(key, Set.of())));
      if (near.stream().anyMatch(f -> covers(f, finding, supersedes, onObject))) {
        continue;
      }
      Set<String> related = new LinkedHashSet<>(finding.related());
      near.stream()
          .filter(f -> covers(finding, f, supersedes, onObject))
          .map(Finding::rule)
          .forEach(related::add);
      kept.add(finding.withRelated(List.copyOf(related)));
    }
    return kept;
  }

  /** Only findings on one object or one table can stand for each other. */
  private static Map<String, Set<Finding>> neighbours(List<Finding> findings) {
    Map<String, Set<Finding>> neighbours = new HashMap<>();
    for (Finding finding : findings) {
      keys(finding)
          .forEach(key -> neighbours.computeIfAbsent(key, k -> new LinkedHashSet<>()).add(finding));
    }
    return neighbours;
  }

  private static Stream<String> keys(Finding finding) {
    return Stream.concat(
        Stream.of("object " + finding.location().label()),
        finding.table().map(table -> "table " + table).stream());
  }

  private static boolean covers(
      Finding precise,
      Finding other,
      Map<String, List<String>> supersedes,
      Map<String, List<String>> onObject) {
    // Who is denied too much is told nothing of speed by that: a note stands for its own object
    // only.
    return (supersedes.getOrDefault(precise.rule(), List.of()).contains(other.rule())
            && precise.severity() != Severity.NOTE
            && sameTable(precise, other))
        || (onObject.getOrDefault(precise.rule(), List.of()).contains(other.rule())
            && precise.location().equals(other.location()));
  }

  private static boolean sameTable(Finding a, Finding b) {
    return a.location().equals(b.location())
        || (a.table().isPresent() && a.table().equals(b.table()));
  }
}
