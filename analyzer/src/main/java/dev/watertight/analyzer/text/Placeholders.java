package dev.watertight.analyzer.text;

import dev.watertight.analyzer.sql.SqlText;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Resolves the placeholders of mapped SQL. */
final class Placeholders {
  /** What is named so limits, orders or de-duplicates what a query gives, or escapes a pattern. */
  private static final Pattern PAGING =
      Pattern.compile(
          "(?:limit|offset|paging|pagination|order|sort|distinct)(?:[A-Z_]\\w*)?"
              + "|\\w*(?:Limit|Offset|Paging|Order|[eE]scape)(?:[A-Z_]\\w*)?");

  /** After these something must stand: what is put in there is no clause of its own. */
  private static final Set<String> EXPECTING =
      Set.of(
          "by", "limit", "offset", "top", "fetch", "first", "next", "escape", "and", "or", "where",
          "from", "join", "on", "in", "like", "not");

  private Placeholders() {}

  /** The text with its binds resolved, which need no properties. */
  static String binds(String text) {
    return text.indexOf('#') < 0 ? text : replaced(text, Map.of(), false, null);
  }

  /**
   * <code>#{x}</code> and <code>#x#</code> become a bind, <code>${x}</code> and <code>$x$</code>
   * the value of the property, or a hole. Line ends are kept.
   */
  static String resolved(String text, Map<String, String> properties) {
    return resolved(text, properties, null);
  }

  /**
   * The same; but what is by its name a clause for paging or order is left out, such as <code>
   * ${limitBefore}</code>, and its name is added to the given ones.
   */
  static String withoutPaging(String text, Map<String, String> properties, Set<String> leftOut) {
    return resolved(text, properties, leftOut);
  }

  private static String resolved(
      String text, Map<String, String> properties, @Nullable Set<String> leftOut) {
    if (text.indexOf('$') < 0 && text.indexOf('#') < 0) {
      return text;
    }
    return replaced(text, properties, true, leftOut);
  }

  private static String replaced(
      String text, Map<String, String> properties, boolean both, @Nullable Set<String> leftOut) {
    StringBuilder out = new StringBuilder(text.length());
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      char next = i + 1 < text.length() ? text.charAt(i + 1) : ' ';
      if (c == '$' && !both) {
        out.append(c);
        i++;
      } else if ((c == '#' || c == '$') && next == '{') {
        int end = closingBrace(text, i + 1);
        String name = text.substring(i + 2, end < i + 2 ? i + 2 : end).strip();
        if (c == '#') {
          out.append('?');
        } else if (leftOut == null || !isPaging(name, properties, out)) {
          out.append(property(name, properties));
        } else {
          leftOut.add(name);
        }
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

  /** The property's value; what it refers to itself is resolved too, but not what that does. */
  private static String property(String name, Map<String, String> properties) {
    String plain = name.contains(":") ? name.substring(0, name.indexOf(':')) : name;
    String value = properties.getOrDefault(plain, String.valueOf(SqlText.HOLE));
    if (value.indexOf('$') < 0 && value.indexOf('#') < 0) {
      return value;
    }
    Map<String, String> plainOnes = new HashMap<>(properties);
    plainOnes.values().removeIf(v -> v.indexOf('$') >= 0);
    return replaced(value, plainOnes, true, null);
  }

  private static boolean isPaging(
      String name, Map<String, String> properties, CharSequence before) {
    return !properties.containsKey(name)
        && PAGING.matcher(name.substring(name.lastIndexOf('.') + 1)).matches()
        && !expectsMore(before);
  }

  /** Whether the text ends with an operator, or with a word after which something must stand. */
  private static boolean expectsMore(CharSequence text) {
    int end = text.length();
    while (end > 0 && Character.isWhitespace(text.charAt(end - 1))) {
      end--;
    }
    int start = end;
    while (start > 0 && Character.isLetter(text.charAt(start - 1))) {
      start--;
    }
    return start < end
        ? EXPECTING.contains(text.subSequence(start, end).toString().toLowerCase(Locale.ROOT))
        : end > 0 && ",=<>(+-*/|.".indexOf(text.charAt(end - 1)) >= 0;
  }

  private static void keepLines(String text, int from, int to, StringBuilder out) {
    for (int i = from; i < to; i++) {
      if (text.charAt(i) == '\n') {
        out.append('\n');
      }
    }
  }

  /** The brace that closes the one at an index: <code>#{x, jdbcType=${type}}</code> is one bind. */
  private static int closingBrace(String text, int from) {
    int open = 0;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      open += c == '{' ? 1 : c == '}' ? -1 : 0;
      if (open == 0) {
        return i;
      }
    }
    return text.length() - 1;
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
