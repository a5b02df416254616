package dev.watertight.sample.leaks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watertight.core.config.ConfigurationReader;
import dev.watertight.core.config.Overrides;
import dev.watertight.core.isolation.Cell;
import dev.watertight.core.isolation.Counterexample;
import dev.watertight.isolation.experiment.Experiment;
import dev.watertight.isolation.experiment.Plan;
import dev.watertight.isolation.operation.FinderOptions;
import dev.watertight.isolation.operation.Operation;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The isolation tests see each leak, by what should see it, and say nothing of its twin. */
class LeaksTest {
  private static Experiment experiment;

  @BeforeAll
  static void open() throws Exception {
    Path configuration = Path.of("watertight.yml");

    experiment =
        Experiment.open(
            new Plan(
                ConfigurationReader.read(
                    Optional.of(configuration), configuration.toString(), Overrides.none()),
                List.of(Path.of("src/main/resources/db/migration"), Path.of("src/test/resources/leaks")),
                LeakyLayer.started(),
                7,
                16,
                4,
                3,
                Duration.ofSeconds(10),
                List.of(),
                Map.of(),
                Map.of(),
                FinderOptions.defaults()));
  }

  @AfterAll
  static void close() throws SQLException {
    experiment.close();
  }

  @Test
  void thereAreThirtyAtLeast() {
    assertThat(leaks().toList()).hasSizeGreaterThanOrEqualTo(30);
    assertThat(experiment.uncalled()).isEmpty();
  }

  @TestFactory
  Stream<DynamicContainer> isFoundAndItsTwinIsNot() {
    return leaks()
        .map(
            leak -> {
              FoundBy found = mark(leak).orElseThrow();
              return DynamicContainer.dynamicContainer(
                  leak.path() + leak.methodName(),
                  List.of(
                      DynamicTest.dynamicTest(
                          "is found by " + found.value(), () -> isFound(leak, found)),
                      DynamicTest.dynamicTest("fixed, holds", () -> holds(twin(leak, found)))));
            });
  }

  private static void isFound(Operation leak, FoundBy found) throws SQLException {
    Experiment.Outcome outcome = experiment.outcome(leak);

    assertThat(outcome.in(found.in()))
        .as(outcome.toString())
        .extracting(Counterexample::rule)
        .contains(found.value().rule());
    if (found.in() == Cell.APPLICATION_ONLY) {
      assertThat(outcome.in(Cell.BOTH).isEmpty()).isEqualTo(!found.otherwiseWithBoth());
    }
  }

  private static void holds(Operation twin) throws SQLException {
    Experiment.Outcome outcome = experiment.outcome(twin);

    assertThat(outcome.counterexamples()).isEmpty();
    assertThat(Cell.values())
        .as(outcome.result().toString())
        .allMatch(cell -> Experiment.isAsItShould(outcome.result(), cell));
  }

  private static Stream<Operation> leaks() {
    return experiment.operations().stream().filter(o -> mark(o).isPresent());
  }

  private static Optional<FoundBy> mark(Operation operation) {
    return Arrays.stream(operation.declaringType().getMethods())
        .filter(m -> m.getName().equals(operation.methodName()))
        .flatMap(m -> Optional.ofNullable(m.getAnnotation(FoundBy.class)).stream())
        .findFirst();
  }

  private static Operation twin(Operation leak, FoundBy found) {
    String name = found.fixed().isEmpty() ? leak.methodName() + "Fixed" : found.fixed();
    return experiment.operations().stream()
        .filter(o -> (o.path() + o.methodName()).equals(leak.path() + name))
        .findFirst()
        .orElseThrow();
  }
}
