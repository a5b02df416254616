package dev.watertight.analyzer.sql;

import java.util.List;

/** A position in the tokens of one statement. */
final class Cursor {
  private static final SqlToken BEFORE = new SqlToken(SqlToken.Kind.END, 0, 0, "", "");

  private final List<SqlToken> tokens;
  private final SqlToken end;
  private int at;

  Cursor(List<SqlToken> tokens) {
    this.tokens = tokens;
    int length = tokens.isEmpty() ? 0 : tokens.get(tokens.size() - 1).end();
    this.end = new SqlToken(SqlToken.Kind.END, length, length, "", "");
  }

  SqlToken peek() {
    return peek(0);
  }

  SqlToken peek(int ahead) {
    int index = at + ahead;
    return index < 0 ? BEFORE : index < tokens.size() ? tokens.get(index) : end;
  }

  SqlToken next() {
    SqlToken token = peek();
    at++;
    return token;
  }

  boolean atEnd() {
    return at >= tokens.size();
  }

  boolean at(String word) {
    return peek().is(word);
  }

  boolean at(String word, String then) {
    return peek().is(word) && peek(1).is(then);
  }

  boolean accept(String word) {
    if (at(word)) {
      at++;
      return true;
    }
    return false;
  }

  boolean acceptAny(String... words) {
    for (String word : words) {
      if (accept(word)) {
        return true;
      }
    }
    return false;
  }

  int position() {
    return at;
  }

  void back(int position) {
    at = position;
  }

  /** Index of the parenthesis, relative to here, that closes the one at {@code ahead}. */
  int closing(int ahead) {
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
