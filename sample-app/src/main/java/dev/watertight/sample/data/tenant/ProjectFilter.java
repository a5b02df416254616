package dev.watertight.sample.data.tenant;

import java.util.Objects;
import java.util.Optional;

/**
 * Which projects to list.
 *
 * @param search a part of the name, in any case; {@code %} and {@code _} mean themselves
 * @param status only those of this status
 */
public record ProjectFilter(Optional<String> search, Optional<ProjectStatus> status) {
  /** Every project of the tenant. */
  public static final ProjectFilter ALL = new ProjectFilter(Optional.empty(), Optional.empty());

  /** Checks that all is there. */
  public ProjectFilter {
    Objects.requireNonNull(search, "search");
    Objects.requireNonNull(status, "status");
  }

  /** This filter, and the name contains {@code part}. */
  public ProjectFilter containing(String part) {
    return new ProjectFilter(Optional.of(part), status);
  }

  /** This filter, and the status is {@code wanted}. */
  public ProjectFilter withStatus(ProjectStatus wanted) {
    return new ProjectFilter(search, Optional.of(wanted));
  }
}
