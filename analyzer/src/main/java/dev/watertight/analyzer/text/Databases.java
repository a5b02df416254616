package dev.watertight.analyzer.text;

import java.util.Locale;

/** Which of the statements for several databases count. */
final class Databases {
  private Databases() {}

  /** Whether a statement is for PostgreSQL, or for any database. */
  static boolean preferred(MapperStatement statement) {
    return statement
        .databaseId()
        .map(d -> d.toLowerCase(Locale.ROOT).startsWith("postgres") || d.equals("pg"))
        .orElse(true);
  }
}
