package dev.watertight.database.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Ids that a careless comparison takes for the first tenant's: the second begins with it, the third
 * differs from it in case only, and the fourth matches it as a pattern.
 */
final class TemptingIds {
  private static final int OTHER_CASE = 2;
  private static final int PATTERN = 3;

  private TemptingIds() {}

  /** Where there are as many tenants as kinds; the first gets a wildcard of its own. */
  static Optional<List<String>> ofAllKinds(List<String> ids) {
    if (ids.size() <= PATTERN) {
      return Optional.empty();
    }
    String first = ids.get(0) + "_a";
    List<String> related = ofTwoKinds(with(first, ids));
    related.set(PATTERN, ids.get(0) + "xa");
    return Optional.of(related);
  }

  /** One that begins with the first, and one in another case. */
  static List<String> ofTwoKinds(List<String> ids) {
    List<String> related = beginnings(ids);
    if (related.size() > OTHER_CASE) {
      related.set(OTHER_CASE, inOtherCase(related.get(0)));
    }
    return related;
  }

  /** All others begin with the first. */
  static List<String> beginnings(List<String> ids) {
    List<String> related = new ArrayList<>(ids);
    for (int t = 1; t < related.size(); t++) {
      related.set(t, ids.get(0) + (char) ('a' + t % 26) + (t < 26 ? "" : String.valueOf(t / 26)));
    }
    return related;
  }

  private static List<String> with(String first, List<String> ids) {
    List<String> all = new ArrayList<>(ids);
    all.set(0, first);
    return all;
  }

  /** The same but for its last letter; it is the same where there is none. */
  private static String inOtherCase(String id) {
    int last = id.length() - 1;
    while (last >= 0 && !Character.isLetter(id.charAt(last))) {
      last--;
    }
    if (last < 0) {
      return id;
    }
    String letter = id.substring(last, last + 1);
    String other =
        Character.isUpperCase(letter.charAt(0))
            ? letter.toLowerCase(Locale.ROOT)
            : letter.toUpperCase(Locale.ROOT);
    return id.substring(0, last) + other + id.substring(last + 1);
  }
}
