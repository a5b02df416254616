package dev.watertight.core.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong, so that one run tells all of it. */
final class Problems {
  private static final int MOST = 100;
  private static final int LONGEST_QUOTE = 80;

  private record Problem(int line, String text) {}

  private final List<Problem> found = new ArrayList<>();

  void add(Origin origin, String what) {
    found.add(
        new Problem(
            origin.line() == 0 ? Integer.MAX_VALUE : origin.line(), origin.label() + ": " + what));
  }

  /** In the order of the lines of the file, then overrides as they were given. */
  void throwIfAny() throws ConfigurationException {
    if (found.isEmpty()) {
      return;
    }
    List<String> texts =
        new ArrayList<>(
            found.stream()
                .sorted(Comparator.comparingInt(Problem::line))
                .map(Problem::text)
                .limit(MOST)
                .toList());
    if (found.size() > MOST) {
      texts.add("and " + (found.size() - MOST) + " more problems of this kind");
    }
    throw new ConfigurationException(texts);
  }

  /** A text of the user's in code marks: short, on one line, with nothing that moves a cursor. */
  static String quote(String text) {
    String plain = text.replaceAll("\\p{Cntrl}+", " ");
    return "`"
        + (plain.length() > LONGEST_QUOTE ? plain.substring(0, LONGEST_QUOTE) + "…" : plain)
        + "`";
  }
}
