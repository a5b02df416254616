package dev.watertight.isolation.argument;

import dev.watertight.isolation.operation.Operation;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;

/**
 * Generators of the user, which go before all else.
 *
 * @param byType what makes values of a class
 * @param byParameter what makes values of a parameter, named {@code operation#parameter} with the
 *     operation's or only its method's name: {@code projects().findById(UUID)#id}, {@code
 *     findById#id}
 */
public record Generators(
    Map<Class<?>, Function<Random, ?>> byType, Map<String, Function<Random, ?>> byParameter) {
  public Generators {
    byType = Map.copyOf(byType);
    byParameter = Map.copyOf(byParameter);
  }

  /** None. */
  public static Generators none() {
    return new Generators(Map.of(), Map.of());
  }

  Optional<Function<Random, ?>> of(Class<?> type) {
    Function<Random, ?> given = byType.get(type);
    return Optional.ofNullable(given == null ? byType.get(Scalars.boxed(type)) : given);
  }

  Optional<Function<Random, ?>> of(Operation operation, String parameter) {
    Function<Random, ?> given = byParameter.get(operation.name() + "#" + parameter);
    return Optional.ofNullable(
        given == null ? byParameter.get(operation.methodName() + "#" + parameter) : given);
  }
}
