package dev.watertight.isolation.sql;

/** A statement that is not understood; the message says why. */
final class OpaqueException extends Exception {
  OpaqueException(String reason) {
    super(reason);
  }

  /** The reason. */
  String reason() {
    return String.valueOf(getMessage());
  }
}
