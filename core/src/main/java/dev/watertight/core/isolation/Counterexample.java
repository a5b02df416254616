package dev.watertight.core.isolation;

import java.util.List;
import java.util.Optional;

/**
 * A try that leaked, made as small as the time allowed.
 *
 * @param rule the rule's name, such as {@code leak-read}; one of {@link IsolationRules#ALL}
 * @param cell where it leaked; empty for what belongs to no cell
 * @param operation the operation, or the last one of several
 * @param tenants who they are, such as {@code A = org_a; B = org_b}; empty where the story says so
 * @param message what was found, in a line
 * @param story what happened, step by step, for people
 * @param sql the statements that were executed, with their values
 * @param seed gives the same try again
 * @param test a Java test that shows it, to paste
 */
public record Counterexample(
    String rule,
    Optional<Cell> cell,
    String operation,
    Optional<String> tenants,
    String message,
    List<String> story,
    List<String> sql,
    String seed,
    String test) {
  public Counterexample {
    story = List.copyOf(story);
    sql = List.copyOf(sql);
  }

  /** One whose story names the tenants. */
  public Counterexample(
      String rule,
      Optional<Cell> cell,
      String operation,
      String message,
      List<String> story,
      List<String> sql,
      String seed,
      String test) {
    this(rule, cell, operation, Optional.empty(), message, story, sql, seed, test);
  }
}
