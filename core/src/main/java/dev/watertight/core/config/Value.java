package dev.watertight.core.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A value that was given and fits its key's shape, with the place where it stands. */
sealed interface Value {
  Origin origin();

  /** A plain value as text. */
  record Text(String text, Origin origin) implements Value {}

  /** A list. */
  record Many(List<Value> values, Origin origin) implements Value {
    public Many {
      values = List.copyOf(values);
    }
  }

  /** A map, in the order in which it was given. */
  record Fields(Map<String, Value> byName, Origin origin) implements Value {
    public Fields {
      byName = Collections.unmodifiableMap(new LinkedHashMap<>(byName));
    }

    Fields with(String name, Value value) {
      Map<String, Value> changed = new LinkedHashMap<>(byName);
      changed.put(name, value);
      return new Fields(changed, origin);
    }
  }
}
