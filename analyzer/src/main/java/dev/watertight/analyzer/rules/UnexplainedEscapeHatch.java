package dev.watertight.analyzer.rules;

import com.google.auto.service.AutoService;
import java.util.Optional;

/** A cross-tenant access marked as intended, with no reason or an expired one. */
@AutoService(Rule.class)
public final class UnexplainedEscapeHatch implements Rule {
  @Override
  public String name() {
    return "unexplained-escape-hatch";
  }

  @Override
  public void check(Analysis analysis, Reporter reporter) {
    for (Mark mark : analysis.marks().all()) {
      if (mark.inherited()) {
        continue;
      }
      mark.fault(analysis.today())
          .ifPresent(
              fault ->
                  reporter.report(
                      mark.path(),
                      mark.at(),
                      "`@" + mark.annotation() + "` on " + mark.element() + " " + fault,
                      Optional.empty(),
                      mark.element(),
                      mark.annotation()));
    }
  }
}
