package dev.watertight.analyzer.rules;

import com.google.auto.service.AutoService;
import dev.watertight.analyzer.link.Access;
import dev.watertight.analyzer.scope.Gap;
import dev.watertight.analyzer.scope.Judgement;
import dev.watertight.core.finding.Severity;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A statement touches a tenant-scoped table without holding its rows to the tenant. */
@AutoService(Rule.class)
public final class UnscopedQuery implements Rule {
  @Override
  public String name() {
    return "unscoped-query";
  }

  @Override
  public Optional<String> offBecause(Analysis analysis) {
    return analysis.offWithoutTables();
  }

  @Override
  public void check(Analysis analysis, Reporter reporter) {
    ScopeFindings.each(
        analysis,
        Judgement::unscoped,
        (access, gaps) ->
            reporter.report(
                gaps.stream().allMatch(Gap::open) ? Severity.WARNING : Severity.ERROR,
                access.path(),
                access.at(),
                message(analysis, access, gaps),
                Optional.of(gaps.get(0).table()),
                access.member(),
                access.text()));
  }

  private static String message(Analysis analysis, Access access, List<Gap> gaps) {
    Gap first = gaps.stream().filter(g -> !g.open()).findFirst().orElse(gaps.get(0));
    String names =
        gaps.stream().map(UnscopedQuery::label).distinct().collect(Collectors.joining(", "));
    String column =
        analysis.model().tenantColumns().stream().findFirst().orElse("the tenant column");
    return names
        + (gaps.size() == 1 ? " is" : " are")
        + (first.open() ? " not proven to be" : " not")
        + " held to the tenant ("
        + access.road()
        + "): "
        + first.why()
        + ". Add a condition that every row must pass, `"
        + first.alias()
        + "."
        + column
        + " = …` with the scope's tenant, or explain the access with @AcrossTenants(reason = …).";
  }

  private static String label(Gap gap) {
    return gap.alias().equalsIgnoreCase(gap.table())
        ? "`" + gap.table() + "`"
        : "`" + gap.table() + "` as `" + gap.alias() + "`";
  }
}
