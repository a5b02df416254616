package dev.watertight.analyzer.rules;

import com.google.auto.service.AutoService;

/** A part of a request becomes the tenant without having come through the verified identity. */
@AutoService(Rule.class)
public final class TenantIdFromRequest implements Rule {
  @Override
  public String name() {
    return "tenant-id-from-request";
  }

  @Override
  public void check(Analysis analysis, Reporter reporter) {
    reporter.report(analysis.flow().tenantsFromRequests(), analysis);
  }
}
