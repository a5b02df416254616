package dev.watertight.isolation.experiment;

import dev.watertight.core.isolation.Cell;
import dev.watertight.core.isolation.Counterexample;
import dev.watertight.isolation.argument.Recipe;
import dev.watertight.isolation.jdbc.Execution;
import dev.watertight.isolation.sql.ReadStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Tells a try that leaked: for people, as SQL, and as a test to paste. */
final class Story {
  private static final Set<String> FROM_MEMORY = Set.of(Breach.READ, Breach.INFERENCE);

  private final Laboratory laboratory;

  Story(Laboratory laboratory) {
    this.laboratory = laboratory;
  }

  /**
   * Of a leak.
   *
   * @param enough what it needs, as a sentence
   */
  Counterexample of(Cell cell, CellTrial.Leak leak, Optional<String> enough) {
    Breach breach = leak.breach();
    return of(
        breach.rule(),
        cell,
        leak.steps(),
        leak.runs(),
        breach.message(),
        enough,
        leak.repeatable());
  }

  Counterexample of(OperationTrial.OverFiltering hidden) {
    return of(
        OperationTrial.OverFiltering.RULE,
        hidden.cell(),
        hidden.steps(),
        hidden.runs(),
        hidden.message(),
        Optional.empty(),
        hidden.repeatable());
  }

  private Counterexample of(
      String rule,
      Cell cell,
      List<Step> steps,
      List<StepRun> runs,
      String message,
      Optional<String> enough,
      boolean repeatable) {
    List<String> story = new ArrayList<>();
    story.add(layers(cell));
    for (Step step : steps) {
      story.add(
          "tenant "
              + laboratory.knowledge().label(step.tenant())
              + " ("
              + laboratory.knowledge().id(step.tenant())
              + ") calls "
              + call(step, "layer")
              + (step.times() > 1 ? ", " + step.times() + " times in one scope" : "")
              + step.disturbance().story());
    }
    if (FROM_MEMORY.contains(rule) && runs.stream().noneMatch(this::asks)) {
      story.add(
          "No statement was executed for it: the answer was kept in memory, from an earlier"
              + " request of another tenant.");
    }
    story.add(message);
    enough.ifPresent(story::add);
    Step last = steps.get(steps.size() - 1);
    return new Counterexample(
        rule,
        Optional.of(cell),
        last.operation().name(),
        Optional.of(tenants()),
        message,
        story,
        sql(runs),
        Long.toString(laboratory.plan().seed()),
        repeatable ? test(cell, steps, rule) : "");
  }

  /** Whether the database was asked for anything of a table. */
  private boolean asks(StepRun run) {
    return run.recording().executions().stream()
        .map(e -> laboratory.reader().read(e.original()))
        .anyMatch(r -> !r.tables().isEmpty() || r.kind() == ReadStatement.Kind.OPAQUE);
  }

  private String tenants() {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < laboratory.tenants(); i++) {
      all.add(laboratory.knowledge().label(i) + " = " + laboratory.knowledge().id(i));
    }
    return String.join("; ", all);
  }

  private static String layers(Cell cell) {
    return switch (cell) {
      case BOTH -> "Both layers are on.";
      case APPLICATION_ONLY -> "Row-level security is off: the statements stand alone.";
      case DATABASE_ONLY ->
          "The tenant is taken out of the statements: row-level security stands alone.";
      case NEITHER -> "Both layers are off.";
    };
  }

  private static String call(Step step, String layer) {
    return step.operation()
        .java(layer, step.draw().arguments().stream().map(Recipe::java).toList());
  }

  /** The statements of all steps, with their values. */
  private List<String> sql(List<StepRun> runs) {
    List<String> sql = new ArrayList<>();
    for (StepRun run : runs) {
      sql.add("-- tenant " + laboratory.knowledge().label(run.step().tenant()));
      for (Execution execution : run.recording().executions()) {
        if (laboratory.reader().read(execution.original()).kind()
            != ReadStatement.Kind.TRANSACTION) {
          sql.add(
              execution.sent()
                  + ";"
                  + (execution.binds().isEmpty() ? "" : " -- " + values(execution))
                  + execution.failure().map(f -> " -- failed: " + f.getMessage()).orElse(""));
        }
      }
    }
    return sql;
  }

  private static String values(Execution execution) {
    return execution.binds().stream()
        .map(b -> b.map(v -> "'" + v + "'").orElse("null"))
        .collect(Collectors.joining(", "));
  }

  private String test(Cell cell, List<Step> steps, String rule) {
    StringBuilder test = new StringBuilder();
    test.append("@Test\nvoid ")
        .append(steps.get(steps.size() - 1).operation().methodName())
        .append(rule.startsWith("leak") ? "DoesNotLeak" : "IsSound")
        .append("() {\n  isolation() // the IsolationTest of this class\n      .seed(")
        .append(laboratory.plan().seed())
        .append("L)\n      .in(Cell.")
        .append(cell.name())
        .append(")");
    for (Step step : steps) {
      for (int i = 0; i < step.times(); i++) {
        test.append("\n      .as(")
            .append(step.tenant())
            .append(", layer -> ")
            .append(call(step, "layer"))
            .append(")");
      }
    }
    return test.append("\n      .holds();\n}\n").toString();
  }
}
