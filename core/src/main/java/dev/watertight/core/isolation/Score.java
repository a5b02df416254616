package dev.watertight.core.isolation;

import dev.watertight.core.isolation.Mutant.Outcome;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * The isolation mutation score: how many of the faults that were put in were noticed. It is never
 * rounded up, so that only a full score reads as one.
 *
 * @param killed those that were noticed
 * @param counted those that made a difference
 */
public record Score(long killed, long counted) {
  private static final int PLACES = 4;

  /** The score of a result. */
  public static Score of(IsolationResult result) {
    return new Score(
        result.count(Outcome.KILLED), result.mutants().size() - result.count(Outcome.EQUIVALENT));
  }

  /** Whether there was anything to notice. */
  public boolean isKnown() {
    return counted > 0;
  }

  /** From 0 to 1, at most four decimals; 1 where there was nothing to notice. */
  public BigDecimal decimal() {
    BigDecimal score =
        isKnown()
            ? BigDecimal.valueOf(killed)
                .divide(BigDecimal.valueOf(counted), PLACES, RoundingMode.DOWN)
                .stripTrailingZeros()
            : BigDecimal.ONE;
    return score.scale() < 1 ? score.setScale(1) : score;
  }

  /** For people: {@code 97%}. */
  public String percent() {
    return (isKnown() ? 100 * killed / counted : 100) + "%";
  }
}
