package dev.watertight.isolation.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watertight.core.isolation.Cell;
import dev.watertight.core.isolation.CellResult;
import dev.watertight.core.isolation.Counterexample;
import dev.watertight.database.scratch.PgBouncer;
import dev.watertight.isolation.DataLayer;
import dev.watertight.isolation.layer.HastyProjects;
import dev.watertight.isolation.layer.JdbcScope;
import dev.watertight.isolation.layer.NumberedNotes;
import dev.watertight.isolation.layer.SafeProjects;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.Assumptions;
import org.junit.jupiter.api.Test;

class SequencesTest {
  private static final int ORDERS = 30;

  @Test
  void aContextThatIsLeftWhereARequestFailsIsFound() throws Exception {
    try (Experiment experiment =
        Experiments.on((DataLayer<HastyProjects>) HastyProjects::forgetfulWhenItFails, 12)) {
      assertThat(Experiments.outcomes(experiment).get("names").counterexamples()).isEmpty();

      List<Counterexample> found = experiment.sequences(ORDERS);

      assertThat(found).extracting(Counterexample::rule).contains("context-bleed");
      assertThat(found.get(0).story())
          .anyMatch(line -> line.contains("it is rolled back") || line.contains("another of its"));
      assertThat(experiment.result().operations().get(0).cell(Cell.BOTH).verdict())
          .isEqualTo(CellResult.Verdict.LEAKED);
    }
  }

  @Test
  void aTenantThatThreadsShareIsFoundWhereTheyRunAtOnce() throws Exception {
    try (Experiment experiment =
        Experiments.on((DataLayer<HastyProjects>) HastyProjects::sharedByAllThreads, 12)) {
      assertThat(Experiments.outcomes(experiment).get("names").counterexamples()).isEmpty();

      assertThat(experiment.sequences(ORDERS))
          .anyMatch(
              c ->
                  c.rule().equals("leak-read")
                      && c.cell().filter(Cell.APPLICATION_ONLY::equals).isPresent()
                      && c.message().endsWith("while requests of other tenants ran at once"));
    }
  }

  @Test
  void aSafeLayerHoldsWhateverGoesWrong() throws Exception {
    try (Experiment experiment = Experiments.onJdbc(SafeProjects::new)) {
      Experiments.outcomes(experiment);

      assertThat(experiment.sequences(ORDERS)).isEmpty();

      assertThat(experiment.result().notes())
          .anyMatch(
              note ->
                  note.contains("288 requests of 3 tenants")
                      && note.contains("lost their connection")
                      && !note.contains("differed by themselves"));
    }
  }

  @Test
  void aContextOfTheSessionIsFoundWhereAPoolerIsBetween() throws Exception {
    assumePgBouncer();
    try (Experiment experiment =
        Experiments.on((DataLayer<HastyProjects>) HastyProjects::tidyOnItsOwnConnection, 12)) {
      assertThat(Experiments.outcomes(experiment).get("names").counterexamples()).isEmpty();

      List<Counterexample> found = experiment.sequences(ORDERS);

      assertThat(found)
          .isNotEmpty()
          .allMatch(c -> c.message().contains("through PgBouncer in transaction mode"))
          .allMatch(c -> c.test().isEmpty());
    }
  }

  @Test
  void aContextOfTheTransactionHoldsWhereAPoolerIsBetween() throws Exception {
    assumePgBouncer();
    try (Experiment experiment = Experiments.onJdbc(SafeProjects::new)) {
      Experiments.outcomes(experiment);

      assertThat(experiment.sequences(ORDERS)).isEmpty();

      assertThat(experiment.result().notes())
          .anyMatch(n -> n.contains("Another 252 were made through PgBouncer"));
    }
  }

  @Test
  void whatFailsThereForWantOfItsSessionIsNotedAndNoLeak() throws Exception {
    assumePgBouncer();
    try (Experiment experiment =
        Experiments.on((DataLayer<HastyProjects>) HastyProjects::withATableOfItsSession, 12)) {
      assertThat(Experiments.outcomes(experiment).get("names").counterexamples()).isEmpty();

      assertThat(experiment.sequences(ORDERS)).isEmpty();

      assertThat(experiment.result().notes())
          .anyMatch(n -> n.contains("Some failed there and not over a connection of their own"));
    }
  }

  private static void assumePgBouncer() {
    Assumptions.assumeThat(PgBouncer.installed()).as("PgBouncer, a package of its own").isPresent();
  }

  @Test
  void numbersFromASequenceThatAllTenantsShareAreNoDifference() throws Exception {
    DataLayer<NumberedNotes> layer = d -> JdbcScope.layer(d, NumberedNotes::new);
    try (Experiment experiment =
        Experiments.on(Path.of("src/test/resources/numbered"), layer, 24)) {
      Experiments.outcomes(experiment)
          .forEach((name, outcome) -> assertThat(outcome.counterexamples()).as(name).isEmpty());

      assertThat(experiment.sequences(ORDERS)).isEmpty();
    }
  }
}
