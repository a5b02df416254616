package dev.watertight.core.finding;

/**
 * Why a finding does not count.
 *
 * @param kind who accepted it
 * @param reason the reason given; never blank
 */
public record Suppressed(Kind kind, String reason) {
  /** Who accepted a finding. */
  public enum Kind {
    /** An entry under {@code suppressions} of the configuration. */
    CONFIGURATION,
    /** The baseline file. */
    BASELINE
  }
}
