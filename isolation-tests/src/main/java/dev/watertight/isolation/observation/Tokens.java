package dev.watertight.isolation.observation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Finds words in texts, whatever their case. A word ends where no letter or digit follows. */
final class Tokens {
  private Tokens() {}

  /** The whole words in the text in which the mark occurs, as the text spells them. */
  static List<String> with(String mark, String text) {
    List<String> found = new ArrayList<>();
    String lower = text.toLowerCase(Locale.ROOT);
    String wanted = mark.toLowerCase(Locale.ROOT);
    if (wanted.isEmpty() || lower.length() != text.length()) {
      return found;
    }
    int from = lower.indexOf(wanted);
    while (from >= 0) {
      int start = from;
      while (start > 0 && Character.isLetterOrDigit(text.charAt(start - 1))) {
        start--;
      }
      int end = from + wanted.length();
      while (end < text.length() && Character.isLetterOrDigit(text.charAt(end))) {
        end++;
      }
      found.add(text.substring(start, end));
      from = lower.indexOf(wanted, end);
    }
    return found;
  }

  /** Whether the text holds the value with no letter or digit next to it. */
  static boolean holds(String text, String value) {
    String lower = text.toLowerCase(Locale.ROOT);
    String wanted = value.toLowerCase(Locale.ROOT);
    int from = wanted.isEmpty() ? -1 : lower.indexOf(wanted);
    while (from >= 0) {
      int end = from + wanted.length();
      boolean open = from == 0 || !Character.isLetterOrDigit(lower.charAt(from - 1));
      boolean closed = end == lower.length() || !Character.isLetterOrDigit(lower.charAt(end));
      if (open && closed) {
        return true;
      }
      from = lower.indexOf(wanted, from + 1);
    }
    return false;
  }

  /** Whether one of the given texts has the word in it. */
  static boolean given(String word, Set<String> given) {
    String lower = word.toLowerCase(Locale.ROOT);
    return given.stream().anyMatch(g -> g.toLowerCase(Locale.ROOT).contains(lower));
  }
}
