package dev.watertight.sample.data.tenant;

import java.util.Objects;

/**
 * What to change of a membership. There is no way to name its tenant, its id or its user here.
 *
 * @param displayName the new name
 * @param role the new role
 */
public record TeamMemberPatch(Change<String> displayName, Change<MemberRole> role) {
  /** Changes nothing; a start for the others. */
  public static final TeamMemberPatch NOTHING = new TeamMemberPatch(Change.keep(), Change.keep());

  /** Checks that each field says what becomes of it. */
  public TeamMemberPatch {
    Objects.requireNonNull(displayName, "displayName");
    Objects.requireNonNull(role, "role");
  }

  /** This patch, which also renames. */
  public TeamMemberPatch withDisplayName(String newName) {
    return new TeamMemberPatch(Change.to(newName), role);
  }

  /** This patch, which also sets the role. */
  public TeamMemberPatch withRole(MemberRole newRole) {
    return new TeamMemberPatch(displayName, Change.to(newRole));
  }
}
