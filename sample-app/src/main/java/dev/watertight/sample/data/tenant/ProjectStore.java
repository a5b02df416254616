package dev.watertight.sample.data.tenant;

import static dev.watertight.sample.data.schema.Tables.ACTIVITY;
import static dev.watertight.sample.data.schema.Tables.PROJECTS;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.currentInstant;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.noCondition;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.CommonTableExpression;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Record4;

/** The tenant's projects, and nobody else's: an id of another tenant is an unknown id here. */
public final class ProjectStore {
  private final Scope scope;

  ProjectStore(Scope scope) {
    this.scope = scope;
  }

  /** The project of this id; empty where the tenant has none. */
  public Optional<Project> findById(UUID id) {
    return scope
        .dsl()
        .selectFrom(PROJECTS)
        .where(PROJECTS.ORGANIZATION_ID.eq(scope.organizationId()))
        .and(PROJECTS.ID.eq(id))
        .fetchOptional(ProjectStore::project);
  }

  /** A page of the projects that the filter lets through, by name. */
  public Page<Project> list(ProjectFilter filter, PageRequest page) {
    long total =
        scope
            .dsl()
            .selectCount()
            .from(PROJECTS)
            .where(PROJECTS.ORGANIZATION_ID.eq(scope.organizationId()))
            .and(matches(filter))
            .fetchSingle()
            .value1();
    List<Project> items =
        scope
            .dsl()
            .selectFrom(PROJECTS)
            .where(PROJECTS.ORGANIZATION_ID.eq(scope.organizationId()))
            .and(matches(filter))
            .orderBy(PROJECTS.NAME, PROJECTS.ID)
            .limit(page.size())
            .offset(page.offset())
            .fetch(ProjectStore::project);
    return new Page<>(items, total, page);
  }

  /**
   * Creates a project.
   *
   * @throws DuplicateException where the tenant has a project of this name
   * @throws InvalidValueException where the name is blank or too long
   */
  public Project create(NewProject project) {
    return scope
        .dsl()
        .insertInto(PROJECTS)
        .set(PROJECTS.ORGANIZATION_ID, scope.organizationId())
        .set(PROJECTS.NAME, project.name())
        .set(PROJECTS.STATUS, project.status().stored())
        .returning()
        .fetchSingle(ProjectStore::project);
  }

  /**
   * Changes what the patch names. A patch that changes nothing leaves the row alone.
   *
   * @return the project as it is now; empty where the tenant has none of this id
   * @throws DuplicateException where the tenant has another project of the new name
   * @throws InvalidValueException where the new name is blank or too long
   */
  public Optional<Project> update(UUID id, ProjectPatch patch) {
    if (patch.equals(ProjectPatch.NOTHING)) {
      return findById(id);
    }
    return scope
        .dsl()
        .update(PROJECTS)
        .set(PROJECTS.NAME, Changes.assigned(patch.name(), PROJECTS.NAME))
        .set(
            PROJECTS.STATUS,
            Changes.assigned(patch.status(), PROJECTS.STATUS, ProjectStatus::stored))
        .set(PROJECTS.UPDATED_AT, currentInstant())
        .where(PROJECTS.ORGANIZATION_ID.eq(scope.organizationId()))
        .and(PROJECTS.ID.eq(id))
        .returning()
        .fetchOptional(ProjectStore::project);
  }

  /**
   * Deletes a project and its tasks. Its activity stays in the log.
   *
   * @return whether the tenant had one of this id
   */
  public boolean delete(UUID id) {
    return scope
            .dsl()
            .deleteFrom(PROJECTS)
            .where(PROJECTS.ORGANIZATION_ID.eq(scope.organizationId()))
            .and(PROJECTS.ID.eq(id))
            .execute()
        > 0;
  }

  /**
   * The projects in which something has happened since a time, the latest first.
   *
   * @param size at most so many, 1 to {@value PageRequest#MAX_SIZE}
   */
  public List<ProjectActivity> recentlyActive(Instant since, int size) {
    int limit = PageRequest.first(size).size();
    Field<Instant> lastAt = max(ACTIVITY.OCCURRED_AT).as("last_at");
    Field<Integer> events = count().as("events");
    CommonTableExpression<Record4<String, UUID, Instant, Integer>> recent =
        name("recent")
            .as(
                scope
                    .dsl()
                    .select(ACTIVITY.ORGANIZATION_ID, ACTIVITY.PROJECT_ID, lastAt, events)
                    .from(ACTIVITY)
                    .where(ACTIVITY.ORGANIZATION_ID.eq(scope.organizationId()))
                    .and(ACTIVITY.PROJECT_ID.isNotNull())
                    .and(ACTIVITY.OCCURRED_AT.ge(since))
                    .groupBy(ACTIVITY.ORGANIZATION_ID, ACTIVITY.PROJECT_ID));
    return scope
        .dsl()
        .with(recent)
        .select(PROJECTS.fields())
        .select(recent.field(lastAt), recent.field(events))
        .from(PROJECTS)
        .join(recent)
        .on(recent.field(ACTIVITY.ORGANIZATION_ID).eq(PROJECTS.ORGANIZATION_ID))
        .and(recent.field(ACTIVITY.PROJECT_ID).eq(PROJECTS.ID))
        .where(PROJECTS.ORGANIZATION_ID.eq(scope.organizationId()))
        .orderBy(recent.field(lastAt).desc(), PROJECTS.NAME)
        .limit(limit)
        .fetch(
            row ->
                new ProjectActivity(
                    project(row), row.get(recent.field(lastAt)), row.get(recent.field(events))));
  }

  private static Condition matches(ProjectFilter filter) {
    return noCondition()
        .and(filter.search().map(PROJECTS.NAME::containsIgnoreCase).orElse(noCondition()))
        .and(
            filter
                .status()
                .map(status -> PROJECTS.STATUS.eq(status.stored()))
                .orElse(noCondition()));
  }

  private static Project project(Record row) {
    return new Project(
        row.get(PROJECTS.ID),
        row.get(PROJECTS.NAME),
        ProjectStatus.ofStored(row.get(PROJECTS.STATUS)),
        row.get(PROJECTS.CREATED_AT),
        row.get(PROJECTS.UPDATED_AT));
  }
}
