package dev.watertight.analyzer.text;

import dev.watertight.analyzer.sql.SqlText;
import java.util.Map;

/** Resolves the placeholders of mapped SQL. */
final class Placeholders {
  private Placeholders() {}

  /** The text with its binds resolved, which need no properties. */
  static String binds(String text) {
    return text.indexOf('#') < 0 ? text : replaced(text, Map.of(), false);
  }

  /**
   * <code>#{x}</code> and <code>#x#</code> become a bind, <code>${x}</code> and <code>$x$</code>
   * the value of the property, or a hole. Line ends are kept.
   */
  static String resolved(String text, Map<String, String> properties) {
    if (text.indexOf('$') < 0 && text.indexOf('#') < 0) {
      return text;
    }
    return replaced(text, properties, true);
  }

  private static String replaced(String text, Map<String, String> properties, boolean both) {
    StringBuilder out = new StringBuilder(text.length());
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      char next = i + 1 < text.length() ? text.charAt(i + 1) : ' ';
      if (c == '$' && !both) {
        out.append(c);
        i++;
      } else if ((c == '#' || c == '$') && next == '{') {
        int end = text.indexOf('}', i);
        end = end < 0 ? text.length() - 1 : end;
        String name = text.substring(i + 2, end < i + 2 ? i + 2 : end).strip();
        out.append(c == '#' ? "?" : property(name, properties));
        keepLines(text, i, end, out);
        i = end + 1;
      } else if ((c == '#' || c == '$') && closing(text, i) > 0) {
        int end = closing(text, i);
        out.append(c == '#' ? "?" : property(text.substring(i + 1, end), properties));
        i = end + 1;
      } else {
        out.append(c);
        i++;
      }
    }
    return out.toString();
  }

  private static String property(String name, Map<String, String> properties) {
    String plain = name.contains(":") ? name.substring(0, name.indexOf(':')) : name;
    return properties.getOrDefault(plain, String.valueOf(SqlText.HOLE));
  }

  private static void keepLines(String text, int from, int to, StringBuilder out) {
    for (int i = from; i < to; i++) {
      if (text.charAt(i) == '\n') {
        out.append('\n');
      }
    }
  }

  /** The end of iBATIS's {@code #name:TYPE#}; -1 where this is none, such as {@code $$}. */
  private static int closing(String text, int from) {
    char mark = text.charAt(from);
    int i = from + 1;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c == mark) {
        return i > from + 1 ? i : -1;
      }
      boolean name =
          Character.isJavaIdentifierPart(c)
              || c == '.'
              || c == ':'
              || c == '['
              || c == ']'
              || c == ','
              || c == '=';
      if (!name || c == '$') {
        return -1;
      }
      i++;
    }
    return -1;
  }
}
