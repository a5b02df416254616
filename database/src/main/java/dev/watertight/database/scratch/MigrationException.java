package dev.watertight.database.scratch;

import org.jspecify.annotations.Nullable;

/** A schema that could not be made; the message is for people. */
public final class MigrationException extends Exception {
  public MigrationException(@Nullable String message) {
    super(message);
  }

  public MigrationException(@Nullable String message, Throwable cause) {
    super(message, cause);
  }
}
