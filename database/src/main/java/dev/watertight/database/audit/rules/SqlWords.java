package dev.watertight.database.audit.rules;

import java.util.regex.Pattern;

/** Names in the text of an expression, as PostgreSQL writes it. */
final class SqlWords {
  private static final Pattern LITERAL = Pattern.compile("'(?:[^']|'')*'");

  private SqlWords() {}

  /** The expression with its text literals emptied. */
  static String withoutLiterals(String expression) {
    return LITERAL.matcher(expression).replaceAll("''");
  }

  /** Whether the expression mentions the name outside of its literals. */
  static boolean mentions(String expression, String name) {
    return Pattern.compile("(?<![\\w$])\"?" + Pattern.quote(name) + "\"?(?![\\w$])")
        .matcher(withoutLiterals(expression))
        .find();
  }
}
