package dev.watertight.isolation.observation;

import dev.watertight.isolation.observation.Observation.Spot;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds foreign values in what a caller saw.
 *
 * <p>An echo is no leak: what the caller passed in may come back, in a result or in a message. It
 * counts as passed in when the whole word that was seen is a part of an argument. Who passes {@code
 * wtB7pro} and sees {@code wtB7projects1} has learnt something.
 *
 * <p>Ids and values of digits only count where they are the whole text of a value and have four
 * digits at least: a smaller number is too often another number.
 */
public final class Canaries {
  private static final int FEWEST_DIGITS = 4;
  private static final int FEWEST_CHARACTERS = 3;

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
          if (!Tokens.given(text, given)) {
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

  private static boolean shows(Spot spot, String value) {
    boolean digits = !value.isEmpty() && value.chars().allMatch(Character::isDigit);
    if (digits) {
      return value.length() >= FEWEST_DIGITS && spot.text().equals(value);
    }
    return value.length() >= FEWEST_CHARACTERS && Tokens.holds(spot.text(), value);
  }
}
