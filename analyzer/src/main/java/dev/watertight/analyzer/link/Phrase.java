package dev.watertight.analyzer.link;

/**
 * What a step of a query says in SQL: a column, a condition, a table or all of it so far.
 *
 * @param kind what it is
 * @param texts the words, one for each path that leads here
 */
public record Phrase(Kind kind, Texts texts) {
  /** What can be said. */
  public enum Kind {
    FIELD,
    CONDITION,
    TABLE,
    ROW,
    EXPRESSION,
    QUERY
  }

  /** Either of two. */
  Phrase or(Phrase other) {
    return kind == other.kind
        ? new Phrase(kind, texts.or(other.texts))
        : new Phrase(kind, texts.or(Texts.UNKNOWN));
  }

  /** It, or something that is not known. */
  Phrase orUnknown() {
    return new Phrase(kind, texts.or(Texts.UNKNOWN));
  }
}
