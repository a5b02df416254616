package dev.watertight.core.finding;

import java.util.Comparator;
import java.util.Optional;

/**
 * An attack that was carried out, or tried: what a reviewer wants to see besides the findings.
 *
 * @param rule the rule that it belongs to
 * @param location the database object that was attacked
 * @param table the tenant table whose rows were at stake, as the schema spells it
 * @param description what was tried, as one sentence for people
 * @param outcome {@link Status#PROVEN} if it leaked, {@link Status#REFUTED} if it was stopped,
 *     {@link Status#UNPROVEN} if it could not be carried out
 * @param proof the text to replay, and what was seen or what stopped it
 */
public record Attack(
    String rule,
    Location.InDatabase location,
    Optional<String> table,
    String description,
    Status outcome,
    Proof proof) {

  /** By object, then rule, then description. */
  public static final Comparator<Attack> ORDER =
      Comparator.comparing((Attack a) -> a.location().object())
          .thenComparing(Attack::rule)
          .thenComparing(Attack::description)
          .thenComparing(Attack::outcome);

  public Attack {
    if (outcome == Status.SUSPECTED) {
      throw new IllegalArgumentException("an attack that was not tried is none: " + description);
    }
  }
}
