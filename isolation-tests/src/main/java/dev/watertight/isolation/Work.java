package dev.watertight.isolation;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is done with a data layer while it is open for a tenant. It is a {@link Function}, so that
 * it can be handed on to a layer that takes one. It throws whatever an operation throws, checked or
 * not: let that pass, as it would pass in production.
 *
 * @param <T> the data layer's type
 */
@FunctionalInterface
public interface Work<T> extends Function<T, @Nullable Object> {
  /** Does it; the result is to be passed through as it is. */
  @Override
  @Nullable Object apply(T layer);
}
