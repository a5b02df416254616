package dev.watertight.analyzer.source;

/**
 * Walks over Java text word by word and sign by sign. It knows comments, strings and characters,
 * and no more of the language; unicode escapes are not resolved.
 */
final class JavaScanner {
  private final String text;
  private int start;
  private int end;

  JavaScanner(String text, int from) {
    this.text = text;
    this.end = from;
  }

  /** Moves to the next token: a word, a literal in quotes, or one sign. False at the end. */
  boolean next() {
    start = afterBlanks(end);
    if (start == text.length()) {
      end = start;
      return false;
    }
    char c = text.charAt(start);
    if (c == '"') {
      end = text.startsWith("\"\"\"", start) ? afterTextBlock() : afterQuoted('"');
    } else if (c == '\'') {
      end = afterQuoted('\'');
    } else if (Character.isJavaIdentifierPart(c)) {
      end = start + 1;
      while (end < text.length() && Character.isJavaIdentifierPart(text.charAt(end))) {
        end++;
      }
    } else {
      end = start + 1;
    }
    return true;
  }

  char first() {
    return text.charAt(start);
  }

  int start() {
    return start;
  }

  int end() {
    return end;
  }

  boolean is(String word) {
    return end - start == word.length() && text.startsWith(word, start);
  }

  String word() {
    return text.substring(start, end);
  }

  boolean isWord() {
    return Character.isJavaIdentifierStart(first());
  }

  /**
   * Stands on an opening bracket and moves to the one that closes it; false if there is none.
   * Brackets of other kinds are passed over.
   */
  boolean skipTo(char open, char close) {
    int depth = 1;
    while (depth > 0 && next()) {
      depth += first() == open ? 1 : first() == close ? -1 : 0;
    }
    return depth == 0;
  }

  /** The line of an offset, from 1. */
  static int lineAt(String text, int offset) {
    int line = 1;
    for (int i = 0; i < offset; i++) {
      char c = text.charAt(i);
      if (c == '\n' || (c == '\r' && text.charAt(i + 1) != '\n')) {
        line++;
      }
    }
    return line;
  }

  private int afterBlanks(int from) {
    int at = from;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '/' && text.startsWith("//", at)) {
        int line = text.indexOf('\n', at);
        at = line < 0 ? text.length() : line;
      } else if (c == '/' && text.startsWith("/*", at)) {
        int close = text.indexOf("*/", at + 2);
        at = close < 0 ? text.length() : close + 2;
      } else if (Character.isWhitespace(c)) {
        at++;
      } else {
        return at;
      }
    }
    return at;
  }

  private int afterTextBlock() {
    int at = start + 3;
    while (at < text.length() && !text.startsWith("\"\"\"", at)) {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    return Math.min(at + 3, text.length());
  }

  private int afterQuoted(char quote) {
    int at = start + 1;
    while (at < text.length() && text.charAt(at) != quote && text.charAt(at) != '\n') {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    return Math.min(at + 1, text.length());
  }
}
