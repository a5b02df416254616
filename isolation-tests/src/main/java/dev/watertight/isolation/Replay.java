package dev.watertight.isolation;

import dev.watertight.core.isolation.Cell;
import dev.watertight.isolation.experiment.Experiment;
import dev.watertight.isolation.operation.Operation;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Requests of tenants, one after another, in one cell of the experiment.
 *
 * @param <T> what work is done on
 */
public final class Replay<T> {
  private final Supplier<Experiment> experiments;
  private final Cell cell;
  private final List<Integer> tenants;
  private final List<Operation> calls;

  Replay(
      Supplier<Experiment> experiments, Cell cell, List<Integer> tenants, List<Operation> calls) {
    this.experiments = experiments;
    this.cell = cell;
    this.tenants = List.copyOf(tenants);
    this.calls = List.copyOf(calls);
  }

  /**
   * A further request.
   *
   * @param tenant its place among the seeded: 0 for the one that looks, 1 for the next
   */
  public Replay<T> as(int tenant, Request<T> call) {
    List<Integer> moreTenants = new ArrayList<>(tenants);
    moreTenants.add(tenant);
    List<Operation> moreCalls = new ArrayList<>(calls);
    moreCalls.add(
        Operation.declared(
            "request " + moreTenants.size(), List.of(), (T layer, List<?> none) -> call.on(layer)));
    return new Replay<>(experiments, cell, moreTenants, moreCalls);
  }

  /**
   * One request.
   *
   * @param <T> the data layer's type
   */
  @FunctionalInterface
  public interface Request<T> {
    /** Makes it. */
    @Nullable Object on(T layer) throws Exception;
  }

  /** Makes the requests, and fails where one of them leaks. */
  public void holds() {
    try (Experiment experiment = experiments.get()) {
      List<String> leaks = experiment.replay(cell, calls, tenants);
      if (!leaks.isEmpty()) {
        throw new AssertionError(String.join(System.lineSeparator(), leaks));
      }
    } catch (SQLException e) {
      throw new IllegalStateException("The scratch database failed: " + e.getMessage(), e);
    }
  }
}
