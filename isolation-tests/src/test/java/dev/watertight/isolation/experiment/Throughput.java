package dev.watertight.isolation.experiment;

import dev.watertight.core.config.Configuration;
import dev.watertight.core.isolation.Cell;
import dev.watertight.isolation.DataLayer;
import dev.watertight.isolation.argument.Draws;
import dev.watertight.isolation.jdbc.Execution;
import dev.watertight.isolation.layer.JdbcScope;
import dev.watertight.isolation.layer.SafeProjects;
import dev.watertight.isolation.operation.FinderOptions;
import dev.watertight.isolation.operation.Found;
import dev.watertight.isolation.operation.Operation;
import dev.watertight.isolation.operation.OperationFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * Measures what the tries of isolation tests cost beside the statements that they send: the same
 * statements, with the same values and in the same transactions, are sent bare by JDBC in the same
 * run. Writes the page that it is given.
 */
final class Throughput {
  private static final int TRIES = 60;
  private static final int REPETITIONS = 5;

  private Throughput() {}

  /** The page to write. */
  public static void main(String[] arguments) throws Exception {
    DataLayer<SafeProjects> layer = d -> JdbcScope.layer(d, SafeProjects::new);
    Plan plan =
        new Plan(
            Configuration.defaults(),
            List.of(Path.of("src/test/resources/schema")),
            layer,
            7,
            TRIES,
            3,
            3,
            Duration.ofSeconds(30),
            List.of(),
            Map.of(),
            Map.of(),
            FinderOptions.defaults());
    StringBuilder lines = new StringBuilder();
    List<Double> ratios = new ArrayList<>();
    try (Laboratory laboratory = Laboratory.open(plan)) {
      Draws draws = Arguments.of(laboratory);
      List<Operation> operations = operations(laboratory);
      for (int i = 0; i <= REPETITIONS; i++) {
        Part part = new Part(laboratory, draws, operations, i).measured();
        if (i > 0) { // The first one warms up.
          ratios.add(part.ratio());
          lines.append(part.line(i));
        }
      }
    }
    ratios.sort(null);
    Files.writeString(
        Path.of(arguments[0]),
        "# What isolation tests cost beside their statements\n\n"
            + "Written by `./mvnw -Pbenchmark integration-test -pl isolation-tests -am -DskipTests`."
            + " Every operation of a small JDBC layer is tried "
            + TRIES
            + " times in the four cells, in both worlds, with all oracles and the restoring of the"
            + " rows; then the statements that went out are sent once more, by plain JDBC, with the"
            + " same values and in the same transactions, in the same run.\n\n"
            + "| run | statements | tried: a second | bare: a second | tried / bare, wall time |\n"
            + "| ---: | ---: | ---: | ---: | ---: |\n"
            + lines
            + String.format(
                Locale.ROOT,
                "%nMedian: %.2f (aim: at most 1.5).%n",
                ratios.get(ratios.size() / 2)));
    System.exit(0);
  }

  private static List<Operation> operations(Laboratory laboratory) {
    List<Operation> all = new ArrayList<>();
    Stage stage = laboratory.crowded(Cell.BOTH);
    try {
      stage.record(
          laboratory.knowledge().id(0),
          layer -> {
            Found found =
                OperationFinder.find(
                    layer, () -> stage.recording().executions().size(), laboratory.plan().finder());
            all.addAll(found.operations());
            return null;
          });
    } catch (Throwable e) {
      throw new IllegalStateException("the operations of the data layer are not found", e);
    }
    return all;
  }

  /** One run: a cell's statements, transaction by transaction, are kept while it is tried. */
  private static final class Part {
    private final Laboratory laboratory;
    private final Draws draws;
    private final List<Operation> operations;
    private final int number;
    private final List<Bare> sent = new ArrayList<>();
    private long statements;
    private double tried;
    private double bare;

    /** One transaction, and where it went. */
    private record Bare(Cell cell, boolean crowded, List<Execution> executions) {}

    Part(Laboratory laboratory, Draws draws, List<Operation> operations, int number) {
      this.laboratory = laboratory;
      this.draws = draws;
      this.operations = operations;
      this.number = number;
    }

    Part measured() throws SQLException {
      long begin = System.nanoTime();
      Random random = new Random(number);
      for (Operation operation : operations) {
        for (int i = 0; i < TRIES; i++) {
          List<Step> steps = List.of(Step.of(0, operation, draws.draw(operation, random)));
          for (Cell cell : Cell.values()) {
            List<StepRun> crowded = laboratory.crowded(cell, steps);
            List<StepRun> alone = laboratory.alone(cell, steps);
            Oracles oracles = laboratory.oracles(cell);
            oracles.of(crowded);
            oracles.of(crowded, alone);
            keep(cell, true, crowded);
            keep(cell, false, alone);
          }
        }
      }
      tried = (System.nanoTime() - begin) / 1e9;
      begin = System.nanoTime();
      for (boolean crowded : new boolean[] {true, false}) {
        for (Cell cell : Cell.values()) {
          sendBare(cell, crowded);
        }
      }
      bare = (System.nanoTime() - begin) / 1e9;
      return this;
    }

    private void keep(Cell cell, boolean crowded, List<StepRun> runs) {
      for (StepRun run : runs) {
        sent.add(new Bare(cell, crowded, run.recording().executions()));
        statements += run.recording().executions().size();
      }
    }

    private void sendBare(Cell cell, boolean crowded) throws SQLException {
      WorldDatabase database =
          crowded ? laboratory.worlds().crowded(cell) : laboratory.worlds().alone(cell);
      try (Connection connection = laboratory.login(database).getConnection()) {
        connection.setAutoCommit(false);
        for (Bare each : sent) {
          if (each.cell() == cell && each.crowded() == crowded) {
            send(connection, each.executions());
          }
        }
      }
    }

    private static void send(Connection connection, List<Execution> executions)
        throws SQLException {
      for (Execution execution : executions) {
        try (PreparedStatement statement = connection.prepareStatement(execution.sent())) {
          for (int i = 0; i < execution.binds().size(); i++) {
            statement.setObject(i + 1, execution.binds().get(i).orElse(null));
          }
          if (statement.execute()) {
            while (statement.getResultSet().next()) {
              statement.getResultSet().getObject(1);
            }
          }
        } catch (SQLException e) {
          if (execution.failure().isEmpty()) {
            throw e;
          }
          break; // As it did when it was tried.
        }
      }
      // Nothing is kept, so that every transaction finds what the tried one found.
      connection.rollback();
    }

    double ratio() {
      return tried / bare;
    }

    String line(int run) {
      return String.format(
          Locale.ROOT,
          "| %d | %d | %.0f | %.0f | %.2f |%n",
          run,
          statements,
          statements / tried,
          statements / bare,
          ratio());
    }
  }
}
