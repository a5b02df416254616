package dev.watertight.core.config;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Finds what was probably meant by a misspelt name.
 *
 * <p>The measure is the optimal string alignment distance (insert, delete, replace, swap two
 * neighbours), without regard to case, hyphens and underscores. A candidate whose last part ({@code
 * public.plans}, {@code com.acme.Session}) is the word's last part counts as one step away.
 */
public final class Nearest {
  private static final int LONGEST_WORD = 200;
  private static final int MOST_STEPS = 5;

  private Nearest() {}

  /**
   * The candidate that is nearest to the word, or empty if none is near: at most a third of the
   * word's length away, and at most five steps. Of equally near ones, the first in order.
   */
  public static Optional<String> of(String word, Collection<String> candidates) {
    return within(MOST_STEPS, word, candidates);
  }

  /** The same with another bound on the steps. */
  static Optional<String> within(int steps, String word, Collection<String> candidates) {
    if (word.length() > LONGEST_WORD) {
      return Optional.empty();
    }
    String plain = plain(word);
    int best = Math.max(1, Math.min(plain.length() / 3, steps)) + 1;
    Optional<String> nearest = Optional.empty();
    for (String candidate : new TreeSet<>(candidates)) {
      int distance = distance(plain, candidate, word);
      if (distance < best) {
        best = distance;
        nearest = Optional.of(candidate);
      }
    }
    return nearest;
  }

  private static int distance(String plain, String candidate, String word) {
    String other = plain(candidate);
    int steps =
        Math.abs(other.length() - plain.length()) > MOST_STEPS
            ? Integer.MAX_VALUE
            : distance(plain, other);
    return steps > 1 && plain(lastPart(candidate)).equals(plain(lastPart(word))) ? 1 : steps;
  }

  private static String lastPart(String name) {
    int end = name.indexOf('(') < 0 ? name.length() : name.indexOf('(');
    for (int i = end - 1; i >= 0; i--) {
      if (".#/".indexOf(name.charAt(i)) >= 0) {
        return name.substring(i + 1, end);
      }
    }
    return name.substring(0, end);
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
  }

  private static int distance(String a, String b) {
    int[][] steps = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      steps[i][0] = i;
    }
    for (int j = 0; j <= b.length(); j++) {
      steps[0][j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      for (int j = 1; j <= b.length(); j++) {
        boolean same = a.charAt(i - 1) == b.charAt(j - 1);
        int least = Math.min(steps[i - 1][j], steps[i][j - 1]) + 1;
        least = Math.min(least, steps[i - 1][j - 1] + (same ? 0 : 1));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          least = Math.min(least, steps[i - 2][j - 2] + 1);
        }
        steps[i][j] = least;
      }
    }
    return steps[a.length()][b.length()];
  }
}
