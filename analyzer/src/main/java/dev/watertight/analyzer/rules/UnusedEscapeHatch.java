package dev.watertight.analyzer.rules;

import com.google.auto.service.AutoService;
import java.util.Optional;

/**
 * A mark that explains an access across tenants where there is none any more. What calls elsewhere
 * is left alone: the access may stand there.
 */
@AutoService(Rule.class)
public final class UnusedEscapeHatch implements Rule {
  @Override
  public String name() {
    return "unused-suppression";
  }

  @Override
  public void check(Analysis analysis, Reporter reporter) {
    if (!analysis.hasScopedTables()) {
      return;
    }
    for (Mark mark : analysis.marks().unused(analysis)) {
      reporter.report(
          mark.path(),
          mark.at(),
          "`@"
              + mark.annotation()
              + "` on "
              + mark.element()
              + " explains nothing: no tenant's table is reached there any more. Left behind, it"
              + " would excuse the next access: remove it.",
          Optional.empty(),
          mark.element(),
          mark.annotation());
    }
  }
}
