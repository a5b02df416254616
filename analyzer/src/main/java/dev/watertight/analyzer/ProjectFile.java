package dev.watertight.analyzer;

import dev.watertight.core.finding.Location;
import dev.watertight.core.finding.NotAnalysed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A file of a scan.
 *
 * @param path relative to the root, {@code /}-separated
 * @param file where it is
 * @param reported whether findings in it are asked for
 * @param generated whether it is generated: read for the schema it maps, never reported on
 */
record ProjectFile(String path, Path file, boolean reported, boolean generated) {
  static final long MAX_BYTES = 8L * 1024 * 1024;

  /** Its bytes; empty, with a reason taken down, where it cannot be read. */
  Optional<byte[]> bytes(List<NotAnalysed> notAnalysed) {
    try {
      long size = Files.size(file);
      if (size > MAX_BYTES) {
        refuse(
            notAnalysed,
            "it has " + size + " bytes, more than the " + MAX_BYTES + " that are read");
        return Optional.empty();
      }
      return Optional.of(Files.readAllBytes(file));
    } catch (IOException | OutOfMemoryError e) {
      refuse(
          notAnalysed,
          Files.exists(file)
              ? "it cannot be read (" + e.getClass().getSimpleName() + "): check its permissions"
              : "it vanished while the project was read");
      return Optional.empty();
    }
  }

  /** Its text, if it is UTF-8. */
  Optional<String> text(List<NotAnalysed> notAnalysed) {
    return bytes(notAnalysed).map(b -> new String(b, StandardCharsets.UTF_8));
  }

  private void refuse(List<NotAnalysed> notAnalysed, String reason) {
    synchronized (notAnalysed) {
      notAnalysed.add(new NotAnalysed(Location.InFile.of(path, 1), NotAnalysed.Kind.FILE, reason));
    }
  }
}
