package dev.watertight.isolation.experiment;

import dev.watertight.core.isolation.Cell;
import dev.watertight.database.scratch.PgBouncer;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The data layer once more, with a PgBouncer in transaction mode between it and the server. */
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
  private final Map<Cell, Stage> alone = new EnumMap<>(Cell.class);

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
        pooled.alone.put(cell, staging.stage(cell, worlds.alone(cell)));
      }
      started = true;
      return pooled;
    } finally {
      if (!started) {
        pooled.close();
      }
    }
  }

  /** Carries out steps in the presence of the others. */
  List<StepRun> crowded(Cell cell, List<Step> steps) throws SQLException {
    return run(Objects.requireNonNull(crowded.get(cell)), worlds.crowded(cell), steps);
  }

  /** Carries out steps in their absence. */
  List<StepRun> alone(Cell cell, List<Step> steps) throws SQLException {
    return run(Objects.requireNonNull(alone.get(cell)), worlds.alone(cell), steps);
  }

  private List<StepRun> run(Stage stage, WorldDatabase database, List<Step> steps)
      throws SQLException {
    pooler.open(database.database());
    return runner.run(stage, database, steps);
  }

  /** Carries out the steps of several threads at once, in the presence of the others. */
  List<StepRun> atOnce(Cell cell, List<List<Step>> threads) throws SQLException {
    pooler.open(worlds.crowded(cell).database());
    return runner.atOnce(Objects.requireNonNull(crowded.get(cell)), worlds.crowded(cell), threads);
  }

  @Override
  public void close() {
    crowded.values().forEach(Stage::close);
    alone.values().forEach(Stage::close);
    pooler.close();
  }
}
