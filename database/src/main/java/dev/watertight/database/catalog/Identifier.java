package dev.watertight.database.catalog;

import java.util.regex.Pattern;

/** Names and values as SQL text. */
public final class Identifier {
  private static final Pattern PLAIN = Pattern.compile("[a-z_][a-z0-9_]*");

  private Identifier() {}

  /** The name, in quotes unless it is certain to need none. */
  public static String quoted(String name) {
    return PLAIN.matcher(name).matches() && !KeyWords.isReserved(name)
        ? name
        : "\"" + name.replace("\"", "\"\"") + "\"";
  }

  /** The text as a literal. */
  public static String literal(String text) {
    String doubled = text.replace("'", "''");
    return doubled.indexOf('\\') < 0
        ? "'" + doubled + "'"
        : "E'" + doubled.replace("\\", "\\\\") + "'";
  }
}
