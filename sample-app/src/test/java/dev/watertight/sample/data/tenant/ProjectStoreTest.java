package dev.watertight.sample.data.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.watertight.sample.postgres.Twins;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ProjectStoreTest extends StoreTest {
  @Test
  void aCreatedProjectIsFoundById() {
    Project created =
        workspace().acme(db -> db.projects().create(new NewProject("Vega", ProjectStatus.PAUSED)));

    assertThat(created.name()).isEqualTo("Vega");
    assertThat(created.status()).isEqualTo(ProjectStatus.PAUSED);
    assertThat(created.createdAt()).isEqualTo(created.updatedAt());
    assertThat(find(created.id())).hasValue(created);
  }

  @Test
  void anUnknownIdFindsNothing() {
    assertThat(find(UUID.randomUUID())).isEmpty();
  }

  @Test
  void anIdOfAnotherTenantIsAnUnknownId() {
    assertThat(
            workspace()
                .<Optional<Project>>globex(db -> db.projects().findById(Twins.FOREIGN_PROJECT)))
        .isPresent();

    assertThat(find(Twins.FOREIGN_PROJECT)).isEmpty();
  }

  @Test
  void aNameIsTakenOncePerTenantWhoeverElseHasIt() {
    Project created = create("Apollo");

    assertThatExceptionOfType(DuplicateException.class)
        .isThrownBy(() -> create("Apollo"))
        .satisfies(e -> assertThat(e.constraint()).hasValue("projects_name_per_organization"))
        .withMessageNotContaining("Apollo")
        .withMessageNotContaining(Twins.ACME);
    assertThat(find(created.id())).hasValue(created);
  }

  @Test
  void blankAndOverlongNamesAreRefused() {
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(() -> create("  "))
        .satisfies(e -> assertThat(e.constraint()).hasValue("projects_name_not_blank"));
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(() -> create("x".repeat(256)))
        .satisfies(e -> assertThat(e.constraint()).isEmpty());
    assertThatExceptionOfType(InvalidValueException.class).isThrownBy(() -> create("nul\0"));
    assertThat(create("x".repeat(255)).name()).hasSize(255);
  }

  @Test
  void listsByNameInPagesWithATotal() {
    List.of("C", "A", "E", "B", "D").forEach(this::create);

    PageRequest request = PageRequest.first(2);
    assertThat(names(request)).containsExactly("A", "B");
    assertThat(names(request.next())).containsExactly("C", "D");
    assertThat(names(request.next().next())).containsExactly("E");
    assertThat(names(request.next().next().next())).isEmpty();
    assertThat(list(ProjectFilter.ALL, new PageRequest(7, 2)).total()).isEqualTo(5);
  }

  @Test
  void searchesAnyPartOfTheNameInAnyCase() {
    List.of("Red Planet", "red dwarf", "Blue").forEach(this::create);

    assertThat(search("RED")).containsExactlyInAnyOrder("Red Planet", "red dwarf");
    assertThat(search("lane")).containsExactly("Red Planet");
    assertThat(search("green")).isEmpty();
  }

  @Test
  void wildcardsInASearchMeanThemselves() {
    List.of("100% sure", "100 sure", "a_b", "axb", "c\\d", "bang!").forEach(this::create);

    assertThat(search("0% s")).containsExactly("100% sure");
    assertThat(search("a_b")).containsExactly("a_b");
    assertThat(search("\\")).containsExactly("c\\d");
    assertThat(search("!")).containsExactly("bang!");
    assertThat(search("' or true --")).isEmpty();
  }

  @Test
  void filtersByStatusAndSearchTogether() {
    create("Red one");
    workspace().acme(db -> db.projects().create(new NewProject("Red two", ProjectStatus.ARCHIVED)));

    Page<Project> found =
        list(
            ProjectFilter.ALL.containing("red").withStatus(ProjectStatus.ARCHIVED),
            PageRequest.first(10));

    assertThat(found.items()).extracting(Project::name).containsExactly("Red two");
    assertThat(found.total()).isEqualTo(1);
  }

  @Test
  void aPatchChangesWhatItNamesAndNothingElse() {
    Project created = create("Vega");

    Project paused = update(created.id(), ProjectPatch.NOTHING.withStatus(ProjectStatus.PAUSED));
    assertThat(paused.name()).isEqualTo("Vega");
    assertThat(paused.status()).isEqualTo(ProjectStatus.PAUSED);
    assertThat(paused.createdAt()).isEqualTo(created.createdAt());
    assertThat(paused.updatedAt()).isAfter(created.updatedAt());

    Project renamed = update(created.id(), ProjectPatch.NOTHING.withName("Altair"));
    assertThat(renamed.name()).isEqualTo("Altair");
    assertThat(renamed.status()).isEqualTo(ProjectStatus.PAUSED);
    assertThat(find(created.id())).hasValue(renamed);
  }

  @Test
  void aPatchOfNothingLeavesTheRowAlone() {
    Project created = create("Vega");

    assertThat(update(created.id(), ProjectPatch.NOTHING)).isEqualTo(created);
  }

  @Test
  void anUpdateOfAnUnknownOrForeignProjectFindsNothing() {
    ProjectPatch patch = ProjectPatch.NOTHING.withName("Mine");

    for (UUID id : List.of(UUID.randomUUID(), Twins.FOREIGN_PROJECT)) {
      assertThat(workspace().<Optional<Project>>acme(db -> db.projects().update(id, patch)))
          .isEmpty();
    }
    assertThat(
            workspace()
                .<String>globex(
                    db -> db.projects().findById(Twins.FOREIGN_PROJECT).orElseThrow().name()))
        .contains(Twins.CANARY);
  }

  @Test
  void deletingAProjectTakesItsTasksAndLeavesItsActivity() {
    Project project = create("Vega");
    Task task = workspace().acme(db -> db.tasks().create(NewTask.titled(project.id(), "Do")));
    workspace()
        .acme(
            db ->
                db.activity()
                    .append(new NewActivity("task.created", Optional.of(project.id()), "")));

    assertThat(delete(project.id())).isTrue();

    assertThat(find(project.id())).isEmpty();
    assertThat(workspace().<Optional<Task>>acme(db -> db.tasks().findById(task.id()))).isEmpty();
    assertThat(
            workspace()
                .acme(db -> db.activity().list(Optional.of(project.id()), Optional.empty(), 10))
                .items())
        .hasSize(1);
    assertThat(delete(project.id())).isFalse();
  }

  @Test
  void deletingAForeignProjectDeletesNothing() {
    assertThat(delete(Twins.FOREIGN_PROJECT)).isFalse();
    assertThat(
            workspace()
                .<Optional<Project>>globex(db -> db.projects().findById(Twins.FOREIGN_PROJECT)))
        .isPresent();
  }

  @Test
  void recentlyActiveCountsWhatHappenedSinceATime() {
    Project busy = create("Busy");
    Project quiet = create("Quiet");
    create("Silent");
    note(quiet.id());
    note(busy.id());
    note(busy.id());

    List<ProjectActivity> active =
        workspace()
            .<List<ProjectActivity>>acme(db -> db.projects().recentlyActive(busy.createdAt(), 10));

    assertThat(active).extracting(ProjectActivity::project).containsExactly(busy, quiet);
    assertThat(active).extracting(ProjectActivity::events).containsExactly(2L, 1L);
    assertThat(active.get(0).lastAt()).isAfterOrEqualTo(active.get(1).lastAt());
    assertThat(
            workspace()
                .<List<ProjectActivity>>acme(
                    db -> db.projects().recentlyActive(busy.createdAt(), 1)))
        .hasSize(1);
    assertThat(
            workspace()
                .<List<ProjectActivity>>acme(
                    db -> db.projects().recentlyActive(Instant.parse("2100-01-01T00:00:00Z"), 9)))
        .isEmpty();
  }

  @Test
  void pagesHaveBounds() {
    assertThatIllegalArgumentException().isThrownBy(() -> new PageRequest(-1, 10));
    assertThatIllegalArgumentException().isThrownBy(() -> PageRequest.first(0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PageRequest.first(PageRequest.MAX_SIZE + 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> workspace().acme(db -> db.projects().recentlyActive(Instant.EPOCH, 0)));
    assertThat(list(ProjectFilter.ALL, new PageRequest(Integer.MAX_VALUE, 200)).items()).isEmpty();
  }

  private Project create(String name) {
    return workspace().acme(db -> db.projects().create(NewProject.named(name)));
  }

  private Optional<Project> find(UUID id) {
    return workspace().acme(db -> db.projects().findById(id));
  }

  private Project update(UUID id, ProjectPatch patch) {
    return workspace().acme(db -> db.projects().update(id, patch)).orElseThrow();
  }

  private boolean delete(UUID id) {
    return workspace().acme(db -> db.projects().delete(id));
  }

  private void note(UUID project) {
    workspace()
        .acme(db -> db.activity().append(new NewActivity("noted", Optional.of(project), "")));
  }

  private Page<Project> list(ProjectFilter filter, PageRequest page) {
    return workspace().acme(db -> db.projects().list(filter, page));
  }

  private List<String> names(PageRequest page) {
    return list(ProjectFilter.ALL, page).items().stream().map(Project::name).toList();
  }

  private List<String> search(String part) {
    return list(ProjectFilter.ALL.containing(part), PageRequest.first(100)).items().stream()
        .map(Project::name)
        .toList();
  }
}
