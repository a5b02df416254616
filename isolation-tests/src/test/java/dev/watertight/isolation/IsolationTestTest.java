package dev.watertight.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watertight.core.isolation.Cell;
import dev.watertight.core.isolation.IsolationFiles;
import dev.watertight.core.isolation.IsolationResult;
import dev.watertight.isolation.layer.DyingServer;
import dev.watertight.isolation.layer.JdbcScope;
import dev.watertight.isolation.layer.LeakyProjects;
import dev.watertight.isolation.layer.SafeProjects;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tests that a user gets: what they are called, when they fail, and what they leave. */
class IsolationTestTest {
  private static final Path SCHEMA = Path.of("src/test/resources/schema");
  private static final UUID OTHERS = UUID.fromString("00000003-0002-4000-8002-000000000002");

  @TempDir Path folder;

  @Test
  void aSafeDataLayerPassesAndItsResultIsWritten() throws Exception {
    List<String> failed = failures(safe().requireMutationScore(0.8).nodes());

    assertThat(failed).isEmpty();
    IsolationResult result = IsolationFiles.read(folder.resolve("report"), "report").orElseThrow();
    assertThat(result.operations()).hasSizeGreaterThan(8);
    assertThat(result.score()).isGreaterThan(0.8);
  }

  @Test
  void aLeakFailsInItsCellAndTellsItsStory() throws Exception {
    List<String> failed = failures(leaky().withoutMutants().nodes());

    assertThat(failed)
        .anyMatch(
            f ->
                f.startsWith("findById(UUID) / row-level security off")
                    && f.contains("leak-read")
                    && f.contains("calls layer.findById(")
                    && f.contains(".in(Cell.APPLICATION_ONLY)"));
    assertThat(failed).noneMatch(f -> f.startsWith("findById(UUID) / both layers on"));
  }

  @Test
  void tooLowAScoreFailsAndNamesWhatNobodyNoticed() throws Exception {
    List<String> failed = failures(safe().requireMutationScore(1).nodes());

    // No operation of this data layer reads the tenant table.
    assertThat(failed).hasSize(1);
    assertThat(failed.get(0))
        .contains("the mutation score is")
        .contains("row-level security switched off")
        .contains("public.organizations");
  }

  @Test
  void anExplainedSurvivorDoesNotCount() throws Exception {
    assertThat(
            failures(
                safe()
                    .requireMutationScore(1)
                    .explainSurvivor("public.organizations", "this layer does not read it")
                    .explainSurvivor("public.tasks", "only joined with projects, which holds")
                    .nodes()))
        .isEmpty();
  }

  @Test
  void aRequestThatLeaksFailsWhenItIsReplayedAndItsTwinDoesNot() throws Exception {
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> leaky().in(Cell.APPLICATION_ONLY).as(0, l -> l.findById(OTHERS)).holds())
        .withMessageContaining("leak-read");
    safe().in(Cell.APPLICATION_ONLY).as(0, l -> l.findById(OTHERS)).holds();
  }

  @Test
  void aDataLayerOnAnotherDataSourceIsNotTaken() throws Exception {
    IsolationTest<Elsewhere> test =
        configured(IsolationTest.of(d -> (tenant, work) -> work.apply(new Elsewhere())));

    assertThat(failures(test.withoutMutants().nodes()))
        .anyMatch(f -> f.contains("No operation executed a statement"));
  }

  @Test
  void aServerThatDiesIsSaidForEveryOperationAndNothingIsHeld() throws Exception {
    IsolationTest<DyingServer> test =
        configured(IsolationTest.of(d -> JdbcScope.layer(d, DyingServer::new)));

    List<String> failed = failures(test.nodes());

    assertThat(failed)
        .hasSize(2 * Cell.values().length + 3)
        .allMatch(f -> f.contains("The scratch PostgreSQL ended in the middle of the tests"));
    assertThat(IsolationFiles.read(folder.resolve("report"), "report")).isEmpty();
    assertThat(failures(safe().withoutMutants().sequences(0).nodes()))
        .as("the next test")
        .isEmpty();
  }

  @Test
  void aSchemaThatIsNotThereIsSaid() {
    assertThatThrownBy(
            () -> IsolationTest.of(d -> (tenant, work) -> work.apply(new Elsewhere())).nodes())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("There is no schema to test");
  }

  @Test
  void aLayerThatDoesNotStartIsSaid() throws Exception {
    IsolationTest<Object> test =
        configured(
            IsolationTest.of(
                d -> {
                  throw new IllegalArgumentException("no such thing");
                }));

    assertThatThrownBy(test::nodes)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("The data layer does not start")
        .hasMessageContaining("no such thing");
  }

  /** Gives what it has itself. */
  public static final class Elsewhere {
    public String answer() {
      return "42";
    }
  }

  private IsolationTest<SafeProjects> safe() throws Exception {
    return configured(IsolationTest.of(d -> JdbcScope.layer(d, SafeProjects::new)));
  }

  private IsolationTest<LeakyProjects> leaky() throws Exception {
    return configured(IsolationTest.of(d -> JdbcScope.layer(d, LeakyProjects::new)));
  }

  private <T> IsolationTest<T> configured(IsolationTest<T> test) throws Exception {
    Path file = folder.resolve("watertight.yml");
    Files.writeString(file, "report:\n  directory: " + folder.resolve("report").toString() + "\n");
    return test.migrations(SCHEMA).configuration(file).seed(7).tries(24);
  }

  private static List<String> failures(Stream<DynamicNode> nodes) {
    List<String> failures = new ArrayList<>();
    try (nodes) {
      nodes.forEach(node -> run(node, "", failures));
    }
    return failures;
  }

  private static void run(DynamicNode node, String above, List<String> failures) {
    if (node instanceof DynamicContainer container) {
      container
          .getChildren()
          .forEach(child -> run(child, container.getDisplayName() + " / ", failures));
    } else if (node instanceof DynamicTest test) {
      try {
        test.getExecutable().execute();
      } catch (org.opentest4j.TestAbortedException e) {
        return;
      } catch (Throwable e) {
        failures.add(above + test.getDisplayName() + ": " + e.getMessage());
      }
    }
  }
}
