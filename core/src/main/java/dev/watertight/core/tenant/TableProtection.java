package dev.watertight.core.tenant;

import java.util.List;
import java.util.Locale;

/**
 * What stands between the tenants' rows of one table, as the database itself has it.
 *
 * @param table the table, spelled {@code schema.table}
 * @param guards each thing that protects it, or should; in a fixed order, the same for all tables
 */
public record TableProtection(String table, List<Guard> guards) {
  /** How well one guard stands. */
  public enum State {
    /** It is there and does its work. */
    HOLDS,
    /** It falls short: one more mistake and it leaks, or it only costs time. */
    WEAK,
    /** It is not there, or has no effect on the application's role. */
    MISSING,
    /** It has no meaning for this table. */
    NOT_APPLICABLE;

    /**
     * The name in reports: {@code holds}, {@code weak}, {@code missing}, {@code not applicable}.
     */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  /**
   * One thing that protects a table.
   *
   * @param name what it is, for people: {@code row-level security}
   * @param detail what was found: {@code on, not forced; the owner is another role}
   */
  public record Guard(String name, State state, String detail) {}

  public TableProtection {
    guards = List.copyOf(guards);
  }
}
