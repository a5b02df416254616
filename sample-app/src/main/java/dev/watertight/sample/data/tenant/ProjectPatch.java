package dev.watertight.sample.data.tenant;

import java.util.Objects;

/**
 * What to change of a project. There is no way to name its tenant or its id here.
 *
 * @param name the new name
 * @param status the new status
 */
public record ProjectPatch(Change<String> name, Change<ProjectStatus> status) {
  /** Changes nothing; a start for the others. */
  public static final ProjectPatch NOTHING = new ProjectPatch(Change.keep(), Change.keep());

  /** Checks that each field says what becomes of it. */
  public ProjectPatch {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(status, "status");
  }

  /** This patch, which also renames. */
  public ProjectPatch withName(String newName) {
    return new ProjectPatch(Change.to(newName), status);
  }

  /** This patch, which also sets the status. */
  public ProjectPatch withStatus(ProjectStatus newStatus) {
    return new ProjectPatch(name, Change.to(newStatus));
  }
}
