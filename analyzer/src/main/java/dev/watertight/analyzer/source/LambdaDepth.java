package dev.watertight.analyzer.source;

/**
 * How deep lambdas with a block are nested in each other: the parser's time doubles with each
 * level, so that 30 levels would take days.
 *
 * <p>A scan over the characters that knows comments, strings and characters, and no more of the
 * language. Unicode escapes are not resolved; the loader's time limit stands behind it.
 */
final class LambdaDepth {
  private final String text;
  private int at;
  private boolean[] isLambda = new boolean[64];
  private int open;
  private int depth;
  private boolean inCase;

  private LambdaDepth(String text) {
    this.text = text;
  }

  /** The line where block lambdas are first nested more than {@code limit} deep; 0 if nowhere. */
  static int firstLineDeeperThan(String text, int limit) {
    // Cheap way out for most files: fewer arrows than the limit.
    int arrows = 0;
    for (int i = text.indexOf("->"); i >= 0 && arrows <= limit; i = text.indexOf("->", i + 2)) {
      arrows++;
    }
    return arrows <= limit ? 0 : new LambdaDepth(text).scan(limit);
  }

  private int scan(int limit) {
    boolean arrow = false;
    while (skipBlanks()) {
      char c = text.charAt(at);
      if (c == '-' && text.startsWith("->", at)) {
        arrow = !inCase;
        inCase = false;
        at += 2;
        continue;
      }
      if (c == '{') {
        push(arrow);
        if (depth > limit) {
          return lineAt(at);
        }
      } else if (c == '}') {
        pop();
      }
      if (Character.isJavaIdentifierStart(c)) {
        word();
      } else if (c == '"') {
        string();
      } else if (c == '\'') {
        quoted('\'');
      } else {
        inCase &= c != ';' && c != '{' && c != '}' && c != ':';
        at++;
      }
      arrow = false;
    }
    return 0;
  }

  private void push(boolean lambda) {
    if (open == isLambda.length) {
      isLambda = java.util.Arrays.copyOf(isLambda, open * 2);
    }
    isLambda[open++] = lambda;
    depth += lambda ? 1 : 0;
  }

  private void pop() {
    if (open > 0 && isLambda[--open]) {
      depth--;
    }
  }

  /** The arrow of {@code case … ->} is no lambda's. */
  private void word() {
    int start = at;
    while (at < text.length() && Character.isJavaIdentifierPart(text.charAt(at))) {
      at++;
    }
    int length = at - start;
    inCase |=
        (length == 4 && text.startsWith("case", start))
            || (length == 7 && text.startsWith("default", start));
  }

  private void string() {
    if (!text.startsWith("\"\"\"", at)) {
      quoted('"');
      return;
    }
    at += 3;
    while (at < text.length() && !text.startsWith("\"\"\"", at)) {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    at = Math.min(at + 3, text.length());
  }

  private void quoted(char quote) {
    at++;
    while (at < text.length() && text.charAt(at) != quote && text.charAt(at) != '\n') {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    at = Math.min(at + 1, text.length());
  }

  /** Moves to the next character that is no white space and in no comment; false at the end. */
  private boolean skipBlanks() {
    while (at < text.length()) {
      if (text.startsWith("//", at)) {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
      } else if (text.startsWith("/*", at)) {
        int end = text.indexOf("*/", at + 2);
        at = end < 0 ? text.length() : end + 2;
      } else if (Character.isWhitespace(text.charAt(at))) {
        at++;
      } else {
        return true;
      }
    }
    return false;
  }

  private int lineAt(int offset) {
    int line = 1;
    for (int i = text.indexOf('\n'); i >= 0 && i < offset; i = text.indexOf('\n', i + 1)) {
      line++;
    }
    return line;
  }
}
