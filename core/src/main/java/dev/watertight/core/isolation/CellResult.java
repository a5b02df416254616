package dev.watertight.core.isolation;

import java.util.Optional;

/**
 * What came of the tries of one operation in one cell.
 *
 * @param reason why it is {@link Verdict#OPAQUE} or {@link Verdict#NOT_RUN}
 */
public record CellResult(Verdict verdict, Optional<String> reason) {
  /** The reason of an operation that asks the database for nothing. */
  public static final String NO_STATEMENT =
      "it executed no statement on the data source that it was given";

  /** What it came to. */
  public enum Verdict {
    /** No try leaked. */
    HELD("held"),
    /** A try leaked. */
    LEAKED("leaked"),
    /** A statement could not be rewritten, so the layer was not off and nothing is shown. */
    OPAQUE("opaque"),
    /** Nothing was tried. */
    NOT_RUN("notRun");

    private final String key;

    Verdict(String key) {
      this.key = key;
    }

    /** Its name in {@code isolation.json}. */
    public String key() {
      return key;
    }
  }

  /** No try leaked. */
  public static CellResult held() {
    return new CellResult(Verdict.HELD, Optional.empty());
  }

  /** A try leaked. */
  public static CellResult leaked() {
    return new CellResult(Verdict.LEAKED, Optional.empty());
  }

  /** A statement could not be rewritten. */
  public static CellResult opaque(String reason) {
    return new CellResult(Verdict.OPAQUE, Optional.of(reason));
  }

  /** Nothing was tried. */
  public static CellResult notRun(String reason) {
    return new CellResult(Verdict.NOT_RUN, Optional.of(reason));
  }
}
