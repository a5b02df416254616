package dev.watertight.database.audit;

import dev.watertight.core.finding.Finding;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One finding for one root cause: the more precise rule keeps it and names the others. */
final class RootCauses {
  private RootCauses() {}

  /**
   * The findings without those that a more precise one on the same table stands for.
   *
   * @param supersedes rule to the less precise rules
   */
  static List<Finding> of(List<Finding> findings, Map<String, List<String>> supersedes) {
    List<Finding> kept = new ArrayList<>();
    for (Finding finding : findings) {
      boolean covered =
          findings.stream()
              .anyMatch(
                  f ->
                      supersedes.getOrDefault(f.rule(), List.of()).contains(finding.rule())
                          && sameTable(f, finding));
      if (covered) {
        continue;
      }
      Set<String> related = new LinkedHashSet<>(finding.related());
      findings.stream()
          .filter(f -> supersedes.getOrDefault(finding.rule(), List.of()).contains(f.rule()))
          .filter(f -> sameTable(finding, f))
          .map(Finding::rule)
          .forEach(related::add);
      kept.add(withRelated(finding, List.copyOf(related)));
    }
    return kept;
  }

  private static boolean sameTable(Finding a, Finding b) {
    return a.location().equals(b.location())
        || (a.table().isPresent() && a.table().equals(b.table()));
  }

  private static Finding withRelated(Finding f, List<String> related) {
    return new Finding(
        f.rule(),
        f.layer(),
        f.severity(),
        f.status(),
        f.message(),
        f.location(),
        f.table(),
        f.fingerprint(),
        related,
        f.flow(),
        f.frame(),
        f.proof(),
        f.suppressed());
  }
}
