package dev.watertight.analyzer.rules;

import com.google.auto.service.AutoService;

/** A tenant's scope is opened while another tenant's is open. */
@AutoService(Rule.class)
public final class NestedTenantContext implements Rule {
  @Override
  public String name() {
    return "nested-tenant-context";
  }

  @Override
  public void check(Analysis analysis, Reporter reporter) {
    reporter.report(analysis.flow().nestedContexts(), analysis);
  }
}
