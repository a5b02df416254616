package dev.watertight.analyzer.rules;

import com.google.auto.service.AutoService;
import dev.watertight.analyzer.scope.Gap;
import dev.watertight.analyzer.scope.Judgement;
import dev.watertight.core.finding.Severity;
import java.util.Optional;

/** An update can assign the tenant column, so that a row moves to another tenant. */
@AutoService(Rule.class)
public final class MutableTenantColumn implements Rule {
  @Override
  public String name() {
    return "mutable-tenant-column";
  }

  @Override
  public Optional<String> offBecause(Analysis analysis) {
    return analysis.offWithoutTables();
  }

  @Override
  public void check(Analysis analysis, Reporter reporter) {
    ScopeFindings.each(
        analysis,
        Judgement::assigned,
        (access, gaps) -> {
          Gap gap = gaps.get(0);
          reporter.report(
              Severity.ERROR,
              access.path(),
              access.at(),
              "`"
                  + gap.table()
                  + "."
                  + gap.why()
                  + "` is assigned by this update ("
                  + access.road()
                  + "), so that a row can move to another tenant: leave the tenant column out of"
                  + " what an update sets.",
              Optional.of(gap.table()),
              access.member(),
              access.text());
        });
  }
}
