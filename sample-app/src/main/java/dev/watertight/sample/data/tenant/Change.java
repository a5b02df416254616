package dev.watertight.sample.data.tenant;

import java.util.Objects;

/**
 * What an update does to one field: keeps it, or sets it. A field that may be empty in the database
 * is a {@code Change<Optional<T>>}: kept, set to a value, or emptied.
 *
 * @param <T> the field's type
 */
public sealed interface Change<T> {
  /**
   * The field stays as it is.
   *
   * @param <T> the field's type
   */
  record Keep<T>() implements Change<T> {}

  /**
   * The field gets a value.
   *
   * @param <T> the field's type
   * @param value the value
   */
  record To<T>(T value) implements Change<T> {
    /** Checks that there is a value. */
    public To {
      Objects.requireNonNull(value, "value");
    }
  }

  /** The field stays as it is. */
  static <T> Change<T> keep() {
    return new Keep<>();
  }

  /** The field becomes {@code value}. */
  static <T> Change<T> to(T value) {
    return new To<>(value);
  }
}
