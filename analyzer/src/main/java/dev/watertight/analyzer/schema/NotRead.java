package dev.watertight.analyzer.schema;

import dev.watertight.core.finding.Location;
import dev.watertight.core.finding.NotAnalysed;

/**
 * A source, or a part of one, that could not be read.
 *
 * @param source the file, relative to the project's root
 * @param line the line, from 1
 * @param reason why, for people
 * @param whole whether nothing is known of what else is in the file
 */
public record NotRead(String source, int line, String reason, boolean whole) {
  /** A part that could not be read. */
  public NotRead(String source, int line, String reason) {
    this(source, line, reason, false);
  }

  /** A file of which nothing could be read. */
  public static NotRead file(String source, int line, String reason) {
    return new NotRead(source, line, reason, true);
  }

  /** The same for the report. */
  public NotAnalysed notAnalysed() {
    return new NotAnalysed(
        Location.InFile.of(source, line),
        whole ? NotAnalysed.Kind.FILE : NotAnalysed.Kind.PART,
        reason);
  }
}
