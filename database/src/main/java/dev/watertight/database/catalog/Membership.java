package dev.watertight.database.catalog;

/**
 * A role's membership in another.
 *
 * @param role the role that is granted
 * @param member who has it
 * @param inherits whether the member has its rights without {@code SET ROLE}
 * @param set whether the member may {@code SET ROLE} to it
 */
public record Membership(
    String role, String member, boolean admin, boolean inherits, boolean set) {}
