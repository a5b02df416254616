package dev.watertight.core.report.html;

import dev.watertight.core.finding.Proof;
import java.util.Optional;

/**
 * An attack as a reviewer would carry it out again.
 *
 * @param sql the text to paste into psql
 * @param role who attacks; may be empty, like all that follow
 * @param setting what the session has set
 * @param tenants who A and B are
 * @param seen what came out of the other tenant
 * @param reason what stopped it, or why it could not be carried out
 * @param condition what it depends on
 */
record Replay(
    String sql,
    String role,
    String setting,
    String tenants,
    String seen,
    String reason,
    String condition) {

  /** Empty where the proof is not a text for psql. */
  static Optional<Replay> of(Proof proof) {
    String sql = field(proof, "sql");
    return sql.isBlank() || StoryView.of(proof).isPresent()
        ? Optional.empty()
        : Optional.of(
            new Replay(
                sql,
                field(proof, "role"),
                field(proof, "setting"),
                field(proof, "tenants"),
                field(proof, "seen"),
                field(proof, "reason"),
                field(proof, "condition")));
  }

  private static String field(Proof proof, String name) {
    return proof.fields().getOrDefault(name, "");
  }
}
