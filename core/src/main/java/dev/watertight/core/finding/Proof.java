package dev.watertight.core.finding;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What shows a finding, as named fields in a fixed order: {@code sql} or {@code call}, {@code
 * role}, {@code setting}, {@code tenants}, {@code seen}, {@code condition}, {@code reason}.
 *
 * @param fields name to text; never empty
 */
public record Proof(SortedMap<String, String> fields) {
  public Proof {
    fields = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(fields));
  }

  /** A proof of the given fields. */
  public static Proof of(Map<String, String> fields) {
    return new Proof(new TreeMap<>(fields));
  }
}
