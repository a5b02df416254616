package dev.watertight.analyzer.rules;

import com.google.auto.service.AutoService;
import dev.watertight.analyzer.scope.Gap;
import dev.watertight.analyzer.scope.Judgement;
import dev.watertight.core.finding.Severity;
import java.util.Optional;

/** A row of a tenant-scoped table is inserted, and its tenant column is not the scope's tenant. */
@AutoService(Rule.class)
public final class UnstampedInsert implements Rule {
  @Override
  public String name() {
    return "unstamped-insert";
  }

  @Override
  public Optional<String> offBecause(Analysis analysis) {
    return analysis.offWithoutTables();
  }

  @Override
  public void check(Analysis analysis, Reporter reporter) {
    ScopeFindings.each(
        analysis,
        Judgement::unstamped,
        (access, gaps) -> {
          Gap gap = gaps.get(0);
          reporter.report(
              gap.open() ? Severity.WARNING : Severity.ERROR,
              access.path(),
              access.at(),
              "A row is inserted into `"
                  + gap.table()
                  + "` whose tenant is "
                  + (gap.open() ? "not proven to be" : "not")
                  + " the scope's ("
                  + access.road()
                  + "): "
                  + gap.why()
                  + ". Set the tenant column from the scope, in each row.",
              Optional.of(gap.table()),
              access.member(),
              access.text());
        });
  }
}
