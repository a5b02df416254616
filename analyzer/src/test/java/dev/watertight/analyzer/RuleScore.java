package dev.watertight.analyzer;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How well a rule does over the corpus.
 *
 * @param leaky pieces of code in which the rule must find something
 * @param safe the twins in which it must not
 * @param expected how much is to be found
 * @param found how much of that was
 * @param invented how much was found beside it
 */
record RuleScore(int leaky, int safe, int expected, int found, int invented) {
  static final RuleScore NONE = new RuleScore(0, 0, 0, 0, 0);

  private static final Pattern ROW =
      Pattern.compile("\\| `[a-z-]+` \\| (\\d+) \\| (\\d+) \\| (\\d+) \\| (\\d+) \\| (\\d+) \\|.*");

  RuleScore plus(RuleScore more) {
    return new RuleScore(
        leaky + more.leaky,
        safe + more.safe,
        expected + more.expected,
        found + more.found,
        invented + more.invented);
  }

  /** The part of what is to be found that is. */
  double recall() {
    return expected == 0 ? 1 : (double) found / expected;
  }

  /** The part of what is found that is to be. */
  double precision() {
    return found + invented == 0 ? 1 : (double) found / (found + invented);
  }

  boolean isWorseThan(RuleScore before) {
    return recall() < before.recall() || precision() < before.precision();
  }

  String row(String rule) {
    return String.format(
        Locale.ROOT,
        "| `%s` | %d | %d | %d | %d | %d | %.1f%% | %.1f%% |",
        rule,
        leaky,
        safe,
        expected,
        found,
        invented,
        100 * recall(),
        100 * precision());
  }

  static RuleScore parse(String row) {
    Matcher matcher = ROW.matcher(row);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(row);
    }
    return new RuleScore(
        number(matcher, 1),
        number(matcher, 2),
        number(matcher, 3),
        number(matcher, 4),
        number(matcher, 5));
  }

  private static int number(Matcher matcher, int group) {
    return Integer.parseInt(matcher.group(group));
  }
}
