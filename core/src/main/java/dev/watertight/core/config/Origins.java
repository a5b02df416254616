package dev.watertight.core.config;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where each given value stands, by key path: {@code tenant.column}, {@code tables.shared[0]},
 * {@code tables.columns.invoice}. A list or map itself has an entry too.
 */
public final class Origins {
  private final SortedMap<String, Origin> byKey;

  /** Origins by key path. */
  public Origins(Map<String, Origin> byKey) {
    this.byKey = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(byKey));
  }

  /** Where the value of the key stands, empty if it was not given. */
  public Optional<Origin> of(String key) {
    return Optional.ofNullable(byKey.get(key));
  }

  /** Whether the key was given. */
  public boolean has(String key) {
    return byKey.containsKey(key);
  }

  /** All key paths with their origins, in order of the key paths. */
  public SortedMap<String, Origin> all() {
    return byKey;
  }
}
