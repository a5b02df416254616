package dev.watertight.analyzer.source;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Says why something could not be read: no absolute path, no name of an exception. */
final class Unreadable {
  private Unreadable() {}

  static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "it may not be read: permission denied";
    }
    if (e instanceof NoSuchFileException || e instanceof NotDirectoryException) {
      return "it vanished while it was being read; scan again once nothing writes there";
    }
    return "it could not be read: the file system reported an error";
  }
}
