package dev.watertight.sample.data.tenant;

import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * Which tasks to list.
 *
 * @param search a part of the title or of the description, in any case; {@code %} and {@code _}
 *     mean themselves
 * @param projectId only those of this project
 * @param status only those of this status
 * @param assigneeId only those of this member
 */
public record TaskFilter(
    Optional<String> search,
    Optional<UUID> projectId,
    Optional<TaskStatus> status,
    Optional<UUID> assigneeId) {
  /** Every task of the tenant. */
  public static final TaskFilter ALL =
      new TaskFilter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /** Checks that all is there. */
  public TaskFilter {
    Objects.requireNonNull(search, "search");
    Objects.requireNonNull(projectId, "projectId");
    Objects.requireNonNull(status, "status");
    Objects.requireNonNull(assigneeId, "assigneeId");
  }

  /** This filter, and the title or the description contains {@code part}. */
  public TaskFilter containing(String part) {
    return new TaskFilter(Optional.of(part), projectId, status, assigneeId);
  }

  /** This filter, and the task is of this project. */
  public TaskFilter ofProject(UUID project) {
    return new TaskFilter(search, Optional.of(project), status, assigneeId);
  }

  /** This filter, and the status is {@code wanted}. */
  public TaskFilter withStatus(TaskStatus wanted) {
    return new TaskFilter(search, projectId, Optional.of(wanted), assigneeId);
  }

  /** This filter, and the task is given to this member. */
  public TaskFilter assignedTo(UUID member) {
    return new TaskFilter(search, projectId, status, Optional.of(member));
  }
}
