package dev.watertight.analyzer.schema;

/** A changelog is not well-formed. */
final class ChangelogException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int line;

  ChangelogException(int line, String message) {
    super(message);
    this.line = line;
  }

  int line() {
    return line;
  }
}
