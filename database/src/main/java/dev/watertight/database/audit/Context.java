package dev.watertight.database.audit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a session has set when it attacks. PostgreSQL knows three states of a setting, and policies
 * can fail in each.
 *
 * @param state whether the tenant's setting was never set, is empty, or holds a tenant
 * @param settings name to value, set for the transaction
 * @param description for people: {@code tenant A}, {@code never set}
 */
public record Context(State state, SortedMap<String, String> settings, String description) {
  /** The states of a setting. */
  public enum State {
    /** On a fresh connection: {@code current_setting(…, true)} is null. */
    NEVER_SET,
    /** After an earlier transaction set it: the empty text. */
    EMPTY,
    /** It holds a value. */
    SET
  }

  /** The setting that is the current role, assumed after logging in. */
  static final String ROLE = "role";

  /** The setting that is the role logged in as, where that is not the application's own. */
  static final String LOGIN = "session_authorization";

  public Context {
    settings = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(settings));
  }

  /** Nothing was ever set on this connection. */
  public static Context neverSet() {
    return new Context(State.NEVER_SET, new TreeMap<>(), "never set, on a fresh connection");
  }

  /** The settings are there and empty. */
  public static Context empty(Iterable<String> settings) {
    SortedMap<String, String> empty = new TreeMap<>();
    for (String setting : settings) {
      // No role is called so: a session without a tenant's role is the application's.
      if (!setting.equals(ROLE) && !setting.equals(LOGIN)) {
        empty.put(setting, "");
      }
    }
    return new Context(State.EMPTY, empty, "empty, as an earlier transaction leaves it");
  }

  /** The settings hold these values. */
  public static Context of(Map<String, String> settings, String description) {
    return new Context(State.SET, new TreeMap<>(new LinkedHashMap<>(settings)), description);
  }
}
