package dev.watertight.sample.data.tenant;

import java.util.Locale;

/** What becomes of a project. */
public enum ProjectStatus {
  /** Being worked on; the status of a new project. */
  ACTIVE,
  /** Resting. */
  PAUSED,
  /** Over, kept to be read. */
  ARCHIVED;

  String stored() {
    return name().toLowerCase(Locale.ROOT);
  }

  static ProjectStatus ofStored(String stored) {
    return valueOf(stored.toUpperCase(Locale.ROOT));
  }
}
