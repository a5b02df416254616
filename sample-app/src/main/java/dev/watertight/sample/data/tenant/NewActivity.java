package dev.watertight.sample.data.tenant;

import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * Something to record. Who did it is the scope's user and when is the database's clock: neither is
 * for the caller to say.
 *
 * @param action what was done: not blank, at most 50 characters
 * @param projectId the project it was done in, if any
 * @param detail more in words; may be empty
 */
public record NewActivity(String action, Optional<UUID> projectId, String detail) {
  /** Checks that all is there. */
  public NewActivity {
    Objects.requireNonNull(action, "action");
    Objects.requireNonNull(projectId, "projectId");
    Objects.requireNonNull(detail, "detail");
  }
}
