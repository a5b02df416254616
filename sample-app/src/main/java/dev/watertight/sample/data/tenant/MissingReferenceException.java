package dev.watertight.sample.data.tenant;

import org.jspecify.annotations.Nullable;

/**
 * What the change refers to is not in the tenant, such as a task's project. Whether it is in
 * another tenant makes no difference.
 */
public final class MissingReferenceException extends ConstraintViolationException {
  private static final long serialVersionUID = 1L;

  MissingReferenceException(@Nullable String constraint, Throwable cause) {
    super("What this refers to does not exist in this organization", constraint, cause);
  }
}
