package dev.watertight.sample.data.tenant;

import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * A task to create; it begins open.
 *
 * @param projectId a project of this tenant
 * @param title not blank, at most 255 characters
 * @param description at length, or nothing
 * @param assigneeId a team member of this tenant, or nobody
 */
public record NewTask(
    UUID projectId, String title, Optional<String> description, Optional<UUID> assigneeId) {
  /** Checks that all is there. */
  public NewTask {
    Objects.requireNonNull(projectId, "projectId");
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(description, "description");
    Objects.requireNonNull(assigneeId, "assigneeId");
  }

  /** A task with a title and no more. */
  public static NewTask titled(UUID projectId, String title) {
    return new NewTask(projectId, title, Optional.empty(), Optional.empty());
  }

  /** This task, described. */
  public NewTask describedAs(String text) {
    return new NewTask(projectId, title, Optional.of(text), assigneeId);
  }

  /** This task, given to a member. */
  public NewTask assignedTo(UUID memberId) {
    return new NewTask(projectId, title, description, Optional.of(memberId));
  }
}
