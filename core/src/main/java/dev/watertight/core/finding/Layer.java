package dev.watertight.core.finding;

import java.util.Locale;

/** The layer of tenant isolation that a finding belongs to. */
public enum Layer {
  /** Where the tenant id comes from. */
  IDENTITY,
  /** The data layer of the application: every query carries the tenant. */
  APPLICATION,
  /** Row-level security, grants, keys: what holds when the application fails. */
  DATABASE,
  /** Watertight's own configuration: suppressions, escape hatches, baselines. */
  CONFIGURATION;

  /** The name in reports, in lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
