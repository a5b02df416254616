package dev.watertight.analyzer.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Splits SQL text into tokens: PostgreSQL's lexical rules, and what other dialects, JDBC, Spring
 * and MyBatis add. Accepts any text; what is left open at its end is closed there and reported by
 * {@link #unterminated()}.
 */
public final class SqlTokens {
  private static final String OPERATOR = "+-*/<>=~!@#%^&|`?:";
  private static final Set<String> ESCAPES = Set.of("FN", "D", "T", "TS", "OJ", "ESCAPE");

  private final String text;
  private final List<SqlToken> tokens = new ArrayList<>();
  private int at;
  private boolean unterminated;

  private SqlTokens(String text) {
    this.text = text;
  }

  /** The tokens of a text. */
  public static SqlTokens of(String text) {
    SqlTokens result = new SqlTokens(text);
    result.run();
    return result;
  }

  /** The tokens in order, without an end token. */
  public List<SqlToken> list() {
    return tokens;
  }

  /** Whether a string, a quoted name or a comment is not closed. */
  public boolean unterminated() {
    return unterminated;
  }

  private void run() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c <= ' ' || Character.isWhitespace(c) || c == '\u00a0' || c == '\ufeff') {
        at++;
      } else if (isNameStart(c)) {
        word();
      } else if (digit(at) || (c == '.' && digit(at + 1))) {
        number();
      } else {
        special(c);
      }
    }
  }

  private void special(char c) {
    char next = charAt(at + 1);
    if (c == '-' && next == '-') {
      int end = text.indexOf('\n', at);
      at = end < 0 ? text.length() : end + 1;
    } else if (c == '/' && next == '*') {
      comment();
    } else if (c == '\'') {
      string(at, at + 1, false);
    } else if (c == '"' || c == '`') {
      quotedName(c, c, at);
    } else if (c == '[' && bracketIsName()) {
      quotedName('[', ']', at);
    } else if (c == '$') {
      dollar(next);
    } else if (c == '#' && next == '{') {
      braces(at + 2, SqlToken.Kind.BIND);
    } else if ((c == ':' || c == '?') && (next == '#' || next == '$') && charAt(at + 2) == '{') {
      braces(at + 3, SqlToken.Kind.BIND);
    } else if (c == ':' && isNameStart(next) && charAt(at - 1) != ':') {
      bind(nameEnd(at + 1));
    } else if (c == '@' && (isNameStart(next) || next == '@')) {
      bind(nameEnd(at + 2));
    } else if (c == '?' && !(next == '|' && charAt(at + 2) != '|') && next != '&' && next != '?') {
      int end = at + 1;
      while (digit(end)) {
        end++;
      }
      bind(end);
    } else if (c == '{') {
      escape();
    } else if (c == '}') {
      at++;
    } else {
      symbol(c);
    }
  }

  private void symbol(char c) {
    int start = at++;
    if (OPERATOR.indexOf(c) >= 0 && c != '`') {
      while (at < text.length() && continuesOperator(start)) {
        at++;
      }
    }
    String symbol = text.substring(start, at);
    tokens.add(new SqlToken(SqlToken.Kind.SYMBOL, start, at, symbol, symbol));
  }

  private boolean continuesOperator(int start) {
    char c = text.charAt(at);
    char next = charAt(at + 1);
    if (OPERATOR.indexOf(c) < 0 || c == '`') {
      return false;
    }
    if ((c == '-' && next == '-') || (c == '/' && next == '*') || (c == '#' && next == '{')) {
      return false;
    }
    if (c == '?') {
      // A bind right behind an operator, as in a=?; PostgreSQL's own ? operators begin with it.
      return text.charAt(start) == '?' || (text.charAt(start) == '@' && next != ' ');
    }
    if (c == ':' && isNameStart(next)) {
      return text.charAt(at - 1) == ':';
    }
    if ((c == '@' && isNameStart(next)) || (text.charAt(at - 1) == '*' && c == '*')) {
      return false;
    }
    return (c != '-' && c != '+') || text.charAt(at - 1) == '|';
  }

  private void comment() {
    int depth = 1;
    at += 2;
    while (at < text.length() && depth > 0) {
      if (text.startsWith("*/", at)) {
        depth--;
        at += 2;
      } else if (text.startsWith("/*", at)) {
        depth++;
        at += 2;
      } else {
        at++;
      }
    }
    unterminated |= depth > 0;
  }

  private void word() {
    int start = at;
    int end = nameEnd(at);
    if (end - start <= 2 && charAt(end) == '\'') {
      String prefix = text.substring(start, end).toUpperCase(Locale.ROOT);
      if (prefix.equals("E") || prefix.equals("N") || prefix.equals("B") || prefix.equals("X")) {
        string(start, end + 1, prefix.equals("E"));
        return;
      }
    }
    if (end - start == 1
        && (text.charAt(start) == 'U' || text.charAt(start) == 'u')
        && charAt(end) == '&') {
      if (charAt(end + 1) == '\'') {
        string(start, end + 2, false);
        return;
      }
      if (charAt(end + 1) == '"') {
        at = end + 1;
        quotedName('"', '"', start);
        return;
      }
    }
    at = end;
    if (charAt(end) == '@' && isNameStart(charAt(end + 1))) {
      at = nameEnd(end + 1); // Oracle's name@link
    }
    String word = text.substring(start, end);
    tokens.add(new SqlToken(SqlToken.Kind.WORD, start, end, word, upper(word)));
  }

  private static String upper(String word) {
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if ((c >= 'a' && c <= 'z') || c > 127) {
        return word.toUpperCase(Locale.ROOT);
      }
    }
    return word;
  }

  private void number() {
    int start = at;
    while (at < text.length()) {
      char c = text.charAt(at);
      boolean exponentSign =
          (c == '+' || c == '-') && (charAt(at - 1) == 'e' || charAt(at - 1) == 'E');
      if (!(isNamePart(c) || (c == '.' && charAt(at + 1) != '.') || exponentSign)) {
        break;
      }
      at++;
    }
    at = Math.max(at, start + 1);
    String number = text.substring(start, at);
    tokens.add(new SqlToken(SqlToken.Kind.NUMBER, start, at, number, ""));
  }

  private void string(int start, int from, boolean backslash) {
    StringBuilder value = new StringBuilder();
    int i = from;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c == '\\' && backslash && i + 1 < text.length()) {
        value.append(text.charAt(i + 1));
        i += 2;
      } else if (c == '\'') {
        if (charAt(i + 1) != '\'') {
          break;
        }
        value.append('\'');
        i += 2;
      } else {
        value.append(c);
        i++;
      }
    }
    unterminated |= i >= text.length();
    at = Math.min(i + 1, text.length());
    tokens.add(new SqlToken(SqlToken.Kind.STRING, start, at, value.toString(), ""));
  }

  private void quotedName(char open, char close, int start) {
    StringBuilder value = new StringBuilder();
    int i = (open == '"' ? at : start) + 1;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c == close) {
        if (charAt(i + 1) != close || open == '[') {
          break;
        }
        i++;
      }
      value.append(c);
      i++;
    }
    unterminated |= i >= text.length();
    at = Math.min(i + 1, text.length());
    tokens.add(new SqlToken(SqlToken.Kind.QUOTED, start, at, value.toString(), ""));
  }

  /** {@code [name]}, but neither a subscript nor the elements of an array. */
  private boolean bracketIsName() {
    char before = charAt(at - 1);
    if (isNamePart(before) || before == ']' || before == ')' || before == '\'' || before == '"') {
      return false;
    }
    int end = at + 1;
    if (!isNameStart(charAt(end))) {
      return false;
    }
    while (isNamePart(charAt(end)) || charAt(end) == ' ') {
      end++;
    }
    return charAt(end) == ']';
  }

  private void dollar(char next) {
    if (next == '{') {
      braces(at + 2, SqlToken.Kind.WORD);
      return;
    }
    int end = at + 1;
    if (digit(end)) {
      while (digit(end)) {
        end++;
      }
      bind(end);
      return;
    }
    while (isNamePart(charAt(end)) && charAt(end) != '$') {
      end++;
    }
    if (charAt(end) != '$') {
      symbol('$');
      return;
    }
    String tag = text.substring(at, end + 1);
    int close = text.indexOf(tag, end + 1);
    unterminated |= close < 0;
    int bodyEnd = close < 0 ? text.length() : close;
    int start = at;
    at = close < 0 ? text.length() : close + tag.length();
    tokens.add(new SqlToken(SqlToken.Kind.STRING, start, at, text.substring(end + 1, bodyEnd), ""));
  }

  /** <code>#{x}</code> is a bind; <code>${x}</code> is text that nobody knows here: a hole. */
  private void braces(int from, SqlToken.Kind kind) {
    int start = at;
    int depth = 1;
    int i = from;
    while (i < text.length() && depth > 0) {
      char c = text.charAt(i++);
      depth += c == '{' ? 1 : c == '}' ? -1 : 0;
    }
    unterminated |= depth > 0;
    at = i;
    if (kind == SqlToken.Kind.BIND) {
      tokens.add(new SqlToken(kind, start, at, text.substring(start, at), ""));
      return;
    }
    String hole = String.valueOf(SqlText.HOLE);
    int end = nameEnd(at);
    String word = hole + text.substring(at, end);
    SqlToken before = tokens.isEmpty() ? null : tokens.get(tokens.size() - 1);
    if (before != null && before.kind() == SqlToken.Kind.WORD && before.end() == start) {
      tokens.remove(tokens.size() - 1);
      word = before.text() + word;
      start = before.start();
    }
    at = end;
    tokens.add(new SqlToken(kind, start, end, word, upper(word)));
  }

  private void bind(int end) {
    tokens.add(new SqlToken(SqlToken.Kind.BIND, at, end, text.substring(at, end), ""));
    at = end;
  }

  /** JDBC's <code>{fn now()}</code> reads as {@code now()}, <code>{call f(?)}</code> as a call. */
  private void escape() {
    at++;
    int start = at;
    while (charAt(start) == ' ') {
      start++;
    }
    int end = nameEnd(start);
    if (ESCAPES.contains(text.substring(start, end).toUpperCase(Locale.ROOT))) {
      at = end;
    }
  }

  private int nameEnd(int from) {
    int end = Math.min(from, text.length());
    while (end < text.length() && isNamePart(text.charAt(end))) {
      if ((text.charAt(end) == '#' || text.charAt(end) == '$') && charAt(end + 1) == '{') {
        break;
      }
      end++;
    }
    return end;
  }

  private char charAt(int index) {
    return index >= 0 && index < text.length() ? text.charAt(index) : '\0';
  }

  private boolean digit(int index) {
    char c = charAt(index);
    return c >= '0' && c <= '9';
  }

  private static boolean isNameStart(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || c == '_'
        || c == SqlText.HOLE
        || (c > 127 && Character.isUnicodeIdentifierStart(c));
  }

  private static boolean isNamePart(char c) {
    return isNameStart(c)
        || (c >= '0' && c <= '9')
        || c == '$'
        || c == '#'
        || (c > 127 && Character.isUnicodeIdentifierPart(c));
  }
}
