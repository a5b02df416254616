package dev.watertight.analyzer.rules;

import com.google.auto.service.AutoService;

/** The tenant's context or role is changed for a while, and not put back on every way. */
@AutoService(Rule.class)
public final class TenantContextNotRestored implements Rule {
  @Override
  public String name() {
    return "tenant-context-not-restored";
  }

  @Override
  public void check(Analysis analysis, Reporter reporter) {
    reporter.report(analysis.flow().contextsNotRestored(), analysis);
  }
}
