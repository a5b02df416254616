package dev.watertight.analyzer.sql;

/**
 * A token of SQL text.
 *
 * @param kind what it is
 * @param start where it begins in the text
 * @param end behind its last character
 * @param text a name without its quotes, a string without its quotes, else as written
 * @param word an unquoted word in upper case, a symbol as it is, else empty
 */
public record SqlToken(Kind kind, int start, int end, String text, String word) {
  /** Kinds of token. Comments and white space are none. */
  public enum Kind {
    /** An unquoted name or keyword; may be or contain a hole. */
    WORD,
    /** A name in quotes of any dialect. */
    QUOTED,
    /** A string, in quotes or dollar quotes. */
    STRING,
    NUMBER,
    /** A place for a value: {@code ?}, {@code :name}, {@code $1}, <code>#{x}</code>. */
    BIND,
    /** An operator or punctuation. */
    SYMBOL,
    /** Behind the last. */
    END
  }

  /** Whether it is this keyword, given in upper case, or symbol. */
  public boolean is(String wordOrSymbol) {
    return word.equals(wordOrSymbol);
  }

  /** Whether it can be a name, or a part of a qualified one. */
  public boolean isName() {
    return kind == Kind.WORD || kind == Kind.QUOTED;
  }

  /** Whether a part of it is unknown. */
  public boolean hasHole() {
    return SqlText.hasHole(text);
  }

  /** Whether nothing of it is known. */
  public boolean isHole() {
    if (text.isEmpty() || (kind != Kind.WORD && kind != Kind.QUOTED)) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) != SqlText.HOLE) {
        return false;
      }
    }
    return true;
  }
}
