package dev.watertight.database.world;

import java.util.Optional;

/** Makes the value of a column, as the text that its type reads; empty for null. */
@FunctionalInterface
interface Maker {
  Optional<String> make(Spot spot);

  /** One that always gives this text. */
  static Maker constant(String text) {
    return spot -> Optional.of(text);
  }
}
