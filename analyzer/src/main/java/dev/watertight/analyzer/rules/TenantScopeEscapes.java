package dev.watertight.analyzer.rules;

import com.google.auto.service.AutoService;

/** An object that is bound to one tenant is kept where all find it, or handed to another thread. */
@AutoService(Rule.class)
public final class TenantScopeEscapes implements Rule {
  @Override
  public String name() {
    return "tenant-scope-escapes";
  }

  @Override
  public void check(Analysis analysis, Reporter reporter) {
    reporter.report(analysis.flow().escapes(), analysis);
  }
}
