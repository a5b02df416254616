package dev.watertight.analyzer.rules;

import com.google.auto.service.AutoService;
import dev.watertight.analyzer.link.Access;
import dev.watertight.analyzer.scope.Gap;
import dev.watertight.analyzer.scope.Judgement;
import dev.watertight.core.finding.Severity;
import java.util.List;

/** A row of a tenant-scoped table is inserted, and its tenant column is not the scope's tenant. */
@AutoService(Rule.class)
public final class UnstampedInsert extends ScopeRule {
  @Override
  public String name() {
    return "unstamped-insert";
  }

  @Override
  List<Gap> gaps(Judgement judgement) {
    return judgement.unstamped();
  }

  @Override
  Severity severity(List<Gap> gaps) {
    return gaps.get(0).open() ? Severity.WARNING : Severity.ERROR;
  }

  @Override
  String message(Analysis analysis, Access access, List<Gap> gaps) {
    Gap gap = gaps.get(0);
    return "A row is inserted into `"
        + gap.table()
        + "` whose tenant is "
        + (gap.open() ? "not proven to be" : "not")
        + " the scope's ("
        + access.road()
        + "): "
        + gap.why()
        + ". Set the tenant column from the scope, in each row.";
  }
}
