package dev.watertight.sample.data.tenant;

import static dev.watertight.sample.data.schema.Tables.ORGANIZATIONS;

/**
 * The data of one tenant, as long as the work given to {@link Tenants#open} runs. There is no way
 * from here to another tenant's data: no method takes a tenant, and none returns a connection, a
 * statement or a lazy result.
 */
public final class TenantDb {
  private final Scope scope;
  private final ProjectStore projects;
  private final TeamMemberStore teamMembers;
  private final TaskStore tasks;
  private final ActivityLog activity;

  TenantDb(Scope scope) {
    this.scope = scope;
    this.projects = new ProjectStore(scope);
    this.teamMembers = new TeamMemberStore(scope);
    this.tasks = new TaskStore(scope);
    this.activity = new ActivityLog(scope);
  }

  /**
   * The tenant itself.
   *
   * @throws IllegalStateException where it has not been registered yet
   */
  public Organization organization() {
    return scope
        .dsl()
        .selectFrom(ORGANIZATIONS)
        .where(ORGANIZATIONS.ID.eq(scope.organizationId()))
        .fetchOptional(
            row ->
                new Organization(
                    row.get(ORGANIZATIONS.ID),
                    row.get(ORGANIZATIONS.NAME),
                    row.get(ORGANIZATIONS.PLAN),
                    row.get(ORGANIZATIONS.CREATED_AT)))
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "The session's organization is not registered: see OrganizationRegistry."));
  }

  /** The tenant's projects. */
  public ProjectStore projects() {
    return projects;
  }

  /** The people of the tenant. */
  public TeamMemberStore teamMembers() {
    return teamMembers;
  }

  /** The tasks of the tenant's projects. */
  public TaskStore tasks() {
    return tasks;
  }

  /** What happened in the tenant. */
  public ActivityLog activity() {
    return activity;
  }
}
