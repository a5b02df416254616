package dev.watertight.sample.data.tenant;

import org.jspecify.annotations.Nullable;

/** A value is too long, blank, or otherwise not one that the column takes. */
public final class InvalidValueException extends ConstraintViolationException {
  private static final long serialVersionUID = 1L;

  InvalidValueException(@Nullable String constraint, Throwable cause) {
    super("A value is not allowed here", constraint, cause);
  }
}
