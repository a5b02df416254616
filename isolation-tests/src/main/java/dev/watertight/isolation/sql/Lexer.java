package dev.watertight.isolation.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Takes a text that is given to a PostgreSQL driver apart. */
final class Lexer {
  private static final String OPERATOR = "+-*/<>=~!@#%^&|`";

  private final String sql;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  private Lexer(String sql) {
    this.sql = sql;
  }

  /** The tokens; a string or comment without an end reaches to the end. */
  static List<Token> tokens(String sql) {
    Lexer lexer = new Lexer(sql);
    while (lexer.at < sql.length()) {
      lexer.next();
    }
    return lexer.tokens;
  }

  private void next() {
    char c = sql.charAt(at);
    if (Character.isWhitespace(c)) {
      at++;
    } else if (looksAt("--")) {
      int end = sql.indexOf('\n', at);
      at = end < 0 ? sql.length() : end;
    } else if (looksAt("/*")) {
      comment();
    } else if (c == '\'') {
      string(at, at, false);
    } else if (c == '"') {
      quoted(at, at);
    } else if (c == '$') {
      dollar();
    } else if (c == '?') {
      question();
    } else if (Character.isDigit(c) || (c == '.' && digitAt(at + 1))) {
      number();
    } else if (isNameStart(c)) {
      word();
    } else if (c == ':' && !looksAt("::") && isNameStart(charAt(at + 1)) && !afterValue()) {
      int end = at + 1;
      while (isNamePart(charAt(end))) {
        end++;
      }
      add(Token.Kind.BIND, at, end);
    } else {
      symbol(c);
    }
  }

  private void symbol(char c) {
    int end = at + 1;
    if (looksAt("::") || looksAt(":=") || looksAt("=>")) {
      end = at + 2;
    } else if (OPERATOR.indexOf(c) >= 0) {
      while (end < sql.length()
          && OPERATOR.indexOf(sql.charAt(end)) >= 0
          && !sql.startsWith("--", end)
          && !sql.startsWith("/*", end)) {
        end++;
      }
      end = withoutSign(end);
    }
    add(Token.Kind.SYMBOL, at, end);
  }

  /**
   * A sign at the end belongs to the number behind it, unless the operator has a rarer character.
   */
  private int withoutSign(int end) {
    int stop = end;
    if (sql.substring(at, end).chars().noneMatch(c -> "~!@#%^&|`".indexOf(c) >= 0)) {
      while (stop > at + 1 && (sql.charAt(stop - 1) == '-' || sql.charAt(stop - 1) == '+')) {
        stop--;
      }
    }
    return stop;
  }

  /** The drivers read a doubled one as an operator. */
  private void question() {
    if (!looksAt("??")) {
      add(Token.Kind.BIND, at, at + 1);
      return;
    }
    int end = at + 2;
    if (charAt(end) == '|' || charAt(end) == '&') {
      end++;
    }
    add(Token.Kind.SYMBOL, at, end);
  }

  private void comment() {
    int depth = 0;
    do {
      if (looksAt("/*")) {
        depth++;
        at += 2;
      } else if (looksAt("*/")) {
        depth--;
        at += 2;
      } else {
        at++;
      }
    } while (depth > 0 && at < sql.length());
  }

  private void string(int start, int quote, boolean escapes) {
    int end = quote + 1;
    while (end < sql.length()) {
      char c = sql.charAt(end);
      if (c == '\\' && escapes) {
        end += 2;
      } else if (c != '\'') {
        end++;
      } else if (charAt(end + 1) == '\'') {
        end += 2;
      } else {
        break;
      }
    }
    add(Token.Kind.STRING, start, Math.min(end + 1, sql.length()));
  }

  private void quoted(int start, int quote) {
    int end = quote + 1;
    while (end < sql.length() && (sql.charAt(end) != '"' || charAt(end + 1) == '"')) {
      end += sql.charAt(end) == '"' ? 2 : 1;
    }
    int stop = Math.min(end + 1, sql.length());
    String name = sql.substring(quote + 1, Math.min(end, sql.length())).replace("\"\"", "\"");
    tokens.add(new Token(Token.Kind.QUOTED, start, stop, name));
    at = stop;
  }

  private void dollar() {
    int end = at + 1;
    if (digitAt(end)) {
      while (digitAt(end)) {
        end++;
      }
      add(Token.Kind.BIND, at, end);
      return;
    }
    while (isNamePart(charAt(end)) && charAt(end) != '$') {
      end++;
    }
    if (charAt(end) != '$') {
      add(Token.Kind.SYMBOL, at, at + 1);
      return;
    }
    String tag = sql.substring(at, end + 1);
    int close = sql.indexOf(tag, end + 1);
    add(Token.Kind.STRING, at, close < 0 ? sql.length() : close + tag.length());
  }

  private void number() {
    int end = at;
    while (Character.isLetterOrDigit(charAt(end))
        || charAt(end) == '_'
        || (charAt(end) == '.' && charAt(end + 1) != '.')
        || ((charAt(end) == '-' || charAt(end) == '+')
            && (charAt(end - 1) == 'e' || charAt(end - 1) == 'E')
            && !sql.startsWith("0x", at))) {
      end++;
    }
    add(Token.Kind.NUMBER, at, end);
  }

  private void word() {
    int end = at;
    while (isNamePart(charAt(end))) {
      end++;
    }
    String word = sql.substring(at, end);
    if (charAt(end) == '\'' && word.length() == 1 && "eEbBxXnN".contains(word)) {
      string(at, end, word.equalsIgnoreCase("e"));
    } else if (word.equalsIgnoreCase("u") && sql.startsWith("&'", end)) {
      string(at, end + 1, false);
    } else if (word.equalsIgnoreCase("u") && sql.startsWith("&\"", end)) {
      quoted(at, end + 1);
    } else {
      add(Token.Kind.WORD, at, end);
    }
  }

  private void add(Token.Kind kind, int start, int end) {
    String text = sql.substring(start, end);
    tokens.add(
        new Token(
            kind, start, end, kind == Token.Kind.WORD ? text.toLowerCase(Locale.ROOT) : text));
    at = end;
  }

  /** Whether a colon here would cut an array. */
  private boolean afterValue() {
    return !tokens.isEmpty()
        && at > 0
        && tokens.get(tokens.size() - 1).end() == at
        && (isNamePart(sql.charAt(at - 1)) || sql.charAt(at - 1) == ']');
  }

  private boolean looksAt(String what) {
    return sql.startsWith(what, at);
  }

  private char charAt(int index) {
    return index < sql.length() ? sql.charAt(index) : '\0';
  }

  private boolean digitAt(int index) {
    return Character.isDigit(charAt(index));
  }

  private static boolean isNameStart(char c) {
    return Character.isLetter(c) || c == '_' || c >= '\u0080';
  }

  private static boolean isNamePart(char c) {
    return isNameStart(c) || Character.isDigit(c) || c == '$';
  }
}
