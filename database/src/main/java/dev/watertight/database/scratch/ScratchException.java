package dev.watertight.database.scratch;

/** A scratch PostgreSQL that cannot be had; the message is for people and says what to do. */
public final class ScratchException extends Exception {
  public ScratchException(String message) {
    super(message);
  }

  public ScratchException(String message, Throwable cause) {
    super(message, cause);
  }
}
