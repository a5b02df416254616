package dev.watertight.isolation.experiment;

import java.sql.SQLException;

/** Rows cannot be taken out of a world: others need them, or a trigger keeps them. */
final class CannotRemoveException extends Exception {
  private static final long serialVersionUID = 1;

  CannotRemoveException(SQLException cause) {
    super(cause.getMessage(), cause);
  }
}
