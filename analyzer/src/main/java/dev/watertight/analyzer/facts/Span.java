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

  /** Whether the other lies within this one. */
  public boolean contains(Span other) {
    boolean begins = line < other.line || (line == other.line && column <= other.column);
    return begins
        && (endLine > other.endLine || (endLine == other.endLine && endColumn >= other.endColumn));
  }

  private boolean isBefore(Span other) {
    return endLine < other.line || (endLine == other.line && endColumn < other.column);
  }
}
