package dev.watertight.analyzer.rules;

import dev.watertight.analyzer.flow.Found;
import dev.watertight.analyzer.link.Access;
import dev.watertight.analyzer.link.TableUse;
import dev.watertight.analyzer.scope.Gap;
import dev.watertight.analyzer.scope.Judgement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The statements that are not held to the tenant, each told by one rule: by {@code
 * default-tenant-fallback} where it is so only without a tenant, by {@code object-id-unchecked}
 * where an id from a request reaches it, else by {@code unscoped-query}. What loads a row that is
 * compared before it is used is told by none.
 *
 * @param gaps what is wrong, by the statement
 * @param fallbacks the statements that are so only where no tenant could be resolved
 * @param ids the ways by which ids from requests reach a statement
 */
public record Unscoped(
    Map<Access, List<Gap>> gaps, Map<Access, Found> fallbacks, Map<Access, List<Found>> ids) {
  /** Whether a more precise rule tells it. */
  boolean isToldElsewhere(Access access) {
    return fallbacks.containsKey(access) || ids.containsKey(access);
  }

  /** Remembers what was found. */
  public static final class Once {
    private @Nullable Unscoped known;

    Unscoped of(Analysis analysis) {
      Unscoped found = known;
      if (found == null) {
        found = find(analysis);
        known = found;
      }
      return found;
    }
  }

  private static Unscoped find(Analysis analysis) {
    Map<Access, List<Gap>> gaps = new LinkedHashMap<>();
    for (Access access : analysis.accesses()) {
      List<Gap> each = gaps(analysis, access);
      if (!each.isEmpty() && !analysis.flow().isChecked(access)) {
        gaps.put(access, each);
      }
    }
    Map<Access, String> tables = new LinkedHashMap<>();
    gaps.forEach((access, each) -> tables.put(access, each.get(0).table()));
    Map<Access, Found> fallbacks =
        analysis.configuration().tenant().optional()
            ? Map.of()
            : analysis
                .flow()
                .allTenants(
                    tables, a -> gaps.getOrDefault(a, List.of()).stream().allMatch(Gap::fallsAway));
    tables.keySet().removeAll(fallbacks.keySet());
    return new Unscoped(gaps, fallbacks, analysis.flow().uncheckedIds(tables));
  }

  private static List<Gap> gaps(Analysis analysis, Access access) {
    return isJudged(analysis, access)
        ? uncovered(
            analysis,
            access,
            analysis.judgements().of(access).map(Judgement::unscoped).orElse(List.of()))
        : List.of();
  }

  /** Those of the gaps for which nothing adds the tenant to the access. */
  static List<Gap> uncovered(Analysis analysis, Access access, List<Gap> gaps) {
    return gaps.stream().filter(g -> !isCovered(analysis, access, g)).toList();
  }

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
