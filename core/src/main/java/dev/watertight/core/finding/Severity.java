package dev.watertight.core.finding;

import java.util.Locale;

/** How bad a finding is. The order of the constants is from worst to mildest. */
public enum Severity {
  ERROR,
  WARNING,
  NOTE;

  /** The name in configuration and reports: {@code error}, {@code warning}, {@code note}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether this severity is as bad as {@code threshold} or worse. */
  public boolean atLeast(Severity threshold) {
    return compareTo(threshold) <= 0;
  }
}
