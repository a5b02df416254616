package dev.watertight.analyzer.rules;

import dev.watertight.analyzer.link.Access;
import dev.watertight.analyzer.link.TableUse;
import dev.watertight.analyzer.scope.CheckedLoads;
import dev.watertight.analyzer.scope.Gap;
import dev.watertight.analyzer.scope.Judgement;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** The statements that are held to the tenant by their own words, and what is wrong with them. */
final class ScopeFindings {
  private ScopeFindings() {}

  /** Gives each statement in which something of a kind is wrong. */
  static void each(
      Analysis analysis, Function<Judgement, List<Gap>> kind, BiConsumer<Access, List<Gap>> found) {
    CheckedLoads loads = new CheckedLoads(analysis.model().tenantColumns());
    for (Access access : analysis.accesses()) {
      if (!isJudged(analysis, access)) {
        continue;
      }
      List<Gap> gaps =
          analysis
              .judgements()
              .of(access)
              .map(kind)
              .map(g -> g.stream().filter(x -> !isCovered(analysis, access, x)).toList())
              .orElse(List.of());
      if (!gaps.isEmpty()
          && !loads.isChecked(access, analysis.program())
          && !analysis.marks().excuse(access)) {
        found.accept(access, gaps);
      }
    }
  }

  /** Whether something adds the tenant to what the access does with the table. */
  private static boolean isCovered(Analysis analysis, Access access, Gap gap) {
    TableUse use =
        access.tables().stream()
            .filter(t -> t.name().equalsIgnoreCase(gap.table()))
            .findFirst()
            .orElseGet(() -> new TableUse(Optional.empty(), gap.table(), false, access.at()));
    return analysis.filters().uncovered(access, List.of(use)).isEmpty();
  }

  /**
   * Outside the factory a statement is raw, whatever it says; one that is not known is opaque, and
   * reported as that.
   */
  static boolean isJudged(Analysis analysis, Access access) {
    return (analysis.factory().isEmpty() || analysis.factory().contains(access))
        && access.unknown().stream().allMatch(u -> u.what() == Access.Unknown.What.PAGING);
  }
}
