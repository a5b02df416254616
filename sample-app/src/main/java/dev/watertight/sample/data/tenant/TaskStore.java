package dev.watertight.sample.data.tenant;

import static dev.watertight.sample.data.schema.Tables.PROJECTS;
import static dev.watertight.sample.data.schema.Tables.TASKS;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.currentInstant;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.row;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.Record;
import org.jooq.Row5;

/** The tasks of the tenant's projects. A project or member of another tenant is unknown here. */
public final class TaskStore {
  /** The most tasks that {@link #createAll} takes at once: one statement, five values each. */
  public static final int MAX_BULK = 1_000;

  private final Scope scope;

  TaskStore(Scope scope) {
    this.scope = scope;
  }

  /** The task of this id; empty where the tenant has none. */
  public Optional<Task> findById(UUID id) {
    return scope
        .dsl()
        .selectFrom(TASKS)
        .where(TASKS.ORGANIZATION_ID.eq(scope.organizationId()))
        .and(TASKS.ID.eq(id))
        .fetchOptional(TaskStore::task);
  }

  /** A page of the tasks that the filter lets through, the oldest first. */
  public Page<Task> list(TaskFilter filter, PageRequest page) {
    List<Task> items =
        scope
            .dsl()
            .selectFrom(TASKS)
            .where(TASKS.ORGANIZATION_ID.eq(scope.organizationId()))
            .and(matches(filter))
            .orderBy(TASKS.CREATED_AT, TASKS.ID)
            .limit(page.size())
            .offset(page.offset())
            .fetch(TaskStore::task);
    return new Page<>(items, total(filter), page);
  }

  /** As {@link #list}, each task with the name of its project. */
  public Page<TaskWithProject> listWithProject(TaskFilter filter, PageRequest page) {
    List<TaskWithProject> items =
        scope
            .dsl()
            .select(TASKS.fields())
            .select(PROJECTS.NAME)
            .from(TASKS)
            .join(PROJECTS)
            .on(PROJECTS.ORGANIZATION_ID.eq(TASKS.ORGANIZATION_ID))
            .and(PROJECTS.ID.eq(TASKS.PROJECT_ID))
            .where(TASKS.ORGANIZATION_ID.eq(scope.organizationId()))
            .and(PROJECTS.ORGANIZATION_ID.eq(scope.organizationId()))
            .and(matches(filter))
            .orderBy(TASKS.CREATED_AT, TASKS.ID)
            .limit(page.size())
            .offset(page.offset())
            .fetch(found -> new TaskWithProject(task(found), found.get(PROJECTS.NAME)));
    return new Page<>(items, total(filter), page);
  }

  /** How many tasks of each status each project has, by the project's name. */
  public List<TaskCount> countByStatus() {
    return scope
        .dsl()
        .select(PROJECTS.ID, PROJECTS.NAME, TASKS.STATUS, count())
        .from(TASKS)
        .join(PROJECTS)
        .on(PROJECTS.ORGANIZATION_ID.eq(TASKS.ORGANIZATION_ID))
        .and(PROJECTS.ID.eq(TASKS.PROJECT_ID))
        .where(TASKS.ORGANIZATION_ID.eq(scope.organizationId()))
        .and(PROJECTS.ORGANIZATION_ID.eq(scope.organizationId()))
        .groupBy(PROJECTS.ID, PROJECTS.NAME, TASKS.STATUS)
        .orderBy(PROJECTS.NAME, PROJECTS.ID, TASKS.STATUS)
        .fetch(
            group ->
                new TaskCount(
                    group.value1(),
                    group.value2(),
                    TaskStatus.ofStored(group.value3()),
                    group.value4()));
  }

  /**
   * Creates a task.
   *
   * @throws MissingReferenceException where the project or the assignee is not in the tenant
   * @throws InvalidValueException where the title is blank or too long
   */
  public Task create(NewTask task) {
    return scope
        .dsl()
        .insertInto(TASKS)
        .set(TASKS.ORGANIZATION_ID, scope.organizationId())
        .set(TASKS.PROJECT_ID, task.projectId())
        .set(TASKS.TITLE, task.title())
        .set(TASKS.DESCRIPTION, task.description().orElse(null))
        .set(TASKS.ASSIGNEE_ID, task.assigneeId().orElse(null))
        .returning()
        .fetchSingle(TaskStore::task);
  }

  /**
   * Creates tasks in one statement: all or none.
   *
   * @param tasks at most {@value #MAX_BULK}
   * @return the tasks as created, in no particular order
   * @throws MissingReferenceException where a project or an assignee is not in the tenant
   * @throws InvalidValueException where a title is blank or too long
   */
  public List<Task> createAll(List<NewTask> tasks) {
    if (tasks.size() > MAX_BULK) {
      throw new IllegalArgumentException(
          tasks.size() + " tasks at once: at most " + MAX_BULK + " are allowed");
    }
    if (tasks.isEmpty()) {
      return List.of();
    }
    return List.copyOf(
        scope
            .dsl()
            .insertInto(
                TASKS,
                TASKS.ORGANIZATION_ID,
                TASKS.PROJECT_ID,
                TASKS.TITLE,
                TASKS.DESCRIPTION,
                TASKS.ASSIGNEE_ID)
            .valuesOfRows(tasks.stream().map(this::stamped).toList())
            .returning()
            .fetch(TaskStore::task));
  }

  /**
   * Changes what the patch names. A patch that changes nothing leaves the row alone.
   *
   * @return the task as it is now; empty where the tenant has none of this id
   * @throws MissingReferenceException where the new project or assignee is not in the tenant
   * @throws InvalidValueException where the new title is blank or too long
   */
  public Optional<Task> update(UUID id, TaskPatch patch) {
    if (patch.equals(TaskPatch.NOTHING)) {
      return findById(id);
    }
    return scope
        .dsl()
        .update(TASKS)
        .set(TASKS.PROJECT_ID, Changes.assigned(patch.projectId(), TASKS.PROJECT_ID))
        .set(TASKS.TITLE, Changes.assigned(patch.title(), TASKS.TITLE))
        .set(
            TASKS.DESCRIPTION,
            Changes.assigned(patch.description(), TASKS.DESCRIPTION, text -> text.orElse(null)))
        .set(TASKS.STATUS, Changes.assigned(patch.status(), TASKS.STATUS, TaskStatus::stored))
        .set(
            TASKS.ASSIGNEE_ID,
            Changes.assigned(patch.assigneeId(), TASKS.ASSIGNEE_ID, member -> member.orElse(null)))
        .set(TASKS.UPDATED_AT, currentInstant())
        .where(TASKS.ORGANIZATION_ID.eq(scope.organizationId()))
        .and(TASKS.ID.eq(id))
        .returning()
        .fetchOptional(TaskStore::task);
  }

  /**
   * Deletes a task.
   *
   * @return whether the tenant had one of this id
   */
  public boolean delete(UUID id) {
    return scope
            .dsl()
            .deleteFrom(TASKS)
            .where(TASKS.ORGANIZATION_ID.eq(scope.organizationId()))
            .and(TASKS.ID.eq(id))
            .execute()
        > 0;
  }

  private long total(TaskFilter filter) {
    return scope
        .dsl()
        .selectCount()
        .from(TASKS)
        .where(TASKS.ORGANIZATION_ID.eq(scope.organizationId()))
        .and(matches(filter))
        .fetchSingle()
        .value1();
  }

  private Row5<String, UUID, String, String, UUID> stamped(NewTask task) {
    return row(
        scope.organizationId(),
        task.projectId(),
        task.title(),
        task.description().orElse(null),
        task.assigneeId().orElse(null));
  }

  private static Condition matches(TaskFilter filter) {
    return noCondition()
        .and(
            filter
                .search()
                .map(
                    part ->
                        TASKS
                            .TITLE
                            .containsIgnoreCase(part)
                            .or(TASKS.DESCRIPTION.containsIgnoreCase(part)))
                .orElse(noCondition()))
        .and(filter.projectId().map(TASKS.PROJECT_ID::eq).orElse(noCondition()))
        .and(filter.status().map(status -> TASKS.STATUS.eq(status.stored())).orElse(noCondition()))
        .and(filter.assigneeId().map(TASKS.ASSIGNEE_ID::eq).orElse(noCondition()));
  }

  private static Task task(Record row) {
    return new Task(
        row.get(TASKS.ID),
        row.get(TASKS.PROJECT_ID),
        row.get(TASKS.TITLE),
        Optional.ofNullable(row.get(TASKS.DESCRIPTION)),
        TaskStatus.ofStored(row.get(TASKS.STATUS)),
        Optional.ofNullable(row.get(TASKS.ASSIGNEE_ID)),
        row.get(TASKS.CREATED_AT),
        row.get(TASKS.UPDATED_AT));
  }
}
