package dev.watertight.database.audit;

/** The server on which attacks are carried out does not answer any more. */
final class LostServerException extends RuntimeException {
  LostServerException(String message, Throwable cause) {
    super(message, cause);
  }
}
