package dev.watertight.core.finding;

import java.util.Locale;

/** What stands behind a finding. */
public enum Status {
  /** An attack was executed and leaked, changed or revealed another tenant's data. */
  PROVEN,
  /** Evidence from the code or the catalog only. */
  SUSPECTED,
  /** A proof was tried and could not be carried out; the proof gives the reason. */
  UNPROVEN,
  /** The attack was executed and stopped: not a finding, listed apart. */
  REFUTED;

  /** The name in reports, in lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
