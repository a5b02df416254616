package dev.watertight.sample.data.tenant;

import java.util.Locale;

/** What a member may do in the tenant. */
public enum MemberRole {
  /** Everything. */
  ADMIN,
  /** Works on projects; the role of a new member. */
  MEMBER,
  /** Reads. */
  VIEWER;

  String stored() {
    return name().toLowerCase(Locale.ROOT);
  }

  static MemberRole ofStored(String stored) {
    return valueOf(stored.toUpperCase(Locale.ROOT));
  }
}
