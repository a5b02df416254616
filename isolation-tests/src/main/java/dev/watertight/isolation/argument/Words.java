package dev.watertight.isolation.argument;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Names as words, all in the singular: {@code projectIds}, {@code PROJECT_ID} are alike. */
final class Words {
  private Words() {}

  static List<String> of(String name) {
    List<String> words = new ArrayList<>();
    String spaced =
        name.replaceAll("([a-z0-9])([A-Z])", "$1 $2").replaceAll("([A-Z])([A-Z][a-z])", "$1 $2");
    for (String word : spaced.split("[^\\p{L}\\p{N}]+", -1)) {
      if (!word.isEmpty()) {
        words.add(singular(word.toLowerCase(Locale.ROOT)));
      }
    }
    return words;
  }

  private static String singular(String word) {
    if (word.length() > 3 && word.endsWith("ies")) {
      return word.substring(0, word.length() - 3) + "y";
    }
    if (word.length() > 4 && word.matches(".*(ss|x|ch|sh)es")) {
      return word.substring(0, word.length() - 2);
    }
    return word.length() > 2 && word.endsWith("s") && !word.matches(".*(ss|us|is)")
        ? word.substring(0, word.length() - 1)
        : word;
  }

  /** Whether the words stand in the others next to each other. */
  static boolean in(List<String> words, List<String> others) {
    return !words.isEmpty() && Collections.indexOfSubList(others, words) >= 0;
  }

  static boolean endsWith(List<String> words, List<String> end) {
    return !end.isEmpty()
        && words.size() >= end.size()
        && words.subList(words.size() - end.size(), words.size()).equals(end);
  }
}
