package dev.watertight.isolation.sql;

/**
 * A token of a statement's text.
 *
 * @param start where it begins in the text
 * @param end behind its last character
 * @param text an unquoted word in lower case, a quoted name without its quotes, else as written
 */
record Token(Kind kind, int start, int end, String text) {
  enum Kind {
    WORD,
    /** A name in quotes. */
    QUOTED,
    /** A string of any form. */
    STRING,
    NUMBER,
    /** A place for a value. */
    BIND,
    SYMBOL
  }

  /** Whether it is this word, given in lower case, or this symbol. */
  boolean is(String wordOrSymbol) {
    return (kind == Kind.WORD || kind == Kind.SYMBOL) && text.equals(wordOrSymbol);
  }

  boolean isName() {
    return kind == Kind.WORD || kind == Kind.QUOTED;
  }

  /** Whether it says the same. Strings say the same whatever is in them. */
  boolean same(Token other) {
    if (kind == Kind.STRING || kind == Kind.BIND) {
      return kind == other.kind;
    }
    if (isName()) {
      return other.isName() && text.equalsIgnoreCase(other.text);
    }
    return kind == other.kind && text.equals(other.text);
  }
}
