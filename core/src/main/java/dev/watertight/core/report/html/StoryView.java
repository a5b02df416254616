package dev.watertight.core.report.html;

import dev.watertight.core.finding.Proof;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A counterexample of isolation tests as a reviewer reads it, and as a developer runs it again.
 * Each text may be empty.
 *
 * @param steps what happened, in order
 * @param sql the statements that were executed, with their values
 * @param seed gives the same try again
 * @param test a Java test to paste
 */
record StoryView(
    String seen,
    String call,
    String cell,
    String tenants,
    List<String> steps,
    String sql,
    String seed,
    String test) {

  /** The fields of a proof that it shows. */
  static final Set<String> FIELDS =
      Set.of("seen", "call", "cell", "tenants", "story", "sql", "seed", "test");

  /** Empty where the proof is not that of a counterexample. */
  static Optional<StoryView> of(Proof proof) {
    Map<String, String> fields = proof.fields();
    if (!fields.containsKey("call") || !fields.containsKey("seed")) {
      return Optional.empty();
    }
    String story = fields.getOrDefault("story", "");
    return Optional.of(
        new StoryView(
            fields.getOrDefault("seen", ""),
            fields.getOrDefault("call", ""),
            fields.getOrDefault("cell", ""),
            fields.getOrDefault("tenants", ""),
            story.isEmpty() ? List.of() : List.of(story.split("\n", -1)),
            fields.getOrDefault("sql", ""),
            fields.getOrDefault("seed", ""),
            fields.getOrDefault("test", "")));
  }
}
