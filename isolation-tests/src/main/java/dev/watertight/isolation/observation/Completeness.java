package dev.watertight.isolation.observation;

import dev.watertight.isolation.observation.Observation.Spot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds the tenant's own values that an operation hides although it shows them where nothing
 * filters: over-filtering.
 *
 * <p>Both observations must be of the same page of the same order; where a limit cut foreign rows
 * in, an own row may only have moved to another page.
 */
public final class Completeness {
  /**
   * An own value that is not shown.
   *
   * @param path where the other observation shows it
   * @param text the value
   */
  public record Missing(String path, String text) {}

  private Completeness() {}

  /**
   * The own values that {@code other} shows and {@code both} does not.
   *
   * @param both what was seen with both layers on
   * @param other what was seen with a layer off
   * @param ownMarks what the tenant's own canaries begin with, and ids of its rows
   */
  public static List<Missing> missing(Observation both, Observation other, Set<String> ownMarks) {
    Set<String> shown = new TreeSet<>(own(both, ownMarks).keySet());
    List<Missing> missing = new ArrayList<>();
    own(other, ownMarks)
        .forEach(
            (text, path) -> {
              if (!shown.contains(text)) {
                missing.add(new Missing(path, text));
              }
            });
    return List.copyOf(missing);
  }

  private static Map<String, String> own(Observation observation, Set<String> marks) {
    Map<String, String> found = new LinkedHashMap<>();
    if (observation.failed()) {
      return found;
    }
    for (Spot spot : observation.spots()) {
      for (String mark : new TreeSet<>(marks)) {
        if (mark.chars().allMatch(Character::isLetterOrDigit)) {
          Tokens.with(mark, spot.text())
              .forEach(t -> found.putIfAbsent(t.toLowerCase(Locale.ROOT), spot.path()));
        } else if (Tokens.holds(spot.text(), mark)) {
          found.putIfAbsent(mark.toLowerCase(Locale.ROOT), spot.path());
        }
      }
    }
    return found;
  }
}
