package dev.watertight.analyzer.source;

import dev.watertight.core.finding.Location;
import dev.watertight.core.finding.NotAnalysed;
import java.io.IOException;
import java.nio.file.Files;

/** The bytes of a source file, or why there are none. */
public sealed interface Content {
  /** They were read. */
  @SuppressWarnings(
      "ArrayRecordComponent") // Handed over, not compared: a copy would cost as much as the read.
  record Bytes(byte[] bytes) implements Content {}

  /** They were decoded. */
  record Text(String text) implements Content {}

  /** They could not be read, or are no text. */
  record Missing(NotAnalysed reason) implements Content {}

  /**
   * Reads a file: {@link Bytes} or {@link Missing}. Files of more than 8 MB are not read; those
   * that vanished or may not be read are missing with that reason.
   */
  static Content bytes(SourceFile file) {
    try {
      long size = Files.size(file.file());
      if (size > SourceText.MOST_BYTES) {
        return missing(file, SourceText.tooLarge(size), 1);
      }
      return new Bytes(Files.readAllBytes(file.file()));
    } catch (IOException e) {
      return missing(file, Unreadable.reason(e), 1);
    }
  }

  /** Reads a file as UTF-8 text: {@link Text} or {@link Missing}. A byte order mark is dropped. */
  static Content text(SourceFile file) {
    Content content = bytes(file);
    if (!(content instanceof Bytes read)) {
      return content;
    }
    try {
      return new Text(SourceText.decode(read.bytes()));
    } catch (SourceText.NotText e) {
      return missing(file, e.reason(), e.line());
    }
  }

  private static Content missing(SourceFile file, String reason, int line) {
    return new Missing(
        new NotAnalysed(Location.InFile.of(file.path(), line), NotAnalysed.Kind.FILE, reason));
  }
}
