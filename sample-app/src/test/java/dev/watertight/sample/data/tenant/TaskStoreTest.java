package dev.watertight.sample.data.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.watertight.sample.postgres.Twins;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TaskStoreTest extends StoreTest {
  private UUID vega;
  private UUID altair;
  private UUID ada;

  @BeforeEach
  void createProjectsAndAMember() {
    vega = workspace().acme(db -> db.projects().create(NewProject.named("Vega")).id());
    altair = workspace().acme(db -> db.projects().create(NewProject.named("Altair")).id());
    ada =
        workspace()
            .acme(
                db ->
                    db.teamMembers()
                        .create(new NewTeamMember("user_ada", "Ada", MemberRole.MEMBER))
                        .id());
  }

  @Test
  void aCreatedTaskIsOpenAndFoundById() {
    Task task = create(NewTask.titled(vega, "Do").describedAs("at length").assignedTo(ada));

    assertThat(task.projectId()).isEqualTo(vega);
    assertThat(task.title()).isEqualTo("Do");
    assertThat(task.description()).hasValue("at length");
    assertThat(task.assigneeId()).hasValue(ada);
    assertThat(task.status()).isEqualTo(TaskStatus.OPEN);
    assertThat(find(task.id())).hasValue(task);
    assertThat(find(UUID.randomUUID())).isEmpty();
    assertThat(find(Twins.FOREIGN_TASK)).isEmpty();
  }

  @Test
  void aProjectOrAssigneeThatTheTenantLacksIsRefusedWhereverItIs() {
    for (UUID project : List.of(UUID.randomUUID(), Twins.FOREIGN_PROJECT)) {
      assertThatExceptionOfType(MissingReferenceException.class)
          .isThrownBy(() -> create(NewTask.titled(project, "Do")))
          .withMessage(
              "What this refers to does not exist in this organization"
                  + " (constraint tasks_project_fkey).");
    }
    for (UUID member : List.of(UUID.randomUUID(), Twins.FOREIGN_MEMBER)) {
      assertThatExceptionOfType(MissingReferenceException.class)
          .isThrownBy(() -> create(NewTask.titled(vega, "Do").assignedTo(member)))
          .withMessage(
              "What this refers to does not exist in this organization"
                  + " (constraint tasks_assignee_fkey).");
    }
  }

  @Test
  void listsTheOldestFirstInPagesWithATotal() {
    for (String title : List.of("one", "two", "three")) {
      create(NewTask.titled(vega, title));
    }

    Page<Task> first = list(TaskFilter.ALL, PageRequest.first(2));
    Page<Task> second = list(TaskFilter.ALL, first.request().next());

    assertThat(first.items()).extracting(Task::title).containsExactly("one", "two");
    assertThat(second.items()).extracting(Task::title).containsExactly("three");
    assertThat(first.total()).isEqualTo(3);
    assertThat(second.total()).isEqualTo(3);
  }

  @Test
  void filtersByProjectStatusAssigneeAndWords() {
    Task one = create(NewTask.titled(vega, "Paint it").assignedTo(ada));
    Task two = create(NewTask.titled(altair, "Other").describedAs("then PAINT that"));
    Task three = create(NewTask.titled(vega, "100%"));
    update(three.id(), TaskPatch.NOTHING.withStatus(TaskStatus.DONE));

    assertThat(ids(TaskFilter.ALL.containing("paint"))).containsExactly(one.id(), two.id());
    assertThat(ids(TaskFilter.ALL.containing("paint").ofProject(altair))).containsExactly(two.id());
    assertThat(ids(TaskFilter.ALL.ofProject(vega))).containsExactly(one.id(), three.id());
    assertThat(ids(TaskFilter.ALL.withStatus(TaskStatus.DONE))).containsExactly(three.id());
    assertThat(ids(TaskFilter.ALL.assignedTo(ada))).containsExactly(one.id());
    assertThat(ids(TaskFilter.ALL.containing("%"))).containsExactly(three.id());
    assertThat(ids(TaskFilter.ALL.ofProject(Twins.FOREIGN_PROJECT))).isEmpty();
    assertThat(ids(TaskFilter.ALL.assignedTo(Twins.FOREIGN_MEMBER))).isEmpty();
  }

  @Test
  void aListWithProjectsNamesThem() {
    Task one = create(NewTask.titled(vega, "one"));
    Task two = create(NewTask.titled(altair, "two"));

    Page<TaskWithProject> page =
        workspace().acme(db -> db.tasks().listWithProject(TaskFilter.ALL, PageRequest.first(10)));

    assertThat(page.items())
        .containsExactly(new TaskWithProject(one, "Vega"), new TaskWithProject(two, "Altair"));
    assertThat(page.total()).isEqualTo(2);
  }

  @Test
  void countsTheTasksOfEachStatusInEachProject() {
    create(NewTask.titled(vega, "one"));
    create(NewTask.titled(vega, "two"));
    Task done = create(NewTask.titled(vega, "three"));
    create(NewTask.titled(altair, "four"));
    update(done.id(), TaskPatch.NOTHING.withStatus(TaskStatus.DONE));

    assertThat(workspace().<List<TaskCount>>acme(db -> db.tasks().countByStatus()))
        .containsExactly(
            new TaskCount(altair, "Altair", TaskStatus.OPEN, 1),
            new TaskCount(vega, "Vega", TaskStatus.DONE, 1),
            new TaskCount(vega, "Vega", TaskStatus.OPEN, 2));
  }

  @Test
  void aPatchChangesWhatItNamesAndNothingElse() {
    Task task = create(NewTask.titled(vega, "Do").describedAs("at length").assignedTo(ada));

    Task begun = update(task.id(), TaskPatch.NOTHING.withStatus(TaskStatus.IN_PROGRESS));
    assertThat(begun.status()).isEqualTo(TaskStatus.IN_PROGRESS);
    assertThat(begun.title()).isEqualTo("Do");
    assertThat(begun.description()).hasValue("at length");
    assertThat(begun.assigneeId()).hasValue(ada);
    assertThat(begun.updatedAt()).isAfter(task.updatedAt());

    Task moved = update(task.id(), TaskPatch.NOTHING.withProject(altair).withTitle("Do it there"));
    assertThat(moved.projectId()).isEqualTo(altair);
    assertThat(moved.title()).isEqualTo("Do it there");
    assertThat(moved.status()).isEqualTo(TaskStatus.IN_PROGRESS);
  }

  @Test
  void aPatchCanEmptyWhatMayBeEmpty() {
    Task task = create(NewTask.titled(vega, "Do").describedAs("at length").assignedTo(ada));

    Task emptied =
        update(
            task.id(),
            TaskPatch.NOTHING.withDescription(Optional.empty()).withAssignee(Optional.empty()));

    assertThat(emptied.description()).isEmpty();
    assertThat(emptied.assigneeId()).isEmpty();
    assertThat(find(task.id())).hasValue(emptied);
  }

  @Test
  void aTaskCannotBeGivenToAnotherTenantsProjectOrMember() {
    Task task = create(NewTask.titled(vega, "Do"));

    assertThatExceptionOfType(MissingReferenceException.class)
        .isThrownBy(() -> update(task.id(), TaskPatch.NOTHING.withProject(Twins.FOREIGN_PROJECT)));
    assertThatExceptionOfType(MissingReferenceException.class)
        .isThrownBy(
            () ->
                update(
                    task.id(), TaskPatch.NOTHING.withAssignee(Optional.of(Twins.FOREIGN_MEMBER))));
    assertThat(find(task.id())).hasValue(task);
  }

  @Test
  void anUpdateOrDeleteOfAForeignTaskFindsNothing() {
    assertThat(
            workspace()
                .<Optional<Task>>acme(
                    db ->
                        db.tasks().update(Twins.FOREIGN_TASK, TaskPatch.NOTHING.withTitle("Mine"))))
        .isEmpty();
    assertThat(delete(Twins.FOREIGN_TASK)).isFalse();
    assertThat(workspace().<Optional<Task>>globex(db -> db.tasks().findById(Twins.FOREIGN_TASK)))
        .hasValueSatisfying(task -> assertThat(task.title()).isEqualTo("Orbit"));
  }

  @Test
  void aDeletedTaskIsGone() {
    Task task = create(NewTask.titled(vega, "Do"));

    assertThat(delete(task.id())).isTrue();
    assertThat(find(task.id())).isEmpty();
    assertThat(delete(task.id())).isFalse();
  }

  @Test
  void manyTasksAreCreatedAtOnce() {
    List<NewTask> tasks =
        IntStream.range(0, TaskStore.MAX_BULK)
            .mapToObj(i -> NewTask.titled(i % 2 == 0 ? vega : altair, "Task " + i))
            .toList();

    List<Task> created = workspace().acme(db -> db.tasks().createAll(tasks));

    assertThat(created)
        .hasSize(TaskStore.MAX_BULK)
        .extracting(Task::title)
        .containsExactlyInAnyOrderElementsOf(tasks.stream().map(NewTask::title).toList());
    assertThat(list(TaskFilter.ALL.ofProject(vega), PageRequest.first(1)).total())
        .isEqualTo(TaskStore.MAX_BULK / 2);
  }

  @Test
  void manyTasksAreCreatedAllOrNone() {
    List<NewTask> tasks =
        List.of(NewTask.titled(vega, "ours"), NewTask.titled(Twins.FOREIGN_PROJECT, "theirs"));

    assertThatExceptionOfType(MissingReferenceException.class)
        .isThrownBy(() -> workspace().acme(db -> db.tasks().createAll(tasks)));
    assertThat(list(TaskFilter.ALL, PageRequest.first(1)).total()).isZero();
  }

  @Test
  void noTasksAtAllIsFineAndTooManyAreNot() {
    assertThat(workspace().<List<Task>>acme(db -> db.tasks().createAll(List.of()))).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                workspace()
                    .acme(
                        db ->
                            db.tasks()
                                .createAll(
                                    Collections.nCopies(
                                        TaskStore.MAX_BULK + 1, NewTask.titled(vega, "x")))))
        .withMessageContaining("at most 1000");
  }

  private Task create(NewTask task) {
    return workspace().acme(db -> db.tasks().create(task));
  }

  private Optional<Task> find(UUID id) {
    return workspace().acme(db -> db.tasks().findById(id));
  }

  private Task update(UUID id, TaskPatch patch) {
    return workspace().acme(db -> db.tasks().update(id, patch)).orElseThrow();
  }

  private boolean delete(UUID id) {
    return workspace().acme(db -> db.tasks().delete(id));
  }

  private Page<Task> list(TaskFilter filter, PageRequest page) {
    return workspace().acme(db -> db.tasks().list(filter, page));
  }

  private List<UUID> ids(TaskFilter filter) {
    Page<Task> page = list(filter, PageRequest.first(50));
    assertThat(page.total()).isEqualTo(page.items().size());
    return page.items().stream().map(Task::id).toList();
  }
}
