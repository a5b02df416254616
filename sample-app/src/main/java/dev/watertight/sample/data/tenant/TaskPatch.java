package dev.watertight.sample.data.tenant;

import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * What to change of a task. There is no way to name its tenant or its id here; the project and the
 * assignee that it may be given are looked up in its own tenant.
 *
 * @param projectId the project to move it to
 * @param title the new title
 * @param description the new description, or none
 * @param status the new status
 * @param assigneeId the new assignee, or nobody
 */
public record TaskPatch(
    Change<UUID> projectId,
    Change<String> title,
    Change<Optional<String>> description,
    Change<TaskStatus> status,
    Change<Optional<UUID>> assigneeId) {
  /** Changes nothing; a start for the others. */
  public static final TaskPatch NOTHING =
      new TaskPatch(Change.keep(), Change.keep(), Change.keep(), Change.keep(), Change.keep());

  /** Checks that each field says what becomes of it. */
  public TaskPatch {
    Objects.requireNonNull(projectId, "projectId");
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(description, "description");
    Objects.requireNonNull(status, "status");
    Objects.requireNonNull(assigneeId, "assigneeId");
  }

  /** This patch, which also moves the task to another project of the tenant. */
  public TaskPatch withProject(UUID newProject) {
    return new TaskPatch(Change.to(newProject), title, description, status, assigneeId);
  }

  /** This patch, which also sets the title. */
  public TaskPatch withTitle(String newTitle) {
    return new TaskPatch(projectId, Change.to(newTitle), description, status, assigneeId);
  }

  /** This patch, which also sets the description, or takes it away. */
  public TaskPatch withDescription(Optional<String> newDescription) {
    return new TaskPatch(projectId, title, Change.to(newDescription), status, assigneeId);
  }

  /** This patch, which also sets the status. */
  public TaskPatch withStatus(TaskStatus newStatus) {
    return new TaskPatch(projectId, title, description, Change.to(newStatus), assigneeId);
  }

  /** This patch, which also gives the task to a member, or to nobody. */
  public TaskPatch withAssignee(Optional<UUID> newAssignee) {
    return new TaskPatch(projectId, title, description, status, Change.to(newAssignee));
  }
}
