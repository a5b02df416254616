package dev.watertight.isolation.experiment;

import dev.watertight.core.config.ConfigurationException;
import dev.watertight.core.finding.NotAnalysed;
import dev.watertight.core.isolation.Cell;
import dev.watertight.core.isolation.CellResult;
import dev.watertight.core.isolation.Counterexample;
import dev.watertight.core.isolation.IsolationResult;
import dev.watertight.core.isolation.Mutant;
import dev.watertight.core.isolation.OperationResult;
import dev.watertight.database.scratch.MigrationException;
import dev.watertight.database.scratch.ScratchException;
import dev.watertight.isolation.argument.Draw;
import dev.watertight.isolation.argument.Draws;
import dev.watertight.isolation.operation.Found;
import dev.watertight.isolation.operation.Operation;
import dev.watertight.isolation.operation.OperationFinder;
import dev.watertight.isolation.operation.Uncalled;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/**
 * The four-cell experiment on one data layer: opened once, then carried out operation by operation.
 * For one thread at a time.
 */
public final class Experiment implements AutoCloseable {
  /** What is to be told of one operation. */
  public record Outcome(OperationResult result, List<Counterexample> counterexamples) {
    public Outcome {
      counterexamples = List.copyOf(counterexamples);
    }

    private boolean tells(Counterexample other) {
      return counterexamples.stream()
          .anyMatch(c -> c.rule().equals(other.rule()) && c.cell().equals(other.cell()));
    }

    /** What leaked in the cell. */
    public List<Counterexample> in(Cell cell) {
      return counterexamples.stream().filter(c -> c.cell().equals(Optional.of(cell))).toList();
    }
  }

  private final Laboratory laboratory;
  private final List<Operation> operations = new ArrayList<>();
  private final List<Uncalled> uncalled = new ArrayList<>();
  private final Map<String, OperationTrial> trials = new LinkedHashMap<>();
  private final Map<String, Outcome> outcomes = new LinkedHashMap<>();
  private final Draws draws;
  private final List<String> notes = new ArrayList<>();
  private List<Mutant> mutants = List.of();
  private Optional<SQLException> lost = Optional.empty();

  private Experiment(Laboratory laboratory) throws SQLException, ExperimentException {
    this.laboratory = laboratory;
    this.draws = Arguments.of(laboratory);
    find();
  }

  /** Makes the worlds, starts the data layer in each, and finds its operations. */
  public static Experiment open(Plan plan)
      throws IOException,
          SQLException,
          MigrationException,
          ConfigurationException,
          ScratchException,
          ExperimentException {
    Laboratory laboratory = Laboratory.open(plan);
    boolean opened = false;
    try {
      Experiment experiment = new Experiment(laboratory);
      opened = true;
      return experiment;
    } finally {
      if (!opened) {
        laboratory.close();
      }
    }
  }

  private void find() throws SQLException, ExperimentException {
    Stage stage = laboratory.crowded(Cell.BOTH);
    AtomicReference<Found> found = new AtomicReference<>();
    try {
      stage.record(
          laboratory.knowledge().id(0),
          layer -> {
            found.set(
                OperationFinder.find(
                    layer,
                    () -> stage.recording().executions().size(),
                    laboratory.plan().finder()));
            return null;
          });
    } catch (Throwable e) {
      if (e instanceof VirtualMachineError fatal) {
        throw fatal;
      }
      if (found.get() == null) {
        throw new ExperimentException(
            "The data layer cannot be opened for tenant " + laboratory.knowledge().id(0) + ": " + e,
            e);
      }
    }
    if (found.get() == null) {
      throw new ExperimentException(
          "The data layer was opened, and did not call the work that it was given. Return what"
              + " work.apply(layer) returns.");
    }
    laboratory
        .worlds()
        .crowded(Cell.BOTH)
        .restore(laboratory.worlds().crowded(Cell.BOTH).changed());
    List<Operation> all = new ArrayList<>(found.get().operations());
    all.addAll(laboratory.plan().declared());
    uncalled.addAll(found.get().uncalled());
    for (Operation operation : all) {
      Optional<String> leftOut =
          Optional.ofNullable(laboratory.plan().leftOut().get(operation.name()));
      Optional<Uncalled> why =
          leftOut
              .map(reason -> new Uncalled(operation.name(), reason))
              .or(() -> draws.unmakeable(operation));
      if (why.isPresent()) {
        uncalled.add(why.get());
      } else {
        operations.add(operation);
      }
    }
  }

  /** The operations that can be called, in order. */
  public List<Operation> operations() {
    return List.copyOf(operations);
  }

  /** Operations that cannot be called, each with its reason. */
  public List<Uncalled> uncalled() {
    return List.copyOf(uncalled);
  }

  /** Carries out the tries of one operation, unless that was done. */
  public Outcome outcome(Operation operation) throws SQLException {
    Outcome done = outcomes.get(operation.name());
    return done != null ? done : onTheServer(() -> tried(operation));
  }

  /** Something for which the server is needed. */
  @FunctionalInterface
  private interface OnServer<R, E extends Exception> {
    R get() throws SQLException, E;
  }

  /**
   * A server that is gone does not come back: what is asked of it after that would wait, and fail
   * with less to say.
   */
  private <R, E extends Exception> R onTheServer(OnServer<R, E> work) throws SQLException, E {
    if (lost.isPresent()) {
      throw gone(lost.get());
    }
    try {
      return work.get();
    } catch (SQLException e) {
      if (isConnectionLost(e)) {
        lost = Optional.of(e);
        throw gone(e);
      }
      throw e;
    }
  }

  private static boolean isConnectionLost(SQLException e) {
    String state = Objects.requireNonNullElse(e.getSQLState(), "");
    return state.startsWith("08") || state.startsWith("57P");
  }

  private static SQLException gone(SQLException cause) {
    return new SQLException(
        "The scratch PostgreSQL ended in the middle of the tests, so nothing was shown here or after"
            + " this: "
            + cause.getMessage()
            + ". Was it killed, for instance for want of memory? Run the tests again.",
        cause.getSQLState(),
        cause);
  }

  private Outcome tried(Operation operation) throws SQLException {
    OperationTrial trial = new OperationTrial(laboratory, operation, draws);
    trial.run(laboratory.plan().tries(), laboratory.plan().seed());
    trials.put(operation.name(), trial);
    Outcome outcome = new Outcome(trial.result(), counterexamples(trial));
    outcomes.put(operation.name(), outcome);
    return outcome;
  }

  /**
   * Carries out tries of an operation until it breaks the rule in the cell.
   *
   * @return how many were needed; empty where the plan's were not enough
   */
  public Optional<Integer> triesUntil(String rule, Cell cell, Operation operation)
      throws SQLException {
    OperationTrial trial = new OperationTrial(laboratory, operation, draws);
    trial.run(
        laboratory.plan().tries(),
        laboratory.plan().seed(),
        t -> t.triesUntil(rule, cell).isPresent());
    return trial.triesUntil(rule, cell);
  }

  private List<Counterexample> counterexamples(OperationTrial trial) throws SQLException {
    List<Counterexample> all = new ArrayList<>();
    Story story = new Story(laboratory);
    if (trial.kind() != OperationResult.Kind.ACROSS_TENANTS) {
      for (CellTrial cell : trial.cells()) {
        if (cell.cell().mustHold()) {
          for (CellTrial.Leak leak : cell.leaks()) {
            CellTrial.Leak smaller = new Shrinking(laboratory, cell.cell()).smaller(leak);
            // What one of an operation's leaks needs, the others mostly need too.
            SmallerWorld.Smaller shown =
                all.isEmpty()
                    ? new SmallerWorld(laboratory, cell.cell(), smaller).smaller()
                    : new SmallerWorld.Smaller(smaller, Optional.empty());
            all.add(story.of(cell.cell(), shown.leak(), shown.enough()));
          }
        }
      }
      for (OperationTrial.OverFiltering hidden : trial.overFiltering()) {
        all.add(story.of(hidden));
      }
    }
    if (trial.isBlind()) {
      all.add(
          new Counterexample(
              "blind-probe",
              Optional.of(Cell.NEITHER),
              trial.operation().name(),
              "with both layers off nothing leaked, so that nothing leaks with them on says nothing: "
                  + trial
                      .cell(Cell.NEITHER)
                      .failure()
                      .map(failure -> "every call failed, with " + failure)
                      .orElse(
                          "the operation's arguments or the seeded rows do not reach what it does"),
              List.of(),
              List.of(),
              Long.toString(laboratory.plan().seed()),
              ""));
    }
    return all;
  }

  /**
   * Carries out requests of several tenants in many orders and at once, of the operations that were
   * carried out. What leaks is told of the operation.
   *
   * @param orders how many
   * @return what leaked that the operations' own tries had not shown
   * @throws ExperimentException if PgBouncer is there and does not start
   */
  public List<Counterexample> sequences(int orders) throws SQLException, ExperimentException {
    return onTheServer(() -> ordered(orders));
  }

  private List<Counterexample> ordered(int orders) throws SQLException, ExperimentException {
    Sequences sequences = new Sequences(laboratory, List.copyOf(trials.values()), draws);
    List<Counterexample> found = new ArrayList<>();
    for (OperationTrial trial : sequences.run(orders)) {
      Outcome outcome = new Outcome(trial.result(), counterexamples(trial));
      Outcome before = Objects.requireNonNull(outcomes.put(trial.operation().name(), outcome));
      outcome.counterexamples().stream().filter(c -> !before.tells(c)).forEach(found::add);
    }
    sequences.note(orders).ifPresent(notes::add);
    return List.copyOf(found);
  }

  /** Puts faults in, see {@link Mutation}; for the operations that were carried out. */
  public List<Mutant> mutants() throws SQLException {
    if (mutants.isEmpty()) {
      mutants = onTheServer(() -> new Mutation(laboratory, List.copyOf(trials.values())).run());
    }
    return mutants;
  }

  /**
   * Carries out calls one after another in one cell.
   *
   * @param tenants who makes each of them, by place
   * @return what leaked, each in a line
   */
  public List<String> replay(Cell cell, List<Operation> calls, List<Integer> tenants)
      throws SQLException {
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < calls.size(); i++) {
      steps.add(Step.of(tenants.get(i), calls.get(i), new Draw(List.of(), Stream::empty)));
    }
    List<StepRun> crowded = laboratory.crowded(cell, steps);
    Oracles oracles = laboratory.oracles(cell);
    List<Breach> breaches = new ArrayList<>(oracles.of(crowded));
    if (breaches.isEmpty()) {
      breaches.addAll(
          oracles.of(crowded, laboratory.alone(cell, steps.stream().filter(Step::isOwn).toList())));
    }
    return breaches.stream().map(b -> b.rule() + ": " + b.message()).toList();
  }

  /** All that was found, of the operations that were carried out. */
  public IsolationResult result() {
    List<Counterexample> counterexamples = new ArrayList<>();
    outcomes.values().forEach(o -> counterexamples.addAll(o.counterexamples()));
    List<String> all = new ArrayList<>(laboratory.testbed().notes());
    all.addAll(notes);
    for (NotAnalysed gap : laboratory.testbed().notAnalysed()) {
      all.add(gap.reason());
    }
    return new IsolationResult(
        Long.toString(laboratory.plan().seed()),
        outcomes.values().stream().map(Outcome::result).toList(),
        mutants,
        laboratory.ledger().of(uncalled),
        counterexamples,
        all);
  }

  /** Whether the cell of the operation is as it should be. */
  public static boolean isAsItShould(OperationResult result, Cell cell) {
    CellResult.Verdict verdict = result.cell(cell).verdict();
    if (result.kind() == OperationResult.Kind.ACROSS_TENANTS) {
      return true;
    }
    return cell.mustHold()
        ? verdict == CellResult.Verdict.HELD
        : verdict == CellResult.Verdict.LEAKED || result.kind() == OperationResult.Kind.SHARED;
  }

  @Override
  public void close() throws SQLException {
    try {
      laboratory.close();
    } catch (SQLException e) {
      if (lost.isEmpty()) {
        throw e;
      } // Else the databases in it are gone too.
    }
  }
}
