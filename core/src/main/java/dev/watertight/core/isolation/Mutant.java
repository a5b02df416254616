package dev.watertight.core.isolation;

import java.util.Optional;

/**
 * A fault that was put in on purpose, to see whether the tests notice.
 *
 * @param operator what was done, such as {@code predicate dropped}
 * @param statement the statement, or the object of the schema, that it was done to
 * @param table the tenant table concerned
 * @param operation an operation that runs it
 * @param outcome whether it was noticed
 * @param detail how it was noticed, or why it counts as equivalent
 */
public record Mutant(
    String operator,
    String statement,
    Optional<String> table,
    String operation,
    Outcome outcome,
    String detail) {
  /** What came of it. */
  public enum Outcome {
    /** The tests noticed. */
    KILLED("killed"),
    /** Only row-level security stood between it and a leak that no test without it looked for. */
    MASKED_BY_RLS("maskedByRls"),
    /** Nobody noticed. */
    SURVIVED("survived"),
    /** It made no difference to any result, in two very different worlds. */
    EQUIVALENT("equivalent");

    private final String key;

    Outcome(String key) {
      this.key = key;
    }

    /** Its name in {@code isolation.json}. */
    public String key() {
      return key;
    }
  }
}
