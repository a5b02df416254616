package dev.watertight.sample.data.tenant;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A constraint of the schema refused a change. The transaction cannot go on: let the exception end
 * the scope. The message names the constraint and no value. All keys lead with the tenant, so that
 * no other tenant's data can be the reason.
 */
public abstract sealed class ConstraintViolationException extends RuntimeException
    permits DuplicateException, MissingReferenceException, InvalidValueException {
  private static final long serialVersionUID = 1L;

  private final @Nullable String constraint;

  ConstraintViolationException(String what, @Nullable String constraint, Throwable cause) {
    super(constraint == null ? what + "." : what + " (constraint " + constraint + ").", cause);
    this.constraint = constraint;
  }

  /** The constraint's name in the schema; empty where a type or a length refused the value. */
  public Optional<String> constraint() {
    return Optional.ofNullable(constraint);
  }
}
