package dev.watertight.isolation.argument;

import dev.watertight.isolation.operation.CodeOrigin;
import dev.watertight.isolation.operation.GenericTypes;
import java.lang.reflect.Type;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Functions that do nothing worth speaking of. */
final class Trivials {
  private Trivials() {}

  static Optional<Recipe> of(Type type) {
    Class<?> raw = GenericTypes.raw(type);
    if (raw == Predicate.class) {
      return made(raw, "x -> true", (Predicate<Object>) x -> true);
    }
    if (raw == Consumer.class) {
      return made(raw, "x -> {}", (Consumer<Object>) x -> {});
    }
    if (raw == BiConsumer.class) {
      return made(raw, "(x, y) -> {}", (BiConsumer<Object, Object>) (x, y) -> {});
    }
    if (raw == Runnable.class) {
      return made(raw, "() -> {}", (Runnable) () -> {});
    }
    if (raw == UnaryOperator.class || (raw == Function.class && givesBack(type))) {
      return made(raw, "x -> x", (UnaryOperator<Object>) x -> x);
    }
    return raw == BinaryOperator.class || (raw == BiFunction.class && givesBack(type))
        ? made(raw, "(x, y) -> x", (BinaryOperator<Object>) (x, y) -> x)
        : Optional.empty();
  }

  /**
   * Whether what goes in first may come out. A library gives a function something to be asked, such
   * as a query, and not to be given back.
   */
  private static boolean givesBack(Type type) {
    Class<?> in = GenericTypes.raw(GenericTypes.argument(type, 0));
    if (CodeOrigin.of(in) == CodeOrigin.LIBRARY) {
      return false;
    }
    int last = GenericTypes.raw(type) == Function.class ? 1 : 2;
    return GenericTypes.raw(GenericTypes.argument(type, last)).isAssignableFrom(in);
  }

  private static Optional<Recipe> made(Class<?> type, String java, Object function) {
    return Optional.of(new Recipe.Trivial(type, java, () -> function));
  }
}
