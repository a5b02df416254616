package dev.watertight.analyzer.rules;

import com.google.auto.service.AutoService;
import dev.watertight.analyzer.link.Access;
import dev.watertight.analyzer.scope.Gap;
import dev.watertight.analyzer.scope.Judgement;
import dev.watertight.core.finding.Severity;
import dev.watertight.core.tenant.TenantTable;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/** A statement touches a tenant-scoped table without holding its rows to the tenant. */
@AutoService(Rule.class)
public final class UnscopedQuery extends ScopeRule {
  @Override
  public String name() {
    return "unscoped-query";
  }

  @Override
  List<Gap> gaps(Judgement judgement) {
    return judgement.unscoped();
  }

  @Override
  void each(Analysis analysis, BiConsumer<Access, List<Gap>> found) {
    Unscoped unscoped = analysis.openStatements();
    unscoped
        .gaps()
        .forEach(
            (access, gaps) -> {
              if (!unscoped.isToldElsewhere(access) && !analysis.marks().excuse(access)) {
                found.accept(access, gaps);
              }
            });
  }

  @Override
  Severity severity(List<Gap> gaps) {
    return gaps.stream().allMatch(Gap::open) ? Severity.WARNING : Severity.ERROR;
  }

  @Override
  String message(Analysis analysis, Access access, List<Gap> gaps) {
    Gap first = gaps.stream().filter(g -> !g.open()).findFirst().orElse(gaps.get(0));
    String names =
        gaps.stream().map(UnscopedQuery::label).distinct().collect(Collectors.joining(", "));
    return names
        + (gaps.size() == 1 ? " is" : " are")
        + (first.open() ? " not proven to be" : " not")
        + " held to the tenant ("
        + access.road()
        + "): "
        + first.why()
        + ". "
        + cure(analysis, first)
        + ", or explain the access with @AcrossTenants(reason = …).";
  }

  private static String cure(Analysis analysis, Gap gap) {
    Optional<TenantTable> table = analysis.tables().find(Optional.empty(), gap.table());
    if (table.filter(t -> t.tenantColumns().isEmpty()).isPresent()
        && table.get().kind() == TenantTable.Kind.SCOPED) {
      return "It has no tenant column: join it to its parent by its foreign key, and hold that to the"
          + " scope's tenant";
    }
    return "Add a condition that every row must pass, `"
        + gap.alias()
        + "."
        + analysis.model().tenantColumns().stream().findFirst().orElse("the tenant column")
        + " = …` with the scope's tenant";
  }

  private static String label(Gap gap) {
    return gap.alias().equalsIgnoreCase(gap.table())
        ? "`" + gap.table() + "`"
        : "`" + gap.table() + "` as `" + gap.alias() + "`";
  }
}
