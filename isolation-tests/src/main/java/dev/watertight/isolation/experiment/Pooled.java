package dev.watertight.isolation.experiment;

import dev.watertight.core.isolation.Cell;
import dev.watertight.database.scratch.PgBouncer;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The data layer once more, with a PgBouncer in transaction mode between it and the server: in the
 * presence of the other tenants alone.
 */
final class Pooled implements AutoCloseable {
  /** Where a tenant's context matters. */
  static final List<Cell> CELLS = List.of(Cell.BOTH, Cell.DATABASE_ONLY);

  /** Starts the data layer on a database of a cell. */
  @FunctionalInterface
  interface Staging {
    Stage stage(Cell cell, WorldDatabase database) throws ExperimentException;
  }

  private final PgBouncer pooler;
  private final Worlds worlds;
  private final Runner runner;
  private final Map<Cell, Stage> crowded = new EnumMap<>(Cell.class);

  private Pooled(PgBouncer pooler, Worlds worlds, Runner runner) {
    this.pooler = pooler;
    this.worlds = worlds;
    this.runner = runner;
  }

  /** Starts the data layer; the pooler is closed with it, or where that fails. */
  static Pooled start(PgBouncer pooler, Worlds worlds, Runner runner, Staging staging)
      throws ExperimentException {
    Pooled pooled = new Pooled(pooler, worlds, runner);
    boolean started = false;
    try {
      for (Cell cell : CELLS) {
        pooled.crowded.put(cell, staging.stage(cell, worlds.crowded(cell)));
      }
      started = true;
      return pooled;
    } finally {
      if (!started) {
        pooled.close();
      }
    }
  }

  /** Carries out steps one after another. */
  List<StepRun> inTurn(Cell cell, List<Step> steps) throws SQLException, ExperimentException {
    open(cell);
    return runner.run(stage(cell), worlds.crowded(cell), steps);
  }

  /** Carries out the steps of several threads at once. */
  List<StepRun> atOnce(Cell cell, List<List<Step>> threads)
      throws SQLException, ExperimentException {
    open(cell);
    return runner.atOnce(stage(cell), worlds.crowded(cell), threads);
  }

  private Stage stage(Cell cell) {
    return Objects.requireNonNull(crowded.get(cell));
  }

  private void open(Cell cell) throws ExperimentException {
    try {
      pooler.open(worlds.crowded(cell).database());
    } catch (SQLException e) {
      throw new ExperimentException(
          "PgBouncer, which stands before the scratch PostgreSQL, does not answer: "
              + e.getMessage()
              + ". To go without it, set -D"
              + PgBouncer.PROPERTY
              + "=none.",
          e);
    }
  }

  @Override
  public void close() {
    crowded.values().forEach(Stage::close);
    pooler.close();
  }
}
