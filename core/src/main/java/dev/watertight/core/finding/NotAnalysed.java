package dev.watertight.core.finding;

import java.util.Comparator;

/**
 * Something that was passed over, and why. Nothing is passed over in silence.
 *
 * @param location the file, or the database object
 * @param kind what kind of thing was passed over
 * @param reason why, for people; no absolute path, no stack trace
 */
public record NotAnalysed(Location location, Kind kind, String reason) {
  /** What kind of thing was passed over. */
  public enum Kind {
    /** A file that could not be read or parsed: the analysis is incomplete (exit status 3). */
    FILE,
    /** A part of a file that could not be read, such as one statement of a migration. */
    PART
  }

  /** By place, then reason. */
  public static final Comparator<NotAnalysed> ORDER =
      Comparator.comparing(
              (NotAnalysed n) -> n.location() instanceof Location.InFile f ? f.file() : "")
          .thenComparing(n -> n.location() instanceof Location.InFile f ? f.line() : 0)
          .thenComparing(n -> n.location().label())
          .thenComparing(NotAnalysed::reason);
}
