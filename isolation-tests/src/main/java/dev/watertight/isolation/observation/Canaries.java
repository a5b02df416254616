package dev.watertight.isolation.observation;

import dev.watertight.isolation.observation.Observation.Spot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds foreign values in what a caller saw.
 *
 * <p>An echo is no leak: what the caller passed in may come back, in a result or in a message. It
 * counts as passed in when the whole word that was seen is a part of an argument. Who passes {@code
 * wtB7pro} and sees {@code wtB7projects1} has learnt something.
 *
 * <p>So it does when the caller's own text was joined with another, and what is left of the word
 * without it is no value of the other tenant's.
 *
 * <p>Ids and values of digits only count where they are the whole text of a value and have four
 * digits at least: a smaller number is too often another number.
 */
public final class Canaries {
  private static final int FEWEST_DIGITS = 4;
  private static final int FEWEST_CHARACTERS = 3;
  private static final Comparator<String> LONGEST_FIRST =
      Comparator.comparing(String::length, Comparator.reverseOrder())
          .thenComparing(Comparator.naturalOrder());

  private final List<Victim> victims;

  private Canaries(List<Victim> victims) {
    this.victims = List.copyOf(victims);
  }

  /** Looks for values of these tenants. */
  public static Canaries of(List<Victim> victims) {
    return new Canaries(victims);
  }

  /**
   * The foreign values in the observation.
   *
   * @param given the texts of the caller's arguments
   */
  public List<Sighting> in(Observation observation, Set<String> given) {
    Set<Sighting> found = new LinkedHashSet<>();
    for (Spot spot : observation.spots()) {
      for (Victim victim : victims) {
        for (String text : foreign(spot, victim)) {
          if (!Tokens.given(text, given) && !joined(text, victim, given)) {
            found.add(new Sighting(spot.path(), text, victim.tenant()));
          }
        }
      }
    }
    return List.copyOf(found);
  }

  private static List<String> foreign(Spot spot, Victim victim) {
    List<String> found = new ArrayList<>();
    victim.marks().forEach(mark -> found.addAll(Tokens.with(mark, spot.text())));
    if (found.isEmpty()) {
      victim.ids().stream().sorted().filter(id -> shows(spot, id)).forEach(found::add);
      victim.values().stream().sorted().filter(v -> shows(spot, v)).forEach(found::add);
    }
    return found;
  }

  /**
   * Whether the word is a value that the caller passed with something added. A part of a value does
   * not count: who passes one and sees more has learnt the rest.
   */
  private static boolean joined(String word, Victim victim, Set<String> given) {
    Set<String> known = known(victim);
    String all = word.toLowerCase(Locale.ROOT);
    String left = all;
    for (String own : given.stream().sorted(LONGEST_FIRST).toList()) {
      if (known.contains(own.toLowerCase(Locale.ROOT))) {
        left = left.replace(own.toLowerCase(Locale.ROOT), "");
      }
    }
    return !left.equals(all)
        && !isMarked(left, victim)
        && known.stream().filter(all::contains).allMatch(v -> Tokens.given(v, given));
  }

  private static boolean isMarked(String text, Victim victim) {
    return victim.marks().stream()
        .anyMatch(m -> text.toLowerCase(Locale.ROOT).contains(m.toLowerCase(Locale.ROOT)));
  }

  /** The marked words of the tenant's values. */
  private static Set<String> known(Victim victim) {
    Set<String> known = new TreeSet<>();
    for (String value : victim.values()) {
      for (String mark : victim.marks()) {
        Tokens.with(mark, value).forEach(t -> known.add(t.toLowerCase(Locale.ROOT)));
      }
    }
    return known;
  }

  private static boolean shows(Spot spot, String value) {
    boolean digits = !value.isEmpty() && value.chars().allMatch(Character::isDigit);
    if (digits) {
      return value.length() >= FEWEST_DIGITS && spot.text().equals(value);
    }
    return value.length() >= FEWEST_CHARACTERS && Tokens.holds(spot.text(), value);
  }
}
