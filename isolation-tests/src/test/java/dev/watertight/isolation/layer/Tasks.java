package dev.watertight.isolation.layer;

import java.util.UUID;

/**
 * Two ways to write a task: one leaves it to the key whose project it is, the other looks first.
 */
public final class Tasks {
  private Tasks() {}

  /** The key refuses a project of another tenant. */
  public static final class ByKey {
    private final JdbcScope scope;

    public ByKey(JdbcScope scope) {
      this.scope = scope;
    }

    public void add(UUID projectId, String title) {
      scope.update(
          "insert into tasks (organization_id, project_id, title) values (?, ?, ?)",
          scope.tenant(),
          projectId,
          title);
    }
  }

  /** No row is written where the project is not the tenant's, whatever the key says. */
  public static final class ByLook {
    private final JdbcScope scope;

    public ByLook(JdbcScope scope) {
      this.scope = scope;
    }

    public boolean add(UUID projectId, String title) {
      return scope.update(
              "insert into tasks (organization_id, project_id, title)"
                  + " select organization_id, id, ? from projects"
                  + " where organization_id = ? and id = ?",
              title,
              scope.tenant(),
              projectId)
          > 0;
    }
  }
}
