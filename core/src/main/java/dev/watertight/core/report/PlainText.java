package dev.watertight.core.report;

import dev.watertight.core.json.WellFormed;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Text from a project's files, made fit for a reader. Names and messages can hold anything that a
 * file name or a string literal can: control characters, halves of surrogate pairs, marks that
 * reverse the reading direction.
 */
final class PlainText {
  private static final Pattern SPACE = Pattern.compile("\\s+");

  private PlainText() {}

  /** The same text with each half of a surrogate pair replaced, so that it can be encoded. */
  static String wellFormed(String text) {
    return WellFormed.text(text);
  }

  /**
   * The text with every character that cannot be seen written as an escape such as {@code \}{@code
   * u202E}: control characters but for tab and line feed, line and paragraph separators, direction
   * marks, halves of surrogate pairs, noncharacters. What comes out is legal in XML 1.0 and cannot
   * steer a terminal.
   */
  static String visible(String text) {
    StringBuilder result = null;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      int next = i + Character.charCount(c);
      if (isHidden(c)) {
        if (result == null) {
          result = new StringBuilder(text.length() + 16).append(text, 0, i);
        }
        result.append(String.format(Locale.ROOT, "\\u%04X", c));
      } else if (result != null) {
        result.appendCodePoint(c);
      }
      i = next;
    }
    return result == null ? text : result.toString();
  }

  /** {@link #visible} on one line: each run of white space is one space. */
  static String oneLine(String text) {
    return visible(SPACE.matcher(text.strip()).replaceAll(" "));
  }

  /** At most {@code max} UTF-16 code units, the last an ellipsis where something was cut. */
  static String cut(String text, int max) {
    if (text.length() <= max) {
      return text;
    }
    int end = max - 1;
    if (Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end) + "…";
  }

  /** The last {@code max} UTF-16 code units, fewer rather than half a character. */
  static String tail(String text, int max) {
    int start = Math.max(0, text.length() - max);
    return text.substring(
        start < text.length() && Character.isLowSurrogate(text.charAt(start)) ? start + 1 : start);
  }

  /** {@code 1 file}, {@code 2 files}. */
  static String count(long number, String noun) {
    return number + " " + (number == 1 ? noun : noun + "s");
  }

  private static boolean isHidden(int c) {
    if (c == '\n' || c == '\t') {
      return false;
    }
    if (Character.isISOControl(c) || (c & 0xFFFE) == 0xFFFE) {
      return true;
    }
    int type = Character.getType(c);
    return type == Character.SURROGATE
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR
        || isDirectionMark(c)
        || c == 0xFEFF;
  }

  private static boolean isDirectionMark(int c) {
    return c == 0x061C
        || c == 0x200E
        || c == 0x200F
        || (c >= 0x202A && c <= 0x202E)
        || (c >= 0x2066 && c <= 0x2069);
  }
}
