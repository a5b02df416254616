package dev.watertight.core.suppression;

import dev.watertight.core.config.Glob;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The name of a database object in a suppression: with or without its schema, in any case, quoted
 * or not. A table's name stands for what belongs to the table too (columns, constraints, policies),
 * a function's for all its overloads; {@code *} stands for any characters of a name.
 */
final class ObjectPattern {
  private final List<String> names;

  ObjectPattern(String text) {
    this.names = names(text);
  }

  /** Whether the object of a finding's location is meant. */
  boolean matchesObject(String object) {
    List<String> parts = names(object);
    boolean wholeName = begins(parts) && (names.size() > 1 || parts.size() == 1);
    return wholeName || (parts.size() > 1 && begins(parts.subList(1, parts.size())));
  }

  /** Whether the table that a finding is about is meant; its schema may be unknown. */
  boolean matchesTable(String table) {
    List<String> parts = names(table);
    return matchesObject(table)
        || (parts.size() == 1 && names.size() == 2 && fits(names.get(1), parts.get(0)));
  }

  private boolean begins(List<String> parts) {
    if (names.size() > parts.size()) {
      return false;
    }
    for (int i = 0; i < names.size(); i++) {
      if (!fits(names.get(i), parts.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean fits(String name, String part) {
    int arguments = part.indexOf('(');
    String compared = arguments > 0 && name.indexOf('(') < 0 ? part.substring(0, arguments) : part;
    if (name.indexOf('*') >= 0 && Glob.fault(name).isEmpty()) {
      return Glob.of(name).matches(compared);
    }
    return name.equals(compared);
  }

  /** At dots that are neither in quotes nor among a function's arguments. */
  private static List<String> names(String text) {
    List<String> names = new ArrayList<>();
    StringBuilder name = new StringBuilder();
    boolean quoted = false;
    int depth = 0;
    for (char c : text.strip().toLowerCase(Locale.ROOT).toCharArray()) {
      if (c == '"') {
        quoted = !quoted;
      } else if (c == '.' && !quoted && depth == 0) {
        names.add(name.toString());
        name.setLength(0);
      } else {
        depth += c == '(' ? 1 : c == ')' ? -1 : 0;
        name.append(c);
      }
    }
    names.add(name.toString());
    return names;
  }
}
