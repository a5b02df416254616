package dev.watertight.sample.data.tenant;

import java.util.Objects;

/**
 * A project to create.
 *
 * @param name not blank, at most 255 characters, not yet taken in this tenant
 * @param status the status to begin with
 */
public record NewProject(String name, ProjectStatus status) {
  /** Checks that all is there. */
  public NewProject {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(status, "status");
  }

  /** An active project. */
  public static NewProject named(String name) {
    return new NewProject(name, ProjectStatus.ACTIVE);
  }
}
