package dev.watertight.analyzer.flow;

import java.util.ArrayList;
import java.util.List;

/**
 * A reader of Spring's expression language, as far as it takes to see what goes into the value of
 * an expression and what is only text, a condition or a length.
 */
final class SpringExpression {
  /** What a reader of the expression can say of its parts. */
  interface Meaning {
    /** {@code #name}, {@code #p0}; {@code root} and {@code result} too. */
    Hold variable(String name);

    /** {@code @bean}. */
    Hold bean(String name);

    /** {@code T(type)}. */
    Hold type(String name);

    /** A property or method of what stands before it; of the root object where nothing does. */
    Hold member(Hold scope, String scopeText, String name, boolean first);

    /** The argument at the index of the method. */
    Hold argument(int index);
  }

  private final String text;
  private final Meaning meaning;
  private int at;

  private SpringExpression(String text, Meaning meaning) {
    this.text = text;
    this.meaning = meaning;
  }

  /** What is in the value; nothing where the expression cannot be read. */
  static Hold of(String text, Meaning meaning) {
    SpringExpression reader = new SpringExpression(text, meaning);
    try {
      Hold hold = reader.ternary();
      reader.space();
      return reader.at < text.length() ? Hold.NONE : hold;
    } catch (IllegalStateException e) {
      return Hold.NONE;
    }
  }

  private Hold ternary() {
    Hold first = comparison();
    space();
    if (take("?:")) {
      return first.or(ternary());
    }
    if (peek() == '?' && !text.startsWith("?.", at)) {
      at++;
      Hold then = ternary();
      expect(':');
      return then.and(ternary());
    }
    return first;
  }

  private Hold comparison() {
    Hold left = sum();
    boolean compares = false;
    while (true) {
      space();
      if (take("==")
          || take("!=")
          || take("<=")
          || take(">=")
          || take("&&")
          || take("||")
          || take("<")
          || take(">")
          || word("and")
          || word("or")
          || word("eq")
          || word("ne")
          || word("lt")
          || word("gt")
          || word("le")
          || word("ge")
          || word("matches")
          || word("instanceof")
          || word("between")) {
        sum();
        compares = true;
      } else {
        return compares ? Hold.NONE : left;
      }
    }
  }

  private Hold sum() {
    Hold all = product();
    while (true) {
      space();
      if (take("+") || take("-")) {
        all = all.or(product());
      } else {
        return all;
      }
    }
  }

  private Hold product() {
    Hold all = unary();
    while (true) {
      space();
      if (take("*") || take("/") || take("%") || take("^")) {
        all = all.or(unary());
      } else {
        return all;
      }
    }
  }

  private Hold unary() {
    space();
    if (peek() == '!' && !text.startsWith("!=", at)) {
      at++;
      unary();
      return Hold.NONE;
    }
    if (take("-")) {
      return unary();
    }
    return postfix();
  }

  private Hold postfix() {
    int from = at;
    Hold hold = primary();
    while (true) {
      space();
      if (text.startsWith("?.", at) || (peek() == '.' && !text.startsWith("..", at))) {
        at += text.startsWith("?.", at) ? 2 : 1;
        space();
        if (peek() == '!' || peek() == '?' || peek() == '^' || peek() == '$') {
          throw malformed();
        }
        String scope = text.substring(from, at);
        String name = name();
        List<Hold> arguments = arguments();
        hold = meaning.member(hold, scope, name, false).or(any(arguments));
      } else if (peek() == '[') {
        String before = text.substring(from, at).strip();
        at++;
        int inside = at;
        Hold index = ternary();
        String written = text.substring(inside, at).strip();
        expect(']');
        if (before.equals("#root.args") && written.matches("\\d{1,3}")) {
          hold = meaning.argument(Integer.parseInt(written));
        } else if (written.matches("'[^']*'|\"[^\"]*\"")) {
          hold = meaning.member(hold, before, written.substring(1, written.length() - 1), false);
        } else {
          hold = hold.or(index);
        }
      } else {
        return hold;
      }
    }
  }

  private static Hold any(List<Hold> all) {
    return all.stream().reduce(Hold.NONE, Hold::or);
  }

  private List<Hold> arguments() {
    List<Hold> arguments = new ArrayList<>();
    space();
    if (peek() != '(') {
      return arguments;
    }
    at++;
    space();
    while (peek() != ')') {
      arguments.add(ternary());
      space();
      if (peek() == ',') {
        at++;
      } else if (peek() != ')') {
        throw malformed();
      }
      space();
    }
    at++;
    return arguments;
  }

  private Hold primary() {
    space();
    char c = peek();
    if (c == '\'' || c == '"') {
      literal(c);
      return Hold.NONE;
    }
    if (c == '#') {
      at++;
      String name = name();
      return name.equals("root") ? Hold.NONE : meaning.variable(name);
    }
    if (c == '@') {
      at++;
      return meaning.bean(name());
    }
    if (c == '(') {
      at++;
      Hold inside = ternary();
      expect(')');
      return inside;
    }
    if (c == '{') {
      return list();
    }
    if (Character.isDigit(c)) {
      while (at < text.length() && (Character.isLetterOrDigit(peek()) || peek() == '.')) {
        at++;
      }
      return Hold.NONE;
    }
    if (text.startsWith("T(", at)) {
      int end = text.indexOf(')', at);
      if (end < 0) {
        throw malformed();
      }
      String type = text.substring(at + 2, end).strip();
      at = end + 1;
      return meaning.type(type);
    }
    String name = name();
    if (name.equals("new")) {
      space();
      while (at < text.length() && (Character.isJavaIdentifierPart(peek()) || peek() == '.')) {
        at++;
      }
      return any(arguments());
    }
    if (name.equals("true") || name.equals("false") || name.equals("null")) {
      return Hold.NONE;
    }
    List<Hold> arguments = arguments();
    return meaning.member(Hold.NONE, "", name, true).or(any(arguments));
  }

  private Hold list() {
    expect('{');
    Hold all = Hold.NONE;
    space();
    while (peek() != '}') {
      all = all.or(ternary());
      space();
      if (peek() == ',' || peek() == ':') {
        at++;
      } else if (peek() != '}') {
        throw malformed();
      }
      space();
    }
    at++;
    return all;
  }

  private void literal(char quote) {
    at++;
    while (true) {
      int end = text.indexOf(quote, at);
      if (end < 0) {
        throw malformed();
      }
      at = end + 1;
      if (peek() != quote) {
        return;
      }
      at++;
    }
  }

  private String name() {
    int from = at;
    while (at < text.length() && Character.isJavaIdentifierPart(text.charAt(at))) {
      at++;
    }
    if (from == at) {
      throw malformed();
    }
    return text.substring(from, at);
  }

  private boolean word(String word) {
    int end = at + word.length();
    if (text.regionMatches(true, at, word, 0, word.length())
        && (end == text.length() || !Character.isJavaIdentifierPart(text.charAt(end)))) {
      at = end;
      return true;
    }
    return false;
  }

  private boolean take(String token) {
    if (text.startsWith(token, at)) {
      at += token.length();
      return true;
    }
    return false;
  }

  private void expect(char c) {
    space();
    if (peek() != c) {
      throw malformed();
    }
    at++;
  }

  private char peek() {
    return at < text.length() ? text.charAt(at) : '\0';
  }

  private void space() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private IllegalStateException malformed() {
    return new IllegalStateException("no expression at " + at + ": " + text);
  }
}
