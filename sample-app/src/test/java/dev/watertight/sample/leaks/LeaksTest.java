package dev.watertight.sample.leaks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watertight.core.isolation.Cell;
import dev.watertight.core.isolation.Counterexample;
import dev.watertight.isolation.experiment.Experiment;
import dev.watertight.isolation.operation.Operation;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The isolation tests see each leak, by what should see it, and say nothing of its twin. */
class LeaksTest {
  private static final int TRIES = 10;

  private static Experiment experiment;

  @BeforeAll
  static void open() throws Exception {
    experiment = Experiment.open(Leaks.plan(7, TRIES));
  }

  @AfterAll
  static void close() throws SQLException {
    experiment.close();
  }

  @Test
  void thereAreThirtyAtLeast() {
    assertThat(Leaks.of(experiment)).hasSizeGreaterThanOrEqualTo(30);
    assertThat(experiment.uncalled()).isEmpty();
  }

  @TestFactory
  Stream<DynamicContainer> isFoundAndItsTwinIsNot() {
    return Leaks.of(experiment).stream()
        .map(
            leak -> {
              FoundBy by = Leaks.mark(leak).orElseThrow();
              return DynamicContainer.dynamicContainer(
                  leak.path() + leak.methodName(),
                  List.of(
                      DynamicTest.dynamicTest(
                          "is found by " + Arrays.toString(by.value()), () -> isFound(leak, by)),
                      DynamicTest.dynamicTest(
                          "fixed, holds", () -> holds(Leaks.twin(experiment, leak)))));
            });
  }

  private static void isFound(Operation leak, FoundBy by) throws SQLException {
    Experiment.Outcome outcome = experiment.outcome(leak);

    assertThat(outcome.in(by.in()))
        .as(outcome.toString())
        .extracting(Counterexample::rule)
        .containsAnyOf(Stream.of(by.value()).map(Oracle::rule).toArray(String[]::new));
    if (by.in() == Cell.APPLICATION_ONLY) {
      assertThat(outcome.in(Cell.BOTH).isEmpty()).isEqualTo(!by.otherwiseWithBoth());
    }
  }

  private static void holds(Operation twin) throws SQLException {
    Experiment.Outcome outcome = experiment.outcome(twin);

    assertThat(outcome.counterexamples()).isEmpty();
    assertThat(Cell.values())
        .as(outcome.result().toString())
        .allMatch(cell -> Experiment.isAsItShould(outcome.result(), cell));
  }
}
