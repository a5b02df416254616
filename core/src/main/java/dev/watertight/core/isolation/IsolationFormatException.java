package dev.watertight.core.isolation;

import java.io.IOException;

/** A file of isolation tests that cannot be read; its message says which, where, and what to do. */
public final class IsolationFormatException extends IOException {
  private static final long serialVersionUID = 1L;

  IsolationFormatException(String file, String fault) {
    super(
        file
            + ": "
            + fault
            + ". Run the isolation tests again, which writes the file anew, or remove it.");
  }
}
