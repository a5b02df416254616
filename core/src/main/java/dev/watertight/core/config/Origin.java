package dev.watertight.core.config;

/**
 * Where a value was given.
 *
 * @param source the file as the user named it, relative to the project's root, or {@code -D} or
 *     {@code --set} for an override
 * @param line line in the file, from 1; 0 for an override
 */
public record Origin(String source, int line) {
  /** {@code watertight.yml:12}, or the source alone. */
  public String label() {
    return line == 0 ? source : source + ":" + line;
  }
}
