package dev.watertight.sample.data.tenant;

import static dev.watertight.sample.postgres.Twins.ADA;
import static dev.watertight.sample.postgres.Twins.APOLLO;
import static dev.watertight.sample.postgres.Twins.BUILD;
import static dev.watertight.sample.postgres.Twins.FOREIGN_MEMBER;
import static dev.watertight.sample.postgres.Twins.FOREIGN_PROJECT;
import static dev.watertight.sample.postgres.Twins.FOREIGN_TASK;
import static dev.watertight.sample.postgres.Twins.GEMINI;
import static dev.watertight.sample.postgres.Twins.GRACE;
import static dev.watertight.sample.postgres.Twins.PLAN;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One call of the data layer, with arguments that tempt it.
 *
 * @param method the public method that it calls, as {@code Type.method}
 * @param tempts what is tempting
 * @param scopedBy whether a predicate scopes it, or only the stamp of an insert
 * @param call the call
 */
record Operation(String method, String tempts, ScopedBy scopedBy, Function<TenantDb, Object> call) {
  enum ScopedBy {
    PREDICATE,
    STAMP
  }

  private static final PageRequest FIRST = PageRequest.first(50);

  @Override
  public String toString() {
    return method + ": " + tempts;
  }

  static Stream<Operation> all() {
    return Stream.of(
            ofTenant(), ofProjects(), ofTeamMembers(), ofTasks(), ofTasksWritten(), ofActivity())
        .flatMap(Function.identity());
  }

  private static Stream<Operation> ofTenant() {
    return Stream.of(reads("TenantDb.organization", "own", TenantDb::organization));
  }

  private static Stream<Operation> ofProjects() {
    return Stream.of(
        reads("ProjectStore.findById", "id of both", db -> db.projects().findById(APOLLO)),
        reads("ProjectStore.findById", "foreign id", db -> db.projects().findById(FOREIGN_PROJECT)),
        reads("ProjectStore.list", "all", db -> db.projects().list(ProjectFilter.ALL, FIRST)),
        reads(
            "ProjectStore.list",
            "search and status",
            db ->
                db.projects()
                    .list(
                        ProjectFilter.ALL.containing("M").withStatus(ProjectStatus.ACTIVE), FIRST)),
        reads(
            "ProjectStore.list",
            "past the end",
            db -> db.projects().list(ProjectFilter.ALL, new PageRequest(1, 2))),
        stamps(
            "ProjectStore.create",
            "name that the other has",
            db -> db.projects().create(NewProject.named("Mercury"))),
        stamps(
            "ProjectStore.create",
            "name that both have",
            db -> db.projects().create(NewProject.named("Apollo"))),
        reads(
            "ProjectStore.update",
            "id of both",
            db -> db.projects().update(APOLLO, ProjectPatch.NOTHING.withName("Saturn"))),
        reads(
            "ProjectStore.update",
            "foreign id",
            db -> db.projects().update(FOREIGN_PROJECT, ProjectPatch.NOTHING.withName("Mine"))),
        reads("ProjectStore.delete", "id of both", db -> db.projects().delete(GEMINI)),
        reads("ProjectStore.delete", "foreign id", db -> db.projects().delete(FOREIGN_PROJECT)),
        reads(
            "ProjectStore.recentlyActive",
            "all",
            db -> db.projects().recentlyActive(Instant.parse("2025-12-01T00:00:00Z"), 10)));
  }

  private static Stream<Operation> ofTeamMembers() {
    return Stream.of(
        reads("TeamMemberStore.findById", "id of both", db -> db.teamMembers().findById(ADA)),
        reads(
            "TeamMemberStore.findById",
            "foreign id",
            db -> db.teamMembers().findById(FOREIGN_MEMBER)),
        reads(
            "TeamMemberStore.findByUserId",
            "user of both",
            db -> db.teamMembers().findByUserId("user_ada")),
        reads(
            "TeamMemberStore.findByUserId",
            "foreign user",
            db -> db.teamMembers().findByUserId("user_of_globex")),
        reads(
            "TeamMemberStore.list",
            "all",
            db -> db.teamMembers().list(TeamMemberFilter.ALL, FIRST)),
        reads(
            "TeamMemberStore.list",
            "search in two columns",
            db -> db.teamMembers().list(TeamMemberFilter.ALL.containing("user_"), FIRST)),
        stamps(
            "TeamMemberStore.create",
            "user that the other has",
            db -> db.teamMembers().create(member("user_of_globex"))),
        stamps(
            "TeamMemberStore.upsert",
            "user of both",
            db -> db.teamMembers().upsert(member("user_ada"))),
        stamps(
            "TeamMemberStore.upsert",
            "user that the other has",
            db -> db.teamMembers().upsert(member("user_of_globex"))),
        reads(
            "TeamMemberStore.update",
            "id of both",
            db -> db.teamMembers().update(ADA, TeamMemberPatch.NOTHING.withDisplayName("A."))),
        reads(
            "TeamMemberStore.update",
            "foreign id",
            db ->
                db.teamMembers()
                    .update(FOREIGN_MEMBER, TeamMemberPatch.NOTHING.withRole(MemberRole.ADMIN))),
        reads("TeamMemberStore.delete", "id of both", db -> db.teamMembers().delete(ADA)),
        reads(
            "TeamMemberStore.delete", "foreign id", db -> db.teamMembers().delete(FOREIGN_MEMBER)));
  }

  private static Stream<Operation> ofTasks() {
    return Stream.of(
        reads("TaskStore.findById", "id of both", db -> db.tasks().findById(PLAN)),
        reads("TaskStore.findById", "foreign id", db -> db.tasks().findById(FOREIGN_TASK)),
        reads("TaskStore.list", "all", db -> db.tasks().list(TaskFilter.ALL, FIRST)),
        reads(
            "TaskStore.list",
            "foreign project",
            db -> db.tasks().list(TaskFilter.ALL.ofProject(FOREIGN_PROJECT), FIRST)),
        reads(
            "TaskStore.list",
            "search in two columns",
            db -> db.tasks().list(TaskFilter.ALL.containing("L"), FIRST)),
        reads(
            "TaskStore.listWithProject",
            "all",
            db -> db.tasks().listWithProject(TaskFilter.ALL, FIRST)),
        reads(
            "TaskStore.listWithProject",
            "member of both",
            db -> db.tasks().listWithProject(TaskFilter.ALL.assignedTo(ADA), FIRST)),
        reads("TaskStore.countByStatus", "all", db -> db.tasks().countByStatus()));
  }

  private static Stream<Operation> ofTasksWritten() {
    return Stream.of(
        stamps(
            "TaskStore.create",
            "project of both",
            db -> db.tasks().create(NewTask.titled(APOLLO, "Test").assignedTo(GRACE))),
        stamps(
            "TaskStore.create",
            "foreign project",
            db -> db.tasks().create(NewTask.titled(FOREIGN_PROJECT, "Test"))),
        stamps(
            "TaskStore.create",
            "foreign assignee",
            db -> db.tasks().create(NewTask.titled(APOLLO, "Test").assignedTo(FOREIGN_MEMBER))),
        stamps(
            "TaskStore.createAll",
            "project of both",
            db ->
                db.tasks()
                    .createAll(
                        List.of(NewTask.titled(APOLLO, "Same"), NewTask.titled(APOLLO, "Same")))),
        stamps(
            "TaskStore.createAll",
            "one foreign project",
            db ->
                db.tasks()
                    .createAll(
                        List.of(
                            NewTask.titled(APOLLO, "Same"),
                            NewTask.titled(FOREIGN_PROJECT, "Same")))),
        reads(
            "TaskStore.update",
            "id of both",
            db -> db.tasks().update(BUILD, TaskPatch.NOTHING.withStatus(TaskStatus.OPEN))),
        reads(
            "TaskStore.update",
            "foreign id",
            db -> db.tasks().update(FOREIGN_TASK, TaskPatch.NOTHING.withTitle("Mine"))),
        stamps(
            "TaskStore.update",
            "to a foreign project",
            db -> db.tasks().update(BUILD, TaskPatch.NOTHING.withProject(FOREIGN_PROJECT))),
        stamps(
            "TaskStore.update",
            "to a foreign assignee",
            db ->
                db.tasks()
                    .update(BUILD, TaskPatch.NOTHING.withAssignee(Optional.of(FOREIGN_MEMBER)))),
        reads("TaskStore.delete", "id of both", db -> db.tasks().delete(PLAN)),
        reads("TaskStore.delete", "foreign id", db -> db.tasks().delete(FOREIGN_TASK)));
  }

  private static Stream<Operation> ofActivity() {
    return Stream.of(
        stamps(
            "ActivityLog.append",
            "foreign project",
            db ->
                db.activity()
                    .append(new NewActivity("project.seen", Optional.of(FOREIGN_PROJECT), ""))),
        reads(
            "ActivityLog.list",
            "all",
            db -> db.activity().list(Optional.empty(), Optional.empty(), 50)),
        reads(
            "ActivityLog.list",
            "foreign project",
            db -> db.activity().list(Optional.of(FOREIGN_PROJECT), Optional.empty(), 50)),
        reads(
            "ActivityLog.list",
            "position from the other's log",
            db ->
                db.activity()
                    .list(
                        Optional.empty(),
                        Optional.of(
                            new ActivitySlice.Position(
                                Instant.parse("2026-01-01T09:00:00Z"), FOREIGN_TASK)),
                        2)));
  }

  private static NewTeamMember member(String userId) {
    return new NewTeamMember(userId, "New name", MemberRole.VIEWER);
  }

  private static Operation reads(String method, String tempts, Function<TenantDb, Object> call) {
    return new Operation(method, tempts, ScopedBy.PREDICATE, call);
  }

  private static Operation stamps(String method, String tempts, Function<TenantDb, Object> call) {
    return new Operation(method, tempts, ScopedBy.STAMP, call);
  }
}
