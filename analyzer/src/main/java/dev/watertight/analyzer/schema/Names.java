package dev.watertight.analyzer.schema;

import dev.watertight.analyzer.sql.Cursor;
import dev.watertight.analyzer.sql.SqlText;
import dev.watertight.analyzer.sql.SqlToken;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads names and lists of names in definitions. */
final class Names {
  /** A name with its schema, if it is said. */
  record Qualified(Optional<String> schema, String name) {}

  private Names() {}

  /** Reads {@code name}, {@code schema.name} or {@code catalog.schema.name}. */
  static Optional<Qualified> qualified(Cursor cursor) {
    Optional<String> schema = Optional.empty();
    if (!isName(cursor.peek())) {
      return Optional.empty();
    }
    String name = plain(cursor.next());
    while (cursor.at(".")) {
      cursor.next();
      if (!isName(cursor.peek())) {
        break;
      }
      schema = name.isEmpty() ? Optional.empty() : Optional.of(name);
      name = plain(cursor.next());
    }
    return name.isEmpty() ? Optional.empty() : Optional.of(new Qualified(schema, name));
  }

  private static boolean isName(SqlToken token) {
    return token.isName() || token.kind() == SqlToken.Kind.STRING;
  }

  /** A placeholder in a migration, such as a prefix, is no part of the name. */
  static String plain(SqlToken token) {
    String text = token.text().strip();
    return SqlText.hasHole(text) ? text.replace(String.valueOf(SqlText.HOLE), "") : text;
  }

  /**
   * Reads {@code (a, b desc, c(10))} to {@code a, b, c}; empty where an element is no column but an
   * expression, or no parenthesis is here.
   */
  static List<String> columns(Cursor cursor) {
    int close = cursor.at("(") ? cursor.closing(0) : -1;
    if (close < 0) {
      return List.of();
    }
    List<String> names = new ArrayList<>();
    boolean plain = true;
    int depth = 0;
    boolean first = true;
    for (int i = 0; i <= close; i++) {
      SqlToken token = cursor.next();
      if (token.is("(")) {
        plain &= !first || depth == 0;
        depth++;
      } else if (token.is(")")) {
        depth--;
      } else if (depth == 1 && token.is(",")) {
        first = true;
      } else if (depth == 1 && first) {
        plain &= token.isName();
        boolean call = cursor.at("(") && cursor.peek(1).kind() != SqlToken.Kind.NUMBER;
        plain &= !call;
        names.add(plain(token));
        first = false;
      }
    }
    return plain ? List.copyOf(names) : List.of();
  }

  /** Passes a parenthesis, if one is here. */
  static void skipParenthesis(Cursor cursor) {
    if (cursor.at("(")) {
      int close = cursor.closing(0);
      cursor.back(cursor.position() + (close < 0 ? 1 : close + 1));
    }
  }
}
