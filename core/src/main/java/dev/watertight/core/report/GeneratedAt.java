package dev.watertight.core.report;

import dev.watertight.core.config.ConfigurationException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/**
 * The moment that {@code index.html} and {@code findings.json} name: the clock's, in whole seconds,
 * or the one that {@code SOURCE_DATE_EPOCH} fixes for reproducible builds.
 */
public final class GeneratedAt {
  private static final String VARIABLE = "SOURCE_DATE_EPOCH";
  private static final long END_OF_YEAR_9999 = 253_402_300_799L;

  private GeneratedAt() {}

  /** The moment, by this process's environment and clock. */
  public static Instant now() throws ConfigurationException {
    return of(System.getenv(), Clock.systemUTC());
  }

  static Instant of(Map<String, String> environment, Clock clock) throws ConfigurationException {
    String fixed = environment.getOrDefault(VARIABLE, "").strip();
    if (fixed.isEmpty()) {
      return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }
    if (!fixed.matches("[0-9]{1,12}") || Long.parseLong(fixed) > END_OF_YEAR_9999) {
      throw new ConfigurationException(
          List.of(
              "The environment variable "
                  + VARIABLE
                  + " is '"
                  + PlainText.cut(PlainText.oneLine(fixed), 60)
                  + "': it must be whole seconds since 1970-01-01T00:00:00Z, such as 1767225600."
                  + " Correct it, or unset it to use the clock."));
    }
    return Instant.ofEpochSecond(Long.parseLong(fixed));
  }
}
