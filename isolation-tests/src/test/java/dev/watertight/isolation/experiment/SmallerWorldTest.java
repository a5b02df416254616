package dev.watertight.isolation.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watertight.core.isolation.Cell;
import dev.watertight.core.isolation.Counterexample;
import dev.watertight.isolation.layer.LeakyProjects;
import dev.watertight.isolation.operation.Operation;
import java.util.List;
import org.junit.jupiter.api.Test;

class SmallerWorldTest {
  @Test
  void aLeakIsToldWithTheFewestTenantsAndRowsThatShowIt() throws Exception {
    assertThat(story("findById"))
        .contains("It shows with these rows alone, of tenants A, B: public.projects (1 of B).");
  }

  @Test
  void rowsOfAllTablesThatTheLeakNeedsStay() throws Exception {
    assertThat(story("openTasks"))
        .contains(
            "tenant A sees `wtC7taskstitlexx1` of tenant C at [0]",
            "It shows with these rows alone, of tenants A, C:"
                + " public.projects (1 of A, 1 of C); public.tasks (1 of C).");
  }

  @Test
  void theWorldIsAsBeforeAfterwards() throws Exception {
    assertThat(story("findById")).isEqualTo(story("findById"));
  }

  private static List<String> story(String method) throws Exception {
    try (Experiment experiment = Experiments.onJdbc(LeakyProjects::new)) {
      Operation operation =
          experiment.operations().stream()
              .filter(o -> o.methodName().equals(method))
              .findFirst()
              .orElseThrow();
      Counterexample found = experiment.outcome(operation).in(Cell.APPLICATION_ONLY).get(0);
      return found.story();
    }
  }
}
