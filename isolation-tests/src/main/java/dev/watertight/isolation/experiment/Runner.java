package dev.watertight.isolation.experiment;

import dev.watertight.database.world.Tenant;
import dev.watertight.isolation.argument.Recipe;
import dev.watertight.isolation.observation.Observation;
import dev.watertight.isolation.observation.Observer;
import dev.watertight.isolation.sql.Rewriter;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Carries out steps on a stage, one after another, and puts its database back afterwards. */
final class Runner implements AutoCloseable {
  private final List<Tenant> tenants;
  private final Observer observer = new Observer();
  private final Worker worker;
  private final Duration patience;

  Runner(List<Tenant> tenants, Duration patience) {
    this.patience = patience;
    this.tenants = List.copyOf(tenants);
    this.worker = new Worker(patience);
  }

  /**
   * Carries them out.
   *
   * @param database the stage's own
   * @throws SQLException if the database itself fails
   */
  List<StepRun> run(Stage stage, WorldDatabase database, List<Step> steps) throws SQLException {
    try {
      return run(stage, database, steps, Map.of());
    } catch (CannotRemoveException e) {
      throw new IllegalStateException("nothing was to be removed", e);
    }
  }

  /**
   * Carries them out in a world with fewer rows.
   *
   * @throws CannotRemoveException if the world cannot be without the rows
   */
  List<StepRun> run(
      Stage stage, WorldDatabase database, List<Step> steps, Map<String, List<Row>> removed)
      throws SQLException, CannotRemoveException {
    database.remove(removed);
    List<StepRun> runs = new ArrayList<>();
    Map<String, List<Row>> before = removed.isEmpty() ? Map.of() : database.changed();
    try {
      for (Step step : steps) {
        StepRun run = run(stage, database, step, before);
        runs.add(run);
        before = run.after();
        if (run.hung()) {
          break;
        }
      }
      return runs;
    } finally {
      database.restore(before);
    }
  }

  private StepRun run(Stage stage, WorldDatabase database, Step step, Map<String, List<Row>> before)
      throws SQLException {
    Request request = new Request(stage, step);
    Instant begin = Instant.now();
    boolean ended = done(worker, request);
    Instant end = Instant.now();
    if (!ended) {
      database.endOtherSessions();
      request.brokenOff();
    }
    return request.run(before, database.changed(), begin, end, !ended);
  }

  /**
   * Carries out the steps of several threads at once; which of them changed a row is not known.
   *
   * @param threads the steps of each, one after another
   * @return what came of those that ended
   */
  List<StepRun> atOnce(Stage stage, WorldDatabase database, List<List<Step>> threads)
      throws SQLException {
    List<StepRun> runs = Collections.synchronizedList(new ArrayList<>());
    AtomicBoolean stopped = new AtomicBoolean();
    List<Thread> running = new ArrayList<>();
    for (List<Step> steps : threads) {
      Thread thread = new Thread(() -> inTurn(stage, steps, runs, stopped), "watertight-requests");
      thread.setDaemon(true);
      running.add(thread);
    }
    running.forEach(Thread::start);
    try {
      for (Thread thread : running) {
        thread.join(patience.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (running.stream().anyMatch(Thread::isAlive)) {
      stopped.set(true);
      running.forEach(Thread::interrupt);
      database.endOtherSessions();
    }
    database.restore(database.changed());
    synchronized (runs) {
      return List.copyOf(runs);
    }
  }

  private void inTurn(Stage stage, List<Step> steps, List<StepRun> runs, AtomicBoolean stopped) {
    for (Step step : steps) {
      Request request = new Request(stage, step);
      Instant begin = Instant.now();
      request.run();
      if (stopped.get()) {
        return; // Its database may serve other steps by now.
      }
      runs.add(request.run(Map.of(), Map.of(), begin, Instant.now(), false));
    }
  }

  private static boolean done(Worker worker, Request request) {
    try {
      return worker.does(request::run);
    } catch (Exception e) {
      throw new IllegalStateException(
          "a step could not be carried out: " + request.step.operation(), e);
    }
  }

  /** One step on its way. */
  private final class Request {
    private final Stage stage;
    private final Step step;
    private final List<Observation> seen = Collections.synchronizedList(new ArrayList<>());
    private volatile Recording recording = new Recording();

    Request(Stage stage, Step step) {
      this.stage = stage;
      this.step = step;
    }

    void run() {
      try {
        recording =
            stage.record(
                tenants.get(step.tenant()).id(),
                step.disturbance(),
                layer -> calls(layer, step, seen));
      } catch (Throwable e) {
        rethrowIfFatal(e);
        recording = stage.recording();
        // What a call threw was seen already; what the scope threw afterwards was not.
        if (seen.isEmpty() || !seen.get(seen.size() - 1).failed()) {
          seen.add(observer.failure(e));
        }
      }
    }

    void brokenOff() {
      seen.add(new Observation.Cut("it did not end in time"));
      recording = stage.latest();
    }

    StepRun run(
        Map<String, List<Row>> before,
        Map<String, List<Row>> after,
        Instant begin,
        Instant end,
        boolean hung) {
      if (seen.isEmpty()) {
        seen.add(new Observation.Cut("the work was not done: the layer did not call it"));
      }
      return new StepRun(
          step,
          withoutWritten(List.copyOf(seen), recording),
          recording,
          before,
          after,
          begin,
          end,
          hung);
    }
  }

  /** A message may repeat a statement as it was sent. */
  private static List<Observation> withoutWritten(List<Observation> seen, Recording recording) {
    return recording.executions().stream().allMatch(e -> e.sent().equals(e.original()))
        ? seen
        : seen.stream()
            .map(
                o ->
                    o.withTexts(
                        spot ->
                            spot.kind().equals("failure")
                                ? new Observation.Spot(
                                    spot.path(), Rewriter.withoutWritten(spot.text()), spot.kind())
                                : spot))
            .toList();
  }

  private @Nullable Object calls(Object layer, Step step, List<Observation> seen) {
    Object result = null;
    for (int i = 0; i < step.times(); i++) {
      List<@Nullable Object> arguments = new ArrayList<>();
      for (Recipe recipe : step.draw().arguments()) {
        arguments.add(recipe.materialise());
      }
      try {
        result = step.operation().invoke(layer, arguments);
        // Inside the scope, where a lazy result can still be read.
        seen.add(observer.observe(result));
      } catch (Throwable e) {
        rethrowIfFatal(e);
        seen.add(observer.failure(e));
        throw Runner.<RuntimeException>asIs(e);
      }
    }
    if (step.disturbance().kind() == Disturbance.Kind.ROLLED_BACK) {
      throw new Disturbance.RolledBack();
    }
    return result;
  }

  /** A layer rolls back for a checked exception or does not: it must get what it would get. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <E extends Throwable> E asIs(Throwable e) throws E {
    throw (E) e;
  }

  private static void rethrowIfFatal(Throwable e) {
    if (e instanceof VirtualMachineError fatal && !(e instanceof StackOverflowError)) {
      throw fatal;
    }
  }

  @Override
  public void close() {
    worker.close();
  }
}
