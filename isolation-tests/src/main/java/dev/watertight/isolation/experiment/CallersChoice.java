package dev.watertight.isolation.experiment;

import dev.watertight.isolation.jdbc.Execution;
import dev.watertight.isolation.sql.ReadStatement;
import java.util.List;
import java.util.Set;

/**
 * Whether a call asked for another tenant's rows by an argument, as a filter of a list may: then
 * its tenant hides nothing from itself that it would see without the condition.
 */
final class CallersChoice {
  private final Laboratory laboratory;

  CallersChoice(Laboratory laboratory) {
    this.laboratory = laboratory;
  }

  boolean is(List<StepRun> runs) {
    return runs.stream()
        .anyMatch(run -> run.recording().executions().stream().anyMatch(e -> is(e, run.step())));
  }

  private boolean is(Execution execution, Step step) {
    List<String> own = laboratory.knowledge().ids(step.tenant());
    List<String> conditions =
        laboratory.reader().read(execution.original()).predicates().stream()
            .map(ReadStatement.Predicate::text)
            .toList();
    Set<String> given = Oracles.texts(step);
    if (conditions.stream().anyMatch(c -> given.stream().anyMatch(g -> names(c, g, own)))) {
      return true;
    }
    long bound = conditions.stream().filter(c -> c.contains("?")).count();
    List<String> values =
        execution.binds().stream().flatMap(b -> b.stream()).map(String::valueOf).toList();
    return values.stream().filter(own::contains).count() < bound
        && values.stream().anyMatch(v -> given.contains(v) && !own.contains(v));
  }

  private static boolean names(String condition, String given, List<String> own) {
    return !own.contains(given) && condition.contains("'" + given + "'");
  }
}
