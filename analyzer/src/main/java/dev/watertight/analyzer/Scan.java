package dev.watertight.analyzer;

import dev.watertight.core.config.ConfigurationException;
import dev.watertight.core.report.Report;
import java.io.IOException;
import java.nio.file.Files;

/** The scan of a project's source code: files in, a report out. */
public final class Scan {
  private Scan() {}

  /**
   * Scans. The report has one part, {@code scan}, with suppressions applied.
   *
   * @throws ConfigurationException if a configured folder is missing, or, where a whole project is
   *     scanned, a configured value matches nothing in it
   * @throws IOException if the project's root is no folder; a single file that cannot be read is in
   *     the report
   */
  public static Report run(ScanRequest request) throws IOException, ConfigurationException {
    if (!Files.isDirectory(request.root())) {
      throw new IOException(
          "There is no folder `" + request.root() + "` to scan: correct the path.");
    }
    return new ScanRun(request, false).run();
  }
}
