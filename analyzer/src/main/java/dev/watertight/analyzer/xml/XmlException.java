package dev.watertight.analyzer.xml;

/** A text is not well-formed XML. */
public final class XmlException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int line;

  XmlException(int line, String message) {
    super(message);
    this.line = line;
  }

  /** The line of the fault, from 1. */
  public int line() {
    return line;
  }
}
