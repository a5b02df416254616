package dev.watertight.isolation;

import dev.watertight.core.isolation.Cell;
import dev.watertight.core.isolation.CellResult;
import dev.watertight.core.isolation.Counterexample;
import dev.watertight.core.isolation.IsolationFiles;
import dev.watertight.core.isolation.IsolationResult;
import dev.watertight.core.isolation.Mutant;
import dev.watertight.isolation.experiment.Experiment;
import dev.watertight.isolation.experiment.ExperimentException;
import dev.watertight.isolation.operation.Operation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/** The experiment as a tree of tests. */
final class IsolationNodes {
  private final Experiment experiment;
  private final Function<IsolationResult, Optional<String>> score;
  private final int orders;
  private final boolean mutants;
  private final Path reports;
  private final String name;

  private IsolationNodes(
      Experiment experiment,
      Function<IsolationResult, Optional<String>> score,
      int orders,
      boolean mutants,
      Path reports,
      String name) {
    this.experiment = experiment;
    this.orders = orders;
    this.score = score;
    this.mutants = mutants;
    this.reports = reports;
    this.name = name;
  }

  static Stream<DynamicNode> of(
      Experiment experiment,
      Function<IsolationResult, Optional<String>> score,
      int orders,
      boolean mutants,
      Path reports,
      String name) {
    return new IsolationNodes(experiment, score, orders, mutants, reports, name).nodes();
  }

  private Stream<DynamicNode> nodes() {
    List<DynamicNode> nodes = new ArrayList<>();
    for (Operation operation : experiment.operations()) {
      nodes.add(
          DynamicContainer.dynamicContainer(
              operation.name(), Stream.of(Cell.values()).map(cell -> test(operation, cell))));
    }
    if (nodes.isEmpty()) {
      nodes.add(DynamicTest.dynamicTest("operations", this::none));
    }
    if (orders > 0) {
      nodes.add(
          DynamicTest.dynamicTest(
              "requests of several tenants in turn and at once", this::sequences));
    }
    if (mutants) {
      nodes.add(DynamicTest.dynamicTest("faults put in on purpose", this::faults));
    }
    nodes.add(DynamicTest.dynamicTest("report", this::report));
    return nodes.stream().onClose(this::close);
  }

  /** What an earlier run found must not pass for what this one finds, should it end early. */
  static void removeTheLastResult(Path reports, String name) {
    try {
      Files.deleteIfExists(reports.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException("The last result cannot be removed: " + e.getMessage(), e);
    }
  }

  private void none() {
    Assertions.fail(
        "No operation of the data layer can be called: "
            + experiment.uncalled()
            + ". Declare operations with IsolationTest.operation(…), or say how arguments are made"
            + " with IsolationTest.generate(…).");
  }

  private DynamicTest test(Operation operation, Cell cell) {
    return DynamicTest.dynamicTest(title(cell), () -> check(operation, cell));
  }

  private static String title(Cell cell) {
    return switch (cell) {
      case BOTH -> "both layers on: holds";
      case APPLICATION_ONLY -> "row-level security off: the code holds by itself";
      case DATABASE_ONLY -> "tenant taken out of the statements: the database holds by itself";
      case NEITHER -> "control, both off: the leak is seen";
    };
  }

  private void check(Operation operation, Cell cell) throws SQLException {
    Experiment.Outcome outcome = experiment.outcome(operation);
    List<Counterexample> here = outcome.in(cell);
    if (!here.isEmpty()) {
      throw new AssertionFailedError(text(here));
    }
    if (outcome.result().statements() == 0 && isNotRun(outcome.result().cell(cell))) {
      throw new TestAbortedException(outcome.result().cell(cell).reason().orElse(""));
    }
    if (!Experiment.isAsItShould(outcome.result(), cell)) {
      CellResult result = outcome.result().cell(cell);
      throw new AssertionFailedError(
          operation.name()
              + " is "
              + result.verdict().key().toLowerCase(Locale.ROOT)
              + " here: "
              + result.reason().orElse("nothing was shown"));
    }
  }

  private static boolean isNotRun(CellResult result) {
    return result.verdict() == CellResult.Verdict.NOT_RUN
        && result.reason().filter(CellResult.NO_STATEMENT::equals).isPresent();
  }

  private static String text(List<Counterexample> counterexamples) {
    StringBuilder text = new StringBuilder();
    for (Counterexample each : counterexamples) {
      text.append(each.rule()).append(": ").append(each.message()).append('\n');
      each.story().forEach(line -> text.append("  ").append(line).append('\n'));
      each.sql().forEach(line -> text.append("    ").append(line).append('\n'));
      if (!each.test().isEmpty()) {
        text.append("  To see it again (seed ").append(each.seed()).append("):\n");
        each.test().lines().forEach(line -> text.append("    ").append(line).append('\n'));
      }
    }
    return text.toString();
  }

  private void sequences() throws SQLException, ExperimentException {
    for (Operation operation : experiment.operations()) {
      experiment.outcome(operation);
    }
    List<Counterexample> found = experiment.sequences(orders);
    if (!found.isEmpty()) {
      throw new AssertionFailedError(text(found));
    }
  }

  private void faults() throws SQLException {
    for (Operation operation : experiment.operations()) {
      experiment.outcome(operation);
    }
    List<Mutant> all = experiment.mutants();
    Optional<String> low = score.apply(experiment.result());
    if (low.isPresent()) {
      throw new AssertionFailedError(low.get());
    }
    if (all.isEmpty()) {
      throw new AssertionFailedError(
          "No fault could be put in: no statement names a tenant, no policy is there, and no context"
              + " is set. If that is so on purpose, call withoutMutants().");
    }
  }

  private void report() throws SQLException, IOException {
    for (Operation operation : experiment.operations()) {
      experiment.outcome(operation);
    }
    IsolationResult result = experiment.result();
    IsolationFiles.write(result, reports, name);
    if (result.operations().stream().allMatch(o -> o.statements() == 0)) {
      throw new AssertionFailedError(
          "No operation executed a statement on the data source that IsolationTest gave: the data"
              + " layer uses another, and nothing was tested.");
    }
  }

  private void close() {
    try {
      experiment.close();
    } catch (SQLException e) {
      throw new IllegalStateException("The scratch database could not be removed", e);
    }
  }
}
