package dev.watertight.analyzer.sql;

import java.util.Locale;

/** Conventions of SQL text recovered from source code. */
public final class SqlText {
  /** Stands for a part of the text that is unknown. A character of the private use area. */
  public static final char HOLE = '\uE000';

  private SqlText() {}

  /** Whether a part of the text is unknown. */
  public static boolean hasHole(String text) {
    return text.indexOf(HOLE) >= 0;
  }

  /**
   * Whether a table's name can be the one that a statement spells, without regard to case. Each
   * hole in {@code spelled} stands for any characters; a spelling that is nothing but holes matches
   * every name.
   */
  public static boolean canBe(String spelled, String name) {
    if (!hasHole(spelled)) {
      return spelled.equalsIgnoreCase(name);
    }
    String pattern = spelled.toLowerCase(Locale.ROOT);
    String rest = name.toLowerCase(Locale.ROOT);
    String[] parts = pattern.split(String.valueOf(HOLE), -1);
    if (!rest.startsWith(parts[0])) {
      return false;
    }
    int at = parts[0].length();
    for (int i = 1; i < parts.length - 1; i++) {
      int found = rest.indexOf(parts[i], at);
      if (found < 0) {
        return false;
      }
      at = found + parts[i].length();
    }
    String last = parts[parts.length - 1];
    return rest.length() - at >= last.length() && rest.endsWith(last);
  }
}
