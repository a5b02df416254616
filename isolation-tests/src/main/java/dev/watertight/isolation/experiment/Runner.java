package dev.watertight.isolation.experiment;

import dev.watertight.database.world.Tenant;
import dev.watertight.isolation.argument.Recipe;
import dev.watertight.isolation.observation.Observation;
import dev.watertight.isolation.observation.Observer;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Carries out steps on a stage, one after another, and puts its database back afterwards. */
final class Runner implements AutoCloseable {
  private final List<Tenant> tenants;
  private final Observer observer = new Observer();
  private final Worker worker;

  Runner(List<Tenant> tenants, Duration patience) {
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
    List<StepRun> runs = new ArrayList<>();
    Map<String, List<Row>> before = Map.of();
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
    List<Observation> seen = Collections.synchronizedList(new ArrayList<>());
    Recording[] recordings = {new Recording()};
    Instant begin = Instant.now();
    boolean ended;
    try {
      ended =
          worker.does(
              () -> {
                try {
                  recordings[0] =
                      stage.record(
                          tenants.get(step.tenant()).id(), layer -> calls(layer, step, seen));
                } catch (Throwable e) {
                  rethrowIfFatal(e);
                  recordings[0] = stage.recording();
                  // What a call threw was seen already; what the scope threw afterwards was not.
                  if (seen.isEmpty() || !seen.get(seen.size() - 1).failed()) {
                    seen.add(observer.failure(e));
                  }
                }
              });
    } catch (Exception e) {
      throw new IllegalStateException("a step could not be carried out: " + step.operation(), e);
    }
    Instant end = Instant.now();
    if (!ended) {
      database.endOtherSessions();
      seen.add(new Observation.Cut("it did not end in time"));
      recordings[0] = stage.recording();
    }
    if (seen.isEmpty()) {
      seen.add(new Observation.Cut("the work was not done: the layer did not call it"));
    }
    return new StepRun(
        step, List.copyOf(seen), recordings[0], before, database.changed(), begin, end, !ended);
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
