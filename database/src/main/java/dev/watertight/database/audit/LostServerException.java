package dev.watertight.database.audit;

/** The server on which attacks are carried out does not answer any more, or has no space left. */
final class LostServerException extends RuntimeException {
  LostServerException(String message, Throwable cause) {
    super(message, cause);
  }
}
