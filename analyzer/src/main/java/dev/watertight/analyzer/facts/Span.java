package dev.watertight.analyzer.facts;

/**
 * A stretch of source. Lines and columns count from 1, columns in UTF-16 code units; the end is the
 * last character itself.
 */
public record Span(int line, int column, int endLine, int endColumn) {
  /** Whether the two have a character in common. */
  public boolean overlaps(Span other) {
    return !isBefore(other) && !other.isBefore(this);
  }

  private boolean isBefore(Span other) {
    return endLine < other.line || (endLine == other.line && endColumn < other.column);
  }
}
