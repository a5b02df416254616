package dev.watertight.analyzer.rules;

import com.google.auto.service.AutoService;
import java.util.Optional;

/**
 * The id of an object comes from a request, and nobody checks whose object it is that is reached by
 * it.
 */
@AutoService(Rule.class)
public final class ObjectIdUnchecked implements Rule {
  @Override
  public String name() {
    return "object-id-unchecked";
  }

  @Override
  public Optional<String> offBecause(Analysis analysis) {
    return analysis.offWithoutTables();
  }

  @Override
  public void check(Analysis analysis, Reporter reporter) {
    analysis
        .openStatements()
        .ids()
        .forEach(
            (access, found) -> {
              if (!analysis.marks().excuse(access)) {
                reporter.report(found, analysis);
              }
            });
  }
}
