package dev.watertight.database.audit;

/**
 * How an attack ended.
 *
 * @param text what was seen of the victim, what stopped it, or why it could not be carried out
 */
public record Outcome(Kind kind, String text) {
  /** The ways in which an attack ends. */
  public enum Kind {
    LEAKED,
    STOPPED,
    FAILED
  }

  static Outcome leaked(String seen) {
    return new Outcome(Kind.LEAKED, seen);
  }

  static Outcome stopped(String by) {
    return new Outcome(Kind.STOPPED, by);
  }

  static Outcome failed(String why) {
    return new Outcome(Kind.FAILED, why);
  }

  /** Whether the victim's data was read, changed or revealed. */
  public boolean leaks() {
    return kind == Kind.LEAKED;
  }
}
