package dev.watertight.sample.leaks;

import dev.watertight.core.config.ConfigurationException;
import dev.watertight.core.config.ConfigurationReader;
import dev.watertight.core.config.Overrides;
import dev.watertight.isolation.experiment.Experiment;
import dev.watertight.isolation.experiment.Plan;
import dev.watertight.isolation.operation.FinderOptions;
import dev.watertight.isolation.operation.Operation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The leaky operations of an experiment on {@link LeakyLayer}. */
final class Leaks {
  private static final int TENANTS = 4;
  private static final int ROWS = 3;

  private Leaks() {}

  static Plan plan(long seed, int tries) throws ConfigurationException {
    Path configuration = Path.of("watertight.yml");
    return new Plan(
        ConfigurationReader.read(
            Optional.of(configuration), configuration.toString(), Overrides.none()),
        List.of(Path.of("src/main/resources/db/migration"), Path.of("src/test/resources/leaks")),
        LeakyLayer.started(),
        seed,
        tries,
        TENANTS,
        ROWS,
        Duration.ofSeconds(10),
        List.of(),
        Map.of(),
        Map.of(),
        FinderOptions.defaults());
  }

  static List<Operation> of(Experiment experiment) {
    return experiment.operations().stream().filter(o -> mark(o).isPresent()).toList();
  }

  static Optional<FoundBy> mark(Operation operation) {
    return Arrays.stream(operation.declaringType().getMethods())
        .filter(m -> m.getName().equals(operation.methodName()))
        .flatMap(m -> Optional.ofNullable(m.getAnnotation(FoundBy.class)).stream())
        .findFirst();
  }

  /** The operation that is right where this one leaks. */
  static Operation twin(Experiment experiment, Operation leak) {
    String fixed = mark(leak).map(FoundBy::fixed).orElse("");
    String name = leak.path() + (fixed.isEmpty() ? leak.methodName() + "Fixed" : fixed);
    return experiment.operations().stream()
        .filter(o -> (o.path() + o.methodName()).equals(name))
        .findFirst()
        .orElseThrow();
  }
}
