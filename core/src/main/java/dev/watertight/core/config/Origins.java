package dev.watertight.core.config;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where each given value stands, by key path: {@code tenant.column}, {@code tables.shared[0]},
 * {@code tables.columns.invoice}. A list or map itself has an entry too; a value that stands alone
 * where a list may stand is at both {@code tenant.column} and {@code tenant.column[0]}.
 */
public final class Origins {
  private final SortedMap<String, Origin> byKey;
  private final List<Given> given;

  /** Origins by key path. */
  public Origins(Map<String, Origin> byKey) {
    this(byKey, List.of());
  }

  Origins(Map<String, Origin> byKey, List<Given> given) {
    this.byKey = Collections.unmodifiableSortedMap(new TreeMap<>(byKey));
    this.given = List.copyOf(given);
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

  /** The values that must match something, in the order of the file. */
  List<Given> given() {
    return given;
  }
}
