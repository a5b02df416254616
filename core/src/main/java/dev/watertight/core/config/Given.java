package dev.watertight.core.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A value that was given and must match something in the project.
 *
 * @param path its key path: {@code tables.shared[0]}
 * @param key the key's name: {@code tables.shared}
 * @param value as it was written; the name of a map's entry
 * @param kind what it must match
 */
record Given(String path, String key, String value, String kind, Origin origin) {

  /** Walks the values of a file once, for where each stands and what must match. */
  static final class Walk {
    private final SortedMap<String, Origin> origins = new TreeMap<>();
    private final List<Given> given = new ArrayList<>();

    static Origins origins(Value.Fields root) {
      Walk walk = new Walk();
      walk.fields(root, Keys.ROOT, "", "");
      return new Origins(walk.origins, walk.given);
    }

    private void fields(Value.Fields fields, Shape.Section section, String path, String key) {
      for (Map.Entry<String, Value> entry : fields.byName().entrySet()) {
        Key inner = section.key(entry.getKey()).orElseThrow();
        value(entry.getValue(), inner.shape(), path + inner.name(), key + inner.name(), inner);
      }
    }

    private void value(Value value, Shape shape, String path, String name, Key key) {
      origins.put(path, value.origin());
      Optional<String> kind = key.matches();
      if (value instanceof Value.Text text) {
        kind.ifPresent(k -> given.add(new Given(path, name, text.text(), k, value.origin())));
      } else if (value instanceof Value.Many many && shape instanceof Shape.ListOf list) {
        for (int i = 0; i < many.values().size(); i++) {
          item(many.values().get(i), list, path + "[" + i + "]", name, key);
        }
      } else if (value instanceof Value.Fields fields) {
        if (shape instanceof Shape.Section section) {
          fields(fields, section, path + ".", name + ".");
        } else {
          fields
              .byName()
              .forEach(
                  (entry, v) -> {
                    String at = path + "." + entry;
                    origins.put(at, v.origin());
                    kind.ifPresent(k -> given.add(new Given(at, name, entry, k, v.origin())));
                  });
        }
      }
    }

    private void item(Value value, Shape.ListOf list, String path, String name, Key key) {
      if (value instanceof Value.Fields fields) {
        origins.put(path, value.origin());
        fields(fields, list.item().orElseThrow(), path + ".", name + ".");
      } else {
        // A plain across-tenants item names an annotation, as the key of the map form does.
        Key meant = list.item().flatMap(i -> i.keys().stream().findFirst()).orElse(key);
        String meantName = list.item().isPresent() ? name + "." + meant.name() : name;
        value(value, list.plain().orElseThrow(), path, meantName, meant);
      }
    }
  }
}
