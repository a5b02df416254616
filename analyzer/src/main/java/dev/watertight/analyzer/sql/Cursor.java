package dev.watertight.analyzer.sql;

import java.util.List;

/** A position in the tokens of one statement. Behind the last, and before the first, is an end. */
public final class Cursor {
  private static final SqlToken BEFORE = new SqlToken(SqlToken.Kind.END, 0, 0, "", "");

  private final List<SqlToken> tokens;
  private final SqlToken end;
  private int at;

  /** Before the first of the tokens. */
  public Cursor(List<SqlToken> tokens) {
    this.tokens = tokens;
    int length = tokens.isEmpty() ? 0 : tokens.get(tokens.size() - 1).end();
    this.end = new SqlToken(SqlToken.Kind.END, length, length, "", "");
  }

  /** The token here. */
  public SqlToken peek() {
    return peek(0);
  }

  /** The token so many behind this one; before it, if negative. */
  public SqlToken peek(int ahead) {
    int index = at + ahead;
    return index < 0 ? BEFORE : index < tokens.size() ? tokens.get(index) : end;
  }

  /** The token here, and goes on. */
  public SqlToken next() {
    SqlToken token = peek();
    at++;
    return token;
  }

  /** Whether all tokens were passed. */
  public boolean atEnd() {
    return at >= tokens.size();
  }

  /** Whether this keyword, in upper case, or symbol is here. */
  public boolean at(String word) {
    return peek().is(word);
  }

  /** Whether these two are here. */
  public boolean at(String word, String then) {
    return peek().is(word) && peek(1).is(then);
  }

  /** Passes the keyword or symbol, if it is here. */
  public boolean accept(String word) {
    if (at(word)) {
      at++;
      return true;
    }
    return false;
  }

  /** Passes one of the keywords or symbols, if it is here. */
  public boolean acceptAny(String... words) {
    for (String word : words) {
      if (accept(word)) {
        return true;
      }
    }
    return false;
  }

  /** Where it is, for {@link #back}. */
  public int position() {
    return at;
  }

  /** Goes to a position. */
  public void back(int position) {
    at = position;
  }

  /** Index of the parenthesis, relative to here, that closes the one at {@code ahead}. */
  public int closing(int ahead) {
    int depth = 0;
    for (int i = ahead; at + i < tokens.size(); i++) {
      SqlToken token = peek(i);
      if (token.is("(")) {
        depth++;
      } else if (token.is(")") && --depth == 0) {
        return i;
      }
    }
    return -1;
  }
}
