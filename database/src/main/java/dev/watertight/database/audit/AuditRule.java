package dev.watertight.database.audit;

import java.util.List;

/**
 * A rule of the database layer: candidates from the catalog, each with the attacks that prove or
 * refute it. Found by {@link java.util.ServiceLoader}.
 */
public interface AuditRule {
  /** Its name, which is its id everywhere. */
  String name();

  /**
   * Rules that would report the same root cause less precisely: where this one has a finding on a
   * table, theirs on the same table become its {@code related}.
   */
  default List<String> supersedes() {
    return List.of();
  }

  /**
   * The same, for rules whose findings are on single constraints, policies or indexes: only theirs
   * on the same object become {@code related}.
   */
  default List<String> supersedesOnSameObject() {
    return List.of();
  }

  /** Looks for candidates and hands them to the trial. */
  void audit(Subject subject, Trial trial);
}
