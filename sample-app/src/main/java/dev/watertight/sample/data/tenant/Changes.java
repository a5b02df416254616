package dev.watertight.sample.data.tenant;

import java.util.function.Function;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * What an update assigns to a column. A kept field is assigned the column itself, so that an update
 * is one fixed statement with its columns in sight, and not a map that could carry any.
 */
final class Changes {
  private Changes() {}

  static <T> Field<T> assigned(Change<T> change, Field<T> column) {
    return assigned(change, column, Function.identity());
  }

  static <T, U> Field<U> assigned(
      Change<T> change, Field<U> column, Function<? super T, ? extends @Nullable U> stored) {
    if (change instanceof Change.To<T> to) {
      return DSL.val(stored.apply(to.value()), column);
    }
    return column;
  }
}
