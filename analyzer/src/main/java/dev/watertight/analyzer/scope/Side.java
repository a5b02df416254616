package dev.watertight.analyzer.scope;

import java.util.Optional;

/** One side of a comparison, or a value that is stored. */
sealed interface Side {
  /** A tenant column. */
  record Tenant(Node node, Condition where) implements Side {}

  /**
   * A value that the statement is given, or takes from its session.
   *
   * @param name the name of the place for it, if it has one
   */
  record Bound(Optional<String> name) implements Side {}

  /** The same in every statement. */
  record Constant() implements Side {}

  /** Anything else, such as another column. */
  record Other() implements Side {}
}
