package dev.watertight.analyzer.flow;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An expression, a statement, or a class or method inside a body, with what is around it.
 *
 * @param parent null for the root
 * @param item what it is
 */
record Node(@Nullable Node parent, Object item) {
  /** What is directly around it. */
  Optional<Node> around() {
    return Optional.ofNullable(parent);
  }

  /** The nearest of that kind around it. */
  <T> Optional<T> nearest(Class<T> kind) {
    for (Node each = parent; each != null; each = each.parent) {
      if (kind.isInstance(each.item)) {
        return Optional.of(kind.cast(each.item));
      }
    }
    return Optional.empty();
  }

  /** Whether the other is around it, or it itself. */
  boolean isIn(Object other) {
    for (Node each = this; each != null; each = each.parent) {
      if (each.item == other) {
        return true;
      }
    }
    return false;
  }

  /** Nodes are the same only where they are one. */
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(item);
  }
}
