package dev.watertight.isolation.experiment;

import java.util.Set;
import java.util.TreeSet;

/**
 * What differs between two equal runs by itself, as a random token does.
 *
 * @param paths places in what was seen
 * @param tables tables whose rows differ
 */
record Unstable(Set<String> paths, Set<String> tables) {
  static final Unstable NOTHING = new Unstable(Set.of(), Set.of());

  boolean isEmpty() {
    return paths.isEmpty() && tables.isEmpty();
  }

  /** For people. */
  String label() {
    Set<String> places = new TreeSet<>(tables);
    paths.forEach(p -> places.add(p.isEmpty() ? "the result" : p));
    return String.join(", ", places);
  }
}
