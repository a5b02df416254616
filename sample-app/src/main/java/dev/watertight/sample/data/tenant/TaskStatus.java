package dev.watertight.sample.data.tenant;

import java.util.Locale;

/** How far a task is. */
public enum TaskStatus {
  /** Not begun; the status of a new task. */
  OPEN,
  /** Begun. */
  IN_PROGRESS,
  /** Over. */
  DONE;

  String stored() {
    return name().toLowerCase(Locale.ROOT);
  }

  static TaskStatus ofStored(String stored) {
    return valueOf(stored.toUpperCase(Locale.ROOT));
  }
}
