package dev.watertight.analyzer.rules;

import dev.watertight.analyzer.link.Access;
import dev.watertight.analyzer.scope.Gap;
import dev.watertight.analyzer.scope.Judgement;
import dev.watertight.core.finding.Severity;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * A rule about what the statements' own words say of the tenant: one finding for each statement.
 */
abstract class ScopeRule implements Rule {
  @Override
  public Optional<String> offBecause(Analysis analysis) {
    return analysis.offWithoutTables();
  }

  @Override
  public void check(Analysis analysis, Reporter reporter) {
    each(
        analysis,
        (access, gaps) ->
            reporter.report(
                severity(gaps),
                access.path(),
                access.at(),
                message(analysis, access, gaps),
                Optional.of(gaps.get(0).table()),
                access.member(),
                access.text()));
  }

  /** Gives each statement in which the rule finds something wrong. */
  void each(Analysis analysis, BiConsumer<Access, List<Gap>> found) {
    for (Access access : analysis.accesses()) {
      if (!Unscoped.isJudged(analysis, access)) {
        continue;
      }
      List<Gap> gaps =
          Unscoped.uncovered(
              analysis, access, analysis.judgements().of(access).map(this::gaps).orElse(List.of()));
      if (!gaps.isEmpty() && !analysis.marks().excuse(access)) {
        found.accept(access, gaps);
      }
    }
  }

  /** What the rule finds wrong in a statement. */
  abstract List<Gap> gaps(Judgement judgement);

  abstract Severity severity(List<Gap> gaps);

  /** The finding's text, for gaps of which there is at least one. */
  abstract String message(Analysis analysis, Access access, List<Gap> gaps);
}
