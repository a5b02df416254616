package dev.watertight.analyzer.scope;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * A column of one relation of a statement that names the tenant. It is itself only: two relations
 * of the same table have two.
 */
final class Node {
  private final Optional<String> key;
  private Optional<String> hint = Optional.empty();
  private final Set<String> boundTo = new HashSet<>();

  /** A column that names the tenant. */
  Node() {
    this.key = Optional.empty();
  }

  /**
   * A column that tells rows of a table apart: where it is the same in two rows of that table, they
   * are one, of one tenant.
   */
  Node(String key) {
    this.key = Optional.of(key);
  }

  /** Whether it names no tenant, but a row. */
  boolean isKey() {
    return key.isPresent();
  }

  /** Whether the two can be compared: the same key of the same table, or none. */
  boolean fits(Node other) {
    return key.equals(other.key);
  }

  /** It is compared with the value of the place of that name. */
  void boundTo(String name) {
    boundTo.add(name);
  }

  /** Whether it is compared with the value of the place of that name. */
  boolean isBoundTo(String name) {
    return boundTo.contains(name);
  }

  /** Says why a condition on it is none; the first reason is kept. */
  void hint(String reason) {
    if (hint.isEmpty()) {
      hint = Optional.of(reason);
    }
  }

  /** Why a condition on it is none, if there is such a condition. */
  Optional<String> hint() {
    return hint;
  }
}
