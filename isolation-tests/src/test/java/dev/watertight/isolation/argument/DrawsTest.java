package dev.watertight.isolation.argument;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watertight.isolation.demo.DemoLayer;
import dev.watertight.isolation.operation.FinderOptions;
import dev.watertight.isolation.operation.Operation;
import dev.watertight.isolation.operation.OperationFinder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DrawsTest {
  private static final String OWN_PROJECT = "00000000-0000-4000-8000-0000000000a1";
  private static final String OWN_TASK = "00000000-0000-4000-8000-0000000000a2";
  private static final String FOREIGN_PROJECT = "00000000-0000-4000-8000-0000000000b1";
  private static final String FOREIGN_TASK = "00000000-0000-4000-8000-0000000000b2";

  private final List<Operation> operations = operations();
  private final Draws draws = Draws.of(pools(), Generators.none());

  static Pools pools() {
    return Pools.of(
        List.of(
            column("projects", "organization_id", "text", true, true, "org_a", "org_b"),
            column("projects", "id", "uuid", false, true, OWN_PROJECT, FOREIGN_PROJECT),
            column("projects", "name", "text", false, false, "wtA7projects", "wtB7projects"),
            column("tasks", "organization_id", "text", true, true, "org_a", "org_b"),
            column("tasks", "id", "uuid", false, true, OWN_TASK, FOREIGN_TASK),
            column("tasks", "project_id", "uuid", false, false, OWN_PROJECT, FOREIGN_PROJECT),
            column("tasks", "title", "text", false, false, "wtA7tasks", "wtB7tasks"),
            column("members", "user_id", "text", false, false, "wtA7user", "wtB7user")),
        new TenantPool("A", List.of("org_a")),
        List.of(new TenantPool("B", List.of("org_b"))));
  }

  private static PoolColumn column(
      String table,
      String column,
      String type,
      boolean tenant,
      boolean key,
      String own,
      String foreign) {
    return new PoolColumn(
        table, column, type, tenant, key, List.of(own), List.of(foreign), List.of());
  }

  static List<Operation> operations() {
    AtomicLong statements = new AtomicLong();
    return OperationFinder.find(
            new DemoLayer(statements), statements::get, FinderOptions.defaults())
        .operations();
  }

  private Operation operation(String name) {
    return operations.stream().filter(o -> o.name().equals(name)).findFirst().orElseThrow();
  }

  private List<Draw> drawn(String name, int count) {
    Random random = new Random(7);
    List<Draw> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(draws.draw(operation(name), random));
    }
    return all;
  }

  private Set<String> texts(String name) {
    Set<String> texts = new TreeSet<>();
    drawn(name, 200).forEach(d -> texts.addAll(d.texts()));
    return texts;
  }

  @Test
  void takesTheIdOfTheFacadesTable() {
    assertThat(texts("projects().findById(UUID)"))
        .contains(OWN_PROJECT, FOREIGN_PROJECT)
        .doesNotContain(OWN_TASK, FOREIGN_TASK);
  }

  @Test
  void takesTheIdThatTheNameMeans() {
    assertThat(texts("tasks().findByProjectId(UUID)"))
        .contains(OWN_PROJECT, FOREIGN_PROJECT)
        .doesNotContain(OWN_TASK, FOREIGN_TASK);
  }

  @Test
  void looksThroughAClassThatWrapsAnId() {
    assertThat(texts("tasks().one(TaskId)"))
        .contains(OWN_TASK, FOREIGN_TASK)
        .doesNotContain(OWN_PROJECT, FOREIGN_PROJECT);
  }

  @Test
  void fillsABeanFromItsColumns() {
    assertThat(texts("tasks().save(Task)"))
        .contains(OWN_TASK, FOREIGN_TASK, OWN_PROJECT, FOREIGN_PROJECT, "wtA7tasks", "wtB7tasks")
        .doesNotContain("wtA7projects", "wtB7projects");
  }

  @Test
  void pairsAnOwnChildWithAForeignParentAndTheReverse() {
    assertThat(drawn("tasks().save(Task)", 300))
        .anySatisfy(d -> assertThat(d.texts()).contains(OWN_TASK, FOREIGN_PROJECT))
        .anySatisfy(d -> assertThat(d.texts()).contains(FOREIGN_TASK, OWN_PROJECT));
  }

  @Test
  void searchesForPartsThatSeveralTenantsHave() {
    assertThat(texts("projects().search(String)")).contains("wt", "%", "_", "", "wtB7projects");
  }

  @Test
  void aTextOfWhichNoNameIsKnownMayBeAnIdOrAnyOther() {
    Operation compiledWithoutNames =
        Operation.<Object>declared(
            "matchingProjects",
            List.of(new dev.watertight.isolation.operation.Parameter("arg0", String.class, false)),
            (l, a) -> Optional.empty());
    Random random = new Random(7);
    Set<String> texts = new TreeSet<>();
    for (int i = 0; i < 200; i++) {
      texts.addAll(draws.draw(compiledWithoutNames, random).texts());
    }

    assertThat(texts).contains(OWN_PROJECT, FOREIGN_PROJECT, "wtB7projects", "%", "");
  }

  @Test
  void drawsMoreOwnIdsThanForeignAndFewFresh() {
    Map<Boolean, Long> foreign =
        drawn("projects().findById(UUID)", 1000).stream()
            .collect(
                java.util.stream.Collectors.groupingBy(
                    Draw::foreign, java.util.stream.Collectors.counting()));
    assertThat(foreign.get(true)).isBetween(300L, 500L);
  }

  @Test
  void beginsWithTheWidestOwnAndForeign() {
    List<Draw> first = draws.first(operation("projects().list(ProjectFilter, Page)"));
    assertThat(first.get(0).arguments().get(0).java()).endsWith("ProjectFilter.ALL");
    assertThat(first.get(1).texts()).contains("wtA7projects").doesNotContain("wtB7projects");
    assertThat(first.get(2).texts()).contains("wtB7projects").doesNotContain("wtA7projects");
  }

  @Test
  void makesOnlyWhatConstructorsAccept() {
    assertThat(drawn("projects().list(ProjectFilter, Page)", 200))
        .allSatisfy(
            d -> assertThat(d.arguments().get(1).materialise()).isInstanceOf(DemoLayer.Page.class));
  }

  @Test
  void makesANewObjectEachTime() {
    Recipe task = drawn("tasks().save(Task)", 1).get(0).arguments().get(0);
    assertThat(task.materialise()).isNotSameAs(task.materialise());
  }

  @Test
  void drawsTheSameFromTheSameSeed() {
    for (Operation operation : operations) {
      if (draws.unmakeable(operation).isPresent()) {
        continue;
      }
      Draws again = Draws.of(pools(), Generators.none());
      Random one = new Random(3);
      Random two = new Random(3);
      for (int i = 0; i < 20; i++) {
        assertThat(again.draw(operation, two).arguments())
            .isEqualTo(draws.draw(operation, one).arguments());
      }
    }
  }

  @Test
  void getsSmaller() {
    Draw many =
        drawn("projects().byIds(Set)", 100).stream()
            .filter(d -> d.arguments().get(0).parts().size() > 1)
            .findFirst()
            .orElseThrow();
    assertThat(many.smaller().get())
        .anySatisfy(d -> assertThat(d.arguments().get(0).parts()).isEmpty());
  }

  @Test
  void saysWhatCannotBeMadeAndWhatHelps() {
    assertThat(draws.unmakeable(operation("members.consume(Opaque)")))
        .hasValueSatisfying(
            u ->
                assertThat(u.reason())
                    .contains("parameter opaque")
                    .contains("give a generator for")
                    .contains("Opaque"));
  }

  @Test
  void takesAGeneratorOfTheUser() {
    DemoLayer.Opaque opaque = () -> {};
    Draws given =
        Draws.of(pools(), new Generators(Map.of(DemoLayer.Opaque.class, r -> opaque), Map.of()));
    Operation operation = operation("members.consume(Opaque)");
    assertThat(given.unmakeable(operation)).isEmpty();
    assertThat(given.draw(operation, new Random(1)).arguments().get(0).materialise())
        .isSameAs(opaque);
  }

  @Test
  void takesAGeneratorForOneParameter() {
    UUID mine = UUID.randomUUID();
    Draws given =
        Draws.of(pools(), new Generators(Map.of(), Map.of("findByProjectId#projectId", r -> mine)));
    assertThat(
            given
                .draw(operation("tasks().findByProjectId(UUID)"), new Random(1))
                .arguments()
                .get(0)
                .materialise())
        .isEqualTo(mine);
  }

  @Test
  void triesNullOnlyWhereItIsAllowed() {
    assertThat(drawn("tasks().findByProjectId(UUID)", 300))
        .noneMatch(d -> d.arguments().get(0) instanceof Recipe.NullValue);
    Operation declared =
        Operation.<Object>declared(
            "any",
            List.of(new dev.watertight.isolation.operation.Parameter("name", String.class, true)),
            (l, a) -> Optional.empty());
    Random random = new Random(1);
    List<Recipe> all = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      all.add(draws.draw(declared, random).arguments().get(0));
    }
    assertThat(all).anyMatch(r -> r instanceof Recipe.NullValue);
  }
}
