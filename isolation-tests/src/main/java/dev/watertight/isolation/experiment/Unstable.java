package dev.watertight.isolation.experiment;

import java.util.Set;
import java.util.TreeSet;

/**
 * What differs between two equal runs by itself, as a random token does.
 *
 * @param paths places in what was seen
 * @param orders places whose elements come in another order
 * @param tables tables whose rows differ
 */
record Unstable(Set<String> paths, Set<String> orders, Set<String> tables) {
  static final Unstable NOTHING = new Unstable(Set.of(), Set.of(), Set.of());

  boolean isEmpty() {
    return paths.isEmpty() && orders.isEmpty() && tables.isEmpty();
  }

  /** All that differs here or there. */
  Unstable and(Unstable other) {
    return new Unstable(
        all(paths, other.paths), all(orders, other.orders), all(tables, other.tables));
  }

  private static Set<String> all(Set<String> some, Set<String> others) {
    Set<String> all = new TreeSet<>(some);
    all.addAll(others);
    return all;
  }

  /** For people. */
  String label() {
    Set<String> places = new TreeSet<>(tables);
    paths.forEach(p -> places.add(p.isEmpty() ? "the result" : p));
    orders.forEach(p -> places.add("the order of " + (p.isEmpty() ? "the result" : p)));
    return String.join(", ", places);
  }
}
