package dev.watertight.core.report;

import java.io.IOException;
import java.io.Writer;
import java.time.Instant;

/** Writes one report file. Output is byte-identical for identical input. */
public interface ReportWriter {
  /** The file's name in the report directory. */
  String fileName();

  /** Whether the report has anything for this file: a file without content is not written. */
  default boolean hasContent(Report report) {
    return true;
  }

  /**
   * Writes the report.
   *
   * @param generatedAt the moment to name, used by {@code index.html} and {@code findings.json}
   *     only
   */
  void write(Report report, Instant generatedAt, Writer out) throws IOException;
}
