package dev.watertight.sample.data.tenant;

import org.jspecify.annotations.Nullable;

/** The tenant has a row with this value already, such as a project of this name. */
public final class DuplicateException extends ConstraintViolationException {
  private static final long serialVersionUID = 1L;

  DuplicateException(@Nullable String constraint, Throwable cause) {
    super("This organization has a row with this value already", constraint, cause);
  }
}
