package dev.watertight.analyzer.rules;

import com.google.auto.service.AutoService;
import java.util.Optional;

/** Tenants' data is cached or held under a key that has no tenant. */
@AutoService(Rule.class)
public final class CacheKeyWithoutTenant implements Rule {
  @Override
  public String name() {
    return "cache-key-without-tenant";
  }

  @Override
  public Optional<String> offBecause(Analysis analysis) {
    return analysis.offWithoutTables();
  }

  @Override
  public void check(Analysis analysis, Reporter reporter) {
    reporter.report(analysis.flow().cachedWithoutTenant(), analysis);
  }
}
