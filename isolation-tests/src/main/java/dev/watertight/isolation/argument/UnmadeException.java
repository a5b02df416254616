package dev.watertight.isolation.argument;

/** An argument could not be made: its constructor or factory refuses the values. */
public final class UnmadeException extends RuntimeException {
  UnmadeException(String message, Throwable cause) {
    super(message, cause);
  }
}
