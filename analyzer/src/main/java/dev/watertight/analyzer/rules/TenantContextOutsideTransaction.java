package dev.watertight.analyzer.rules;

import com.google.auto.service.AutoService;

/** The tenant's setting is set for the transaction where no transaction is open. */
@AutoService(Rule.class)
public final class TenantContextOutsideTransaction implements Rule {
  @Override
  public String name() {
    return "tenant-context-outside-transaction";
  }

  @Override
  public void check(Analysis analysis, Reporter reporter) {
    reporter.report(analysis.flow().contextOutsideTransactions(), analysis);
  }
}
