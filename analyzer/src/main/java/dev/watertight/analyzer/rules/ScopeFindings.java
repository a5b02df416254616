package dev.watertight.analyzer.rules;

import dev.watertight.analyzer.link.Access;
import dev.watertight.analyzer.link.TableUse;
import dev.watertight.analyzer.scope.Gap;
import dev.watertight.analyzer.scope.Judgement;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** The statements that are held to the tenant by their own words, and what is wrong with them. */
final class ScopeFindings {
  private ScopeFindings() {}

  /** Gives each statement in which something of a kind is wrong. */
  static void each(
      Analysis analysis, Function<Judgement, List<Gap>> kind, BiConsumer<Access, List<Gap>> found) {
    for (Access access : analysis.accesses()) {
      if (!isJudged(analysis, access)) {
        continue;
      }
      Set<String> uncovered = new HashSet<>();
      for (TableUse use : analysis.filters().uncovered(access, analysis.scoped(access))) {
        uncovered.add(lower(analysis.spelled(use)));
      }
      Optional<Judgement> judgement =
          uncovered.isEmpty() ? Optional.empty() : analysis.judgements().of(access);
      List<Gap> gaps =
          judgement
              .map(kind)
              .map(g -> g.stream().filter(x -> uncovered.contains(lower(x.table()))).toList())
              .orElse(List.of());
      if (!gaps.isEmpty() && !analysis.marks().excuse(access)) {
        found.accept(access, gaps);
      }
    }
  }

  /**
   * Outside the factory a statement is raw, whatever it says; one that is not known is opaque, and
   * reported as that.
   */
  private static boolean isJudged(Analysis analysis, Access access) {
    return (analysis.factory().isEmpty() || analysis.factory().contains(access))
        && access.unknown().stream().allMatch(u -> u.what() == Access.Unknown.What.PAGING);
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
