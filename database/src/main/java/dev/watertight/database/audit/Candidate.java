package dev.watertight.database.audit;

import dev.watertight.core.finding.Severity;
import java.util.List;
import java.util.Optional;

/**
 * Something that may be a finding, before it was tried.
 *
 * @param object the database object, as findings spell it
 * @param table the tenant table whose rows are at stake
 * @param severity of the finding, if it becomes one
 * @param message what was found, where, why it matters and what to do, in one or two lines
 * @param condition what the proof depends on, such as {@code wal_level = logical}
 */
public record Candidate(
    String object,
    Optional<String> table,
    Severity severity,
    String message,
    List<String> related,
    Optional<String> condition) {
  public Candidate {
    related = List.copyOf(related);
  }

  /** A candidate that depends on nothing. */
  public static Candidate of(
      String object, Optional<String> table, Severity severity, String message) {
    return new Candidate(object, table, severity, message, List.of(), Optional.empty());
  }
}
