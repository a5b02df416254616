package dev.watertight.core.report;

import dev.watertight.core.isolation.Cell;
import dev.watertight.core.isolation.CellResult.Verdict;
import dev.watertight.core.isolation.IsolationResult;
import dev.watertight.core.isolation.Mutant.Outcome;
import dev.watertight.core.isolation.OperationResult;
import dev.watertight.core.isolation.OperationResult.Kind;
import dev.watertight.core.isolation.Score;
import java.util.Arrays;

/**
 * What isolation tests amount to.
 *
 * @param operations those that were called
 * @param sound those that hold in each cell where they must, and whose control leaks if it must
 * @param leaking those that leak where they may not
 * @param blind those whose control did not leak
 * @param untested those of which a cell shows nothing, and that neither leak nor are blind
 * @param acrossTenants those that are to cross tenants, with a reason
 */
public record IsolationCount(
    long operations, long sound, long leaking, long blind, long untested, long acrossTenants) {

  /** How one operation stands; the worst first. */
  public enum State {
    LEAKS,
    BLIND,
    UNTESTED,
    ACROSS_TENANTS,
    SOUND;

    /** How it stands. */
    public static State of(OperationResult operation) {
      if (operation.kind() == Kind.ACROSS_TENANTS) {
        return ACROSS_TENANTS;
      }
      if (Arrays.stream(Cell.values())
          .anyMatch(c -> c.mustHold() && is(operation, c, Verdict.LEAKED))) {
        return LEAKS;
      }
      if (operation.isAsked(Cell.NEITHER) && is(operation, Cell.NEITHER, Verdict.HELD)) {
        return BLIND;
      }
      boolean gap =
          Arrays.stream(Cell.values())
              .filter(operation::isAsked)
              .anyMatch(c -> is(operation, c, Verdict.OPAQUE) || is(operation, c, Verdict.NOT_RUN));
      return gap ? UNTESTED : SOUND;
    }

    private static boolean is(OperationResult operation, Cell cell, Verdict verdict) {
      return operation.cell(cell).verdict() == verdict;
    }
  }

  /** The count of a result. */
  public static IsolationCount of(IsolationResult result) {
    return new IsolationCount(
        result.operations().size(),
        count(result, State.SOUND),
        count(result, State.LEAKS),
        count(result, State.BLIND),
        count(result, State.UNTESTED),
        count(result, State.ACROSS_TENANTS));
  }

  private static long count(IsolationResult result, State state) {
    return result.operations().stream().filter(o -> State.of(o) == state).count();
  }

  /**
   * For people: {@code 9 of 12 operations hold by each layer alone, 1 leaks, 1 is blind, 1 is not
   * fully tested}.
   */
  public String text() {
    return sound
        + " of "
        + PlainText.count(operations, "operation")
        + (sound == 1 ? " holds" : " hold")
        + " by each layer alone"
        + clause(leaking, "leaks", "leak")
        + clause(blind, "is blind", "are blind")
        + clause(untested, "is not fully tested", "are not fully tested")
        + clause(acrossTenants, "crosses tenants on purpose", "cross tenants on purpose");
  }

  private static String clause(long number, String one, String many) {
    return number == 0 ? "" : ", " + number + " " + (number == 1 ? one : many);
  }

  /** For people: {@code mutation score 97% (38 of 39 faults noticed, 1 survived)}. */
  public static String score(IsolationResult result) {
    Score score = Score.of(result);
    if (!score.isKnown()) {
      return "no fault was put in to test the tests";
    }
    long masked = result.count(Outcome.MASKED_BY_RLS);
    long survived = result.count(Outcome.SURVIVED);
    return "mutation score "
        + score.percent()
        + " ("
        + score.killed()
        + " of "
        + PlainText.count(score.counted(), "fault")
        + " noticed"
        + (masked == 0 ? "" : ", " + masked + " masked by row-level security")
        + (survived == 0 ? "" : ", " + survived + " survived")
        + ")";
  }
}
