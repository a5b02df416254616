package dev.watertight.isolation.argument;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The four kinds of {@code Optional}. */
final class Optionals {
  private Optionals() {}

  static boolean is(Class<?> type) {
    return type == Optional.class
        || type == OptionalInt.class
        || type == OptionalLong.class
        || type == OptionalDouble.class;
  }

  static Object empty(Class<?> type) {
    if (type == OptionalInt.class) {
      return OptionalInt.empty();
    }
    if (type == OptionalLong.class) {
      return OptionalLong.empty();
    }
    return type == OptionalDouble.class ? OptionalDouble.empty() : Optional.empty();
  }

  static Object of(Class<?> type, Object value) {
    if (type == OptionalInt.class) {
      return OptionalInt.of((Integer) value);
    }
    if (type == OptionalLong.class) {
      return OptionalLong.of((Long) value);
    }
    return type == OptionalDouble.class ? OptionalDouble.of((Double) value) : Optional.of(value);
  }
}
