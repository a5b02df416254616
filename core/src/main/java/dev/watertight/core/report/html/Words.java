package dev.watertight.core.report.html;

import java.util.List;
import java.util.Locale;

/** English around numbers and lists. */
final class Words {
  private Words() {}

  /** {@code 1 file}, {@code 1,200 files}. */
  static String count(long number, String noun) {
    return number(number) + " " + noun + (number == 1 ? "" : "s");
  }

  /** A number with commas. */
  static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** {@code a, b and c}. */
  static String list(List<String> items) {
    if (items.size() < 2) {
      return String.join("", items);
    }
    int last = items.size() - 1;
    return String.join(", ", items.subList(0, last)) + " and " + items.get(last);
  }

  /** The pieces of a text between which a line may end: paths and qualified names are long. */
  static List<String> breakable(String text) {
    return List.of(text.split("(?<=[/.])(?=[^/.\\s])", -1));
  }

  /** The first letter in upper case. */
  static String sentence(String text) {
    return text.isEmpty()
        ? text
        : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  /** {@code needs attention} for one, {@code need attention} for more. */
  static String needAttention(long number) {
    return number == 1 ? "needs attention" : "need attention";
  }
}
