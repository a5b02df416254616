package dev.watertight.core.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Values that take the place of the file's, from a command line. Immutable.
 *
 * <p>The text of a list is comma-separated, or YAML's flow style where it starts with {@code [};
 * the text of a map is YAML's flow style. An entry of a map can be given by itself: {@code
 * tables.columns.invoice}.
 */
public final class Overrides {
  /** What user properties of Watertight start with. */
  public static final String PROPERTY_PREFIX = "watertight.";

  private static final Set<String> NO_KEYS = Set.of("config", "skip", "version");
  private static final Overrides NONE = new Overrides(List.of());

  /**
   * One override.
   *
   * @param key path of the key
   * @param source what messages call it: {@code --set tenant.column}
   */
  record Change(String key, String value, String source) {}

  private final List<Change> all;

  private Overrides(List<Change> all) {
    this.all = List.copyOf(all);
  }

  /** No override. */
  public static Overrides none() {
    return NONE;
  }

  /**
   * The overrides among user properties: those that start with {@code watertight.}, but for {@code
   * watertight.config}, {@code watertight.skip}, {@code watertight.version} (which builds often use
   * to choose the plugin's) and the given others. Every other name must be a key, or reading fails.
   *
   * @param properties name to value, of which those with other prefixes are passed over
   * @param others names without the prefix that are parameters of the caller and no keys
   */
  public static Overrides ofProperties(Map<String, String> properties, Set<String> others) {
    Overrides overrides = NONE;
    for (Map.Entry<String, String> property : new TreeMap<>(properties).entrySet()) {
      if (!property.getKey().startsWith(PROPERTY_PREFIX)) {
        continue;
      }
      String key = property.getKey().substring(PROPERTY_PREFIX.length());
      if (!NO_KEYS.contains(key) && !others.contains(key)) {
        overrides = overrides.with(key, property.getValue(), "-D" + property.getKey());
      }
    }
    return overrides;
  }

  /**
   * These and one more, which wins over an earlier one for the same key.
   *
   * @param source what messages and origins call it: {@code --set tenant.column}, {@code
   *     --report-dir}
   */
  public Overrides with(String key, String value, String source) {
    List<Change> more = new ArrayList<>(all);
    more.removeIf(earlier -> earlier.key().equals(key));
    more.add(new Change(key, value, source));
    return new Overrides(more);
  }

  List<Change> all() {
    return all;
  }
}
