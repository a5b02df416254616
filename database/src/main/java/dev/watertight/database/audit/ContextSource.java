package dev.watertight.database.audit;

import dev.watertight.database.catalog.Relation;
import dev.watertight.database.world.Tenant;
import dev.watertight.database.world.World;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where a session of a tenant takes the value of a setting from. */
interface ContextSource {
  /** The value for the tenant; empty if the world has none for it. */
  Optional<String> value(World world, Tenant tenant);

  /** One of the tenant's ids. */
  record Id(int index) implements ContextSource {
    @Override
    public Optional<String> value(World world, Tenant tenant) {
      return index < tenant.ids().size() ? Optional.of(tenant.ids().get(index)) : Optional.empty();
    }
  }

  /** The same for all tenants. */
  record Fixed(String text) implements ContextSource {
    @Override
    public Optional<String> value(World world, Tenant tenant) {
      return Optional.of(text);
    }
  }

  /** What a row of the tenant holds, such as its member's id. */
  record OfRow(Relation table, String column) implements ContextSource {
    @Override
    public Optional<String> value(World world, Tenant tenant) {
      return world.row(table, tenant).flatMap(r -> r.value(column));
    }
  }

  /**
   * A JSON object.
   *
   * @param fields path of keys to the field's value
   */
  record Json(Map<List<String>, ContextSource> fields) implements ContextSource {
    @Override
    public Optional<String> value(World world, Tenant tenant) {
      Map<String, Object> root = new LinkedHashMap<>();
      for (Map.Entry<List<String>, ContextSource> field : fields.entrySet()) {
        Optional<String> value = field.getValue().value(world, tenant);
        if (value.isEmpty()) {
          return Optional.empty();
        }
        put(root, field.getKey(), value.get());
      }
      return Optional.of(text(root));
    }

    @SuppressWarnings("unchecked")
    private static void put(Map<String, Object> at, List<String> path, String value) {
      if (path.size() == 1) {
        at.put(path.get(0), value);
        return;
      }
      if (at.computeIfAbsent(path.get(0), k -> new LinkedHashMap<String, Object>())
          instanceof Map<?, ?> inner) {
        put((Map<String, Object>) inner, path.subList(1, path.size()), value);
      }
    }

    private static String text(Object value) {
      if (value instanceof Map<?, ?> map) {
        List<String> fields = new ArrayList<>();
        map.forEach((k, v) -> fields.add(text(String.valueOf(k)) + ": " + text(v)));
        return "{" + String.join(", ", fields) + "}";
      }
      return "\"" + String.valueOf(value).replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
  }
}
