package dev.watertight.analyzer.rules;

import com.google.auto.service.AutoService;
import dev.watertight.analyzer.link.Access;
import dev.watertight.analyzer.scope.Gap;
import dev.watertight.analyzer.scope.Judgement;
import dev.watertight.core.finding.Severity;
import java.util.List;

/** An update can assign the tenant column, so that a row moves to another tenant. */
@AutoService(Rule.class)
public final class MutableTenantColumn extends ScopeRule {
  @Override
  public String name() {
    return "mutable-tenant-column";
  }

  @Override
  List<Gap> gaps(Judgement judgement) {
    return judgement.assigned();
  }

  @Override
  Severity severity(List<Gap> gaps) {
    return Severity.ERROR;
  }

  @Override
  String message(Analysis analysis, Access access, List<Gap> gaps) {
    Gap gap = gaps.get(0);
    return "`"
        + gap.table()
        + "."
        + gap.why()
        + "` is assigned by this update ("
        + access.road()
        + "), so that a row can move to another tenant: leave the tenant column out of"
        + " what an update sets.";
  }
}
