package dev.watertight.sample.data.tenant;

import java.util.Objects;

/**
 * A membership to create.
 *
 * @param userId the identity provider's id of the user
 * @param displayName what the others see: not blank, at most 255 characters
 * @param role what the user may do here
 */
public record NewTeamMember(String userId, String displayName, MemberRole role) {
  /** Checks that all is there. */
  public NewTeamMember {
    Objects.requireNonNull(userId, "userId");
    Objects.requireNonNull(displayName, "displayName");
    Objects.requireNonNull(role, "role");
  }
}
