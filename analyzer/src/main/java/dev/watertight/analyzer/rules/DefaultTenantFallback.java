package dev.watertight.analyzer.rules;

import com.google.auto.service.AutoService;
import dev.watertight.analyzer.flow.Found;
import dev.watertight.analyzer.link.Access;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where no tenant could be resolved, a default tenant, or all tenants, is used. */
@AutoService(Rule.class)
public final class DefaultTenantFallback implements Rule {
  @Override
  public String name() {
    return "default-tenant-fallback";
  }

  @Override
  public Optional<String> offBecause(Analysis analysis) {
    return analysis.offWithoutTables();
  }

  @Override
  public void check(Analysis analysis, Reporter reporter) {
    reporter.report(analysis.flow().defaultTenants(), analysis);
    Map<Access, Found> all = analysis.openStatements().fallbacks();
    for (Access access : analysis.accesses()) {
      Optional<Found> found =
          Optional.ofNullable(all.get(access)).or(() -> ofText(analysis, access));
      if (found.isPresent() && !analysis.marks().excuse(access)) {
        reporter.report(List.of(found.get()), analysis);
      }
    }
  }

  private static Optional<Found> ofText(Analysis analysis, Access access) {
    return Unscoped.isJudged(analysis, access)
        ? analysis.flow().defaultTenant(access)
        : Optional.empty();
  }
}
