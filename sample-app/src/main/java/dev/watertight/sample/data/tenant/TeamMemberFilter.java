package dev.watertight.sample.data.tenant;

import java.util.Objects;
import java.util.Optional;

/**
 * Which members to list.
 *
 * @param search a part of the display name or of the user's id, in any case; {@code %} and {@code
 *     _} mean themselves
 * @param role only those of this role
 */
public record TeamMemberFilter(Optional<String> search, Optional<MemberRole> role) {
  /** Every member of the tenant. */
  public static final TeamMemberFilter ALL =
      new TeamMemberFilter(Optional.empty(), Optional.empty());

  /** Checks that all is there. */
  public TeamMemberFilter {
    Objects.requireNonNull(search, "search");
    Objects.requireNonNull(role, "role");
  }

  /** This filter, and the name or the user's id contains {@code part}. */
  public TeamMemberFilter containing(String part) {
    return new TeamMemberFilter(Optional.of(part), role);
  }

  /** This filter, and the role is {@code wanted}. */
  public TeamMemberFilter withRole(MemberRole wanted) {
    return new TeamMemberFilter(search, Optional.of(wanted));
  }
}
