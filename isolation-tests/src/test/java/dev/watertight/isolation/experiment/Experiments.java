package dev.watertight.isolation.experiment;

import dev.watertight.core.config.Configuration;
import dev.watertight.isolation.DataLayer;
import dev.watertight.isolation.layer.JdbcScope;
import dev.watertight.isolation.operation.FinderOptions;
import dev.watertight.isolation.operation.Operation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Experiments on small data layers over the tests' schema. */
final class Experiments {
  private static final Path SCHEMA = Path.of("src/test/resources/schema");

  private Experiments() {}

  static <T> Experiment onJdbc(Function<JdbcScope, T> layer) throws Exception {
    DataLayer<T> started = dataSource -> JdbcScope.layer(dataSource, layer);
    return on(started, 24);
  }

  static Experiment on(DataLayer<?> layer, int tries) throws Exception {
    return on(SCHEMA, layer, tries);
  }

  static Experiment on(Path schema, DataLayer<?> layer, int tries) throws Exception {
    return Experiment.open(
        new Plan(
            Configuration.defaults(),
            List.of(schema),
            layer,
            7,
            tries,
            3,
            3,
            Duration.ofSeconds(3),
            List.of(),
            Map.of(),
            Map.of(),
            FinderOptions.defaults()));
  }

  /** Carries out all operations, by method name. */
  static Map<String, Experiment.Outcome> outcomes(Experiment experiment) throws Exception {
    Map<String, Experiment.Outcome> outcomes = new LinkedHashMap<>();
    for (Operation operation : experiment.operations()) {
      outcomes.put(operation.methodName(), experiment.outcome(operation));
    }
    return outcomes;
  }
}
