package dev.watertight.isolation.operation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An operation that the user wrote down as a lambda.
 *
 * @param <T> the data layer
 */
@FunctionalInterface
public interface DeclaredCall<T> {
  /** Does it, with one argument for each declared parameter. */
  @Nullable Object on(T layer, List<? extends @Nullable Object> arguments) throws Exception;
}
