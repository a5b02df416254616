package dev.watertight.core.report;

import dev.watertight.core.finding.Attack;
import dev.watertight.core.finding.Status;
import java.util.List;

/**
 * What came of a number of attacks.
 *
 * @param leaked those that read, changed or revealed another tenant's data
 * @param stopped those that were carried out and stopped
 * @param failed those that could not be carried out
 */
public record AttackCount(long leaked, long stopped, long failed) {

  /** The count of these attacks. */
  public static AttackCount of(List<Attack> attacks) {
    return new AttackCount(
        count(attacks, Status.PROVEN),
        count(attacks, Status.REFUTED),
        count(attacks, Status.UNPROVEN));
  }

  private static long count(List<Attack> attacks, Status outcome) {
    return attacks.stream().filter(a -> a.outcome() == outcome).count();
  }

  /** How many there were, whatever their outcome. */
  public long all() {
    return leaked + stopped + failed;
  }

  /**
   * For people: {@code 12 attacks carried out, 10 stopped}, and {@code , 1 could not be carried
   * out} where that is so.
   */
  public String text() {
    return PlainText.count(leaked + stopped, "attack")
        + " carried out, "
        + stopped
        + " stopped"
        + (failed == 0 ? "" : ", " + failed + " could not be carried out");
  }
}
