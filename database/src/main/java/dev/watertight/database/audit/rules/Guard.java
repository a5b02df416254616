package dev.watertight.database.audit.rules;

import dev.watertight.database.audit.Subject;
import dev.watertight.database.catalog.Relation;

/** Whether policies hold the application on a table at all. */
final class Guard {
  private Guard() {}

  /**
   * Whether the application gets at every tenant's rows by the table's own name: then that is the
   * fault, and what is built on the table adds nothing to it.
   *
   * @param named the table, or the partition or child of it that something reads
   */
  static boolean isOpen(Subject subject, Relation table, Relation named) {
    return !subject.app().isHeldBy(table) && subject.app().hasAny(named, "SELECT");
  }
}
