package dev.watertight.isolation.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watertight.core.isolation.Cell;
import dev.watertight.core.isolation.CellResult;
import dev.watertight.core.isolation.Counterexample;
import dev.watertight.core.isolation.IsolationJson;
import dev.watertight.core.isolation.Ledger;
import dev.watertight.core.isolation.Mutant;
import dev.watertight.core.isolation.OperationResult;
import dev.watertight.isolation.DataLayer;
import dev.watertight.isolation.layer.AwkwardProjects;
import dev.watertight.isolation.layer.JdbcScope;
import dev.watertight.isolation.layer.LeakyProjects;
import dev.watertight.isolation.layer.OneOrganization;
import dev.watertight.isolation.layer.OrderedProjects;
import dev.watertight.isolation.layer.SafeProjects;
import dev.watertight.isolation.layer.Tasks;
import dev.watertight.isolation.operation.Uncalled;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class FourCellsTest {
  @Nested
  class OfASafeDataLayer {
    @Test
    void everyCellIsAsItShouldBeAndTheFaultsAreNoticed() throws Exception {
      try (Experiment experiment = Experiments.onJdbc(SafeProjects::new)) {
        Map<String, Experiment.Outcome> outcomes = Experiments.outcomes(experiment);

        assertThat(outcomes).containsKeys("findById", "list", "create", "delete", "openTasks");
        outcomes.forEach(
            (name, outcome) -> {
              assertThat(outcome.counterexamples()).as(name).isEmpty();
              for (Cell cell : Cell.values()) {
                assertThat(Experiment.isAsItShould(outcome.result(), cell))
                    .as(name + " " + cell + " " + outcome.result().cell(cell))
                    .isTrue();
              }
            });
        assertThat(experiment.mutants())
            .filteredOn(m -> m.table().filter("public.projects"::equals).isPresent())
            .hasSizeGreaterThan(20)
            .allMatch(m -> m.outcome() == Mutant.Outcome.KILLED);
        assertThat(experiment.mutants())
            .filteredOn(m -> m.operator().equals("context of another tenant nested in it"))
            .hasSize(1)
            .allMatch(m -> m.outcome() == Mutant.Outcome.KILLED)
            .allMatch(m -> m.operation().equals("summary()"));
        assertThat(experiment.mutants())
            .as("that of create, and one of createAll, however many rows it inserts")
            .filteredOn(m -> m.operator().equals("stamp of another tenant"))
            .hasSize(2);
        assertThat(experiment.result().ledger().unreachedTables())
            .containsExactly("public.organizations");
        assertThat(experiment.result().ledger().count(Ledger.Standing.UNSCOPED)).isZero();
      }
    }

    @Test
    void whatReadsSharedTablesOnlyNeedsNoControl() throws Exception {
      try (Experiment experiment = Experiments.onJdbc(SafeProjects::new)) {
        OperationResult plans = result(experiment, "plans");

        assertThat(plans.kind()).isEqualTo(OperationResult.Kind.SHARED);
        assertThat(plans.cell(Cell.NEITHER).verdict()).isEqualTo(CellResult.Verdict.HELD);
      }
    }

    @Test
    void theSameSeedGivesTheSameReport() throws Exception {
      assertThat(report()).isEqualTo(report());
    }

    private String report() throws Exception {
      try (Experiment experiment = Experiments.onJdbc(SafeProjects::new)) {
        Experiments.outcomes(experiment);
        StringWriter text = new StringWriter();
        IsolationJson.write(experiment.result(), text);
        return text.toString();
      }
    }
  }

  @Nested
  class OfALeakyDataLayer {
    @Test
    void eachLeakIsFoundByItsOracleWhereOnlyTheCodeStands() throws Exception {
      try (Experiment experiment = Experiments.onJdbc(LeakyProjects::new)) {
        Map<String, Experiment.Outcome> outcomes = Experiments.outcomes(experiment);

        assertThat(rules(outcomes, "findById", Cell.APPLICATION_ONLY)).contains("leak-read");
        assertThat(rules(outcomes, "openTasks", Cell.APPLICATION_ONLY)).contains("leak-read");
        assertThat(rules(outcomes, "byPattern", Cell.APPLICATION_ONLY)).contains("leak-read");
        assertThat(rules(outcomes, "inAnyCase", Cell.APPLICATION_ONLY)).contains("leak-read");
        assertThat(rules(outcomes, "count", Cell.APPLICATION_ONLY)).contains("leak-inference");
        assertThat(rules(outcomes, "rename", Cell.APPLICATION_ONLY)).contains("leak-write");
        assertThat(rules(outcomes, "search", Cell.APPLICATION_ONLY)).contains("leak-inference");
        for (String name : new String[] {"findById", "openTasks", "count", "rename", "search"}) {
          assertThat(verdict(outcomes, name, Cell.BOTH)).isEqualTo(CellResult.Verdict.HELD);
        }
      }
    }

    @Test
    void aMemoryThatIsNotByTenantLeaksWithBothLayersOn() throws Exception {
      try (Experiment experiment = Experiments.onJdbc(LeakyProjects::new)) {
        Map<String, Experiment.Outcome> outcomes = Experiments.outcomes(experiment);

        assertThat(rules(outcomes, "cachedName", Cell.BOTH)).contains("leak-read");
      }
    }

    @Test
    void aFaultWhereItLeaksAlreadyIsHiddenByRowLevelSecurityAlone() throws Exception {
      try (Experiment experiment = Experiments.onJdbc(LeakyProjects::new)) {
        Experiments.outcomes(experiment);

        assertThat(experiment.mutants())
            .filteredOn(m -> m.outcome() == Mutant.Outcome.MASKED_BY_RLS)
            .isNotEmpty()
            .allMatch(m -> m.detail().contains("only row-level security stands before"))
            .anyMatch(m -> m.operation().equals("openTasks()"));
      }
    }

    @Test
    void aCounterexampleTellsWhoDidWhatAndHowToSeeItAgain() throws Exception {
      try (Experiment experiment = Experiments.onJdbc(LeakyProjects::new)) {
        Counterexample found =
            Experiments.outcomes(experiment).values().stream()
                .flatMap(o -> o.counterexamples().stream())
                .filter(c -> c.operation().equals("findById(UUID)"))
                .findFirst()
                .orElseThrow();

        assertThat(found.cell()).isEqualTo(Optional.of(Cell.APPLICATION_ONLY));
        assertThat(found.story()).anyMatch(line -> line.contains("calls layer.findById("));
        assertThat(found.sql()).anyMatch(sql -> sql.startsWith("select name from projects"));
        assertThat(found.test()).contains(".in(Cell.APPLICATION_ONLY)").contains(".holds();");
      }
    }
  }

  @Nested
  class OfAKeyThatHoldsTheTenant {
    @Test
    void isMissedWhereNothingElseLooksWhoseTheOtherRowIs() throws Exception {
      try (Experiment experiment = Experiments.onJdbc(Tasks.ByKey::new)) {
        Experiments.outcomes(experiment);

        assertThat(madeSimple(experiment).outcome()).isEqualTo(Mutant.Outcome.KILLED);
        assertThat(madeSimple(experiment).operation()).isEqualTo("add(UUID, String)");
      }
    }

    @Test
    void makesNoDifferenceWhereTheStatementLooksItself() throws Exception {
      try (Experiment experiment = Experiments.onJdbc(Tasks.ByLook::new)) {
        Experiments.outcomes(experiment);

        assertThat(madeSimple(experiment).outcome()).isEqualTo(Mutant.Outcome.EQUIVALENT);
        assertThat(madeSimple(experiment).detail()).startsWith("it makes no difference");
      }
    }

    private static Mutant madeSimple(Experiment experiment) throws Exception {
      List<Mutant> found =
          experiment.mutants().stream()
              .filter(m -> m.operator().equals("composite key made simple"))
              .toList();
      assertThat(found).hasSize(1);
      return found.get(0);
    }
  }

  @Nested
  class OfADataLayerInSomeOrder {
    @Test
    void anOrderThatDependsOnOthersIsALeakAndOneByChanceIsNot() throws Exception {
      try (Experiment experiment = Experiments.onJdbc(OrderedProjects::new)) {
        Map<String, Experiment.Outcome> outcomes = Experiments.outcomes(experiment);

        assertThat(rules(outcomes, "byWorkOfAll", Cell.APPLICATION_ONLY))
            .containsExactly("leak-inference");
        assertThat(rules(outcomes, "budgetsOfAll", Cell.APPLICATION_ONLY))
            .containsExactly("leak-inference");
        assertThat(rules(outcomes, "inNoOrder", Cell.APPLICATION_ONLY)).isEmpty();
        assertThat(rules(outcomes, "inOneTextInNoOrder", Cell.APPLICATION_ONLY)).isEmpty();
        assertThat(outcomes.get("inNoOrder").result().note().orElse(""))
            .contains("at the order of the result");
      }
    }
  }

  @Nested
  class OfADataLayerThatFailsWithoutItsRow {
    @Test
    void aPolicyThatHidesTheRowIsFoundByTheFailureThatItMakes() throws Exception {
      Experiment.Outcome outcome = outcome(Path.of("src/test/resources/hidden"));

      assertThat(outcome.counterexamples())
          .extracting(Counterexample::rule)
          .containsExactly("over-filtering");
      assertThat(outcome.counterexamples().get(0).message())
          .contains("for the call fails")
          .endsWith("a policy hides it");
      assertThat(outcome.result().cell(Cell.BOTH).verdict()).isEqualTo(CellResult.Verdict.NOT_RUN);
      assertThat(outcome.result().cell(Cell.BOTH).reason().orElse(""))
          .contains("every call failed, with")
          .contains("no organization is there");
    }

    @Test
    void whereAPolicyShowsItNothingIsFound() throws Exception {
      Experiment.Outcome outcome = outcome(Path.of("src/test/resources/schema"));

      assertThat(outcome.counterexamples()).isEmpty();
      assertThat(outcome.result().cell(Cell.BOTH).verdict()).isEqualTo(CellResult.Verdict.HELD);
    }

    private Experiment.Outcome outcome(Path schema) throws Exception {
      DataLayer<OneOrganization> layer = d -> JdbcScope.layer(d, OneOrganization::new);
      try (Experiment experiment = Experiments.on(schema, layer, 12)) {
        return of(Experiments.outcomes(experiment), "name", o -> o);
      }
    }
  }

  @Nested
  class OfAnAwkwardDataLayer {
    @Test
    void whatCannotBeTriedIsSaidAndNeverHeld() throws Exception {
      try (Experiment experiment = Experiments.onJdbc(AwkwardProjects::new)) {
        Map<String, Experiment.Outcome> outcomes = Experiments.outcomes(experiment);

        assertThat(verdict(outcomes, "hangs", Cell.BOTH)).isEqualTo(CellResult.Verdict.NOT_RUN);
        assertThat(verdict(outcomes, "streamed", Cell.BOTH)).isEqualTo(CellResult.Verdict.HELD);
        assertThat(verdict(outcomes, "iterated", Cell.NEITHER))
            .isEqualTo(CellResult.Verdict.LEAKED);
        assertThat(experiment.uncalled())
            .extracting(Uncalled::operation)
            .contains("unmakeable(Secret)");
        assertThat(rules(outcomes, "blind", Cell.NEITHER)).containsExactly("blind-probe");
        assertThat(outcomes.get("broken").counterexamples().get(0).message())
            .contains("every call failed, with")
            .contains("nmae");
        assertThat(verdict(outcomes, "withIds", Cell.DATABASE_ONLY))
            .isEqualTo(CellResult.Verdict.HELD);
        assertThat(verdict(outcomes, "withIds", Cell.NEITHER)).isEqualTo(CellResult.Verdict.LEAKED);
        assertThat(outcomes.get("everybodys").counterexamples()).isEmpty();
        assertThat(outcomes.get("everybodys").result().kind())
            .isEqualTo(OperationResult.Kind.ACROSS_TENANTS);
        assertThat(outcomes.get("unstable").counterexamples()).isEmpty();
        assertThat(outcomes.get("unstable").result().note().orElse(""))
            .contains("differs between two equal calls");
        assertThat(outcomes.get("invite").counterexamples()).isEmpty();
        assertThat(verdict(outcomes, "invite", Cell.NEITHER)).isEqualTo(CellResult.Verdict.LEAKED);
        assertThat(rules(outcomes, "countedWithToken", Cell.APPLICATION_ONLY))
            .contains("leak-inference");
        assertThat(verdict(outcomes, "fails", Cell.BOTH)).isEqualTo(CellResult.Verdict.NOT_RUN);
        assertThat(outcomes.get("tenant").result().cell(Cell.BOTH).reason())
            .contains(CellResult.NO_STATEMENT);
      }
    }
  }

  private static OperationResult result(Experiment experiment, String name) throws Exception {
    return experiment
        .outcome(
            experiment.operations().stream()
                .filter(o -> o.methodName().equals(name))
                .findFirst()
                .orElseThrow())
        .result();
  }

  private static CellResult.Verdict verdict(
      Map<String, Experiment.Outcome> outcomes, String name, Cell cell) {
    return of(outcomes, name, o -> o.result().cell(cell).verdict());
  }

  private static java.util.List<String> rules(
      Map<String, Experiment.Outcome> outcomes, String name, Cell cell) {
    return of(outcomes, name, o -> o.in(cell).stream().map(Counterexample::rule).toList());
  }

  private static <R> R of(
      Map<String, Experiment.Outcome> outcomes,
      String name,
      Function<Experiment.Outcome, R> question) {
    return Optional.ofNullable(outcomes.get(name)).map(question).orElseThrow();
  }
}
