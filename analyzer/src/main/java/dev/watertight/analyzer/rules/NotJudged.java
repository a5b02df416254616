package dev.watertight.analyzer.rules;

import dev.watertight.analyzer.link.Access;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Statements of which their road does not say enough to know whether they are scoped. */
public final class NotJudged {
  private NotJudged() {}

  /** Says how many there are, by road; empty if there is none. */
  public static Optional<String> note(Analysis analysis) {
    Map<String, Integer> byRoad = new TreeMap<>();
    for (Access access : analysis.accesses()) {
      if (Unscoped.isJudged(analysis, access)
          && !analysis.filters().uncovered(access, analysis.scoped(access)).isEmpty()
          && analysis.judgements().of(access).isEmpty()) {
        byRoad.merge(access.road(), 1, Integer::sum);
      }
    }
    return byRoad.isEmpty()
        ? Optional.empty()
        : Optional.of(
            byRoad.entrySet().stream()
                .map(e -> e.getValue() + " through " + e.getKey())
                .collect(
                    Collectors.joining(
                        ", ",
                        "the conditions of some statements on tenant tables are not read, so that"
                            + " unscoped-query says nothing of them: ",
                        "")));
  }
}
