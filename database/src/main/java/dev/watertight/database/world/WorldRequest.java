package dev.watertight.database.world;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How many tenants and rows a world has, and what the user knows of its values.
 *
 * @param tenants at least two
 * @param rows for each tenant and table, where keys and checks permit as many
 * @param uneven whether tenants tempt an application: the second has a row less than the others, so
 *     that counts tell them apart, and of keys that are unique within a tenant only the first row's
 *     are the same for all of them, and texts differ in length
 * @param values {@code table.column}, with or without a schema, to the values to use there in turn
 * @param roleIds names of roles that are tenants themselves, to be used as their ids
 */
public record WorldRequest(
    int tenants, int rows, boolean uneven, Map<String, List<String>> values, List<String> roleIds) {
  public WorldRequest {
    if (tenants < 2 || rows < 1) {
      throw new IllegalArgumentException("a world has at least two tenants, with a row each");
    }
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    roleIds = List.copyOf(roleIds);
  }

  /** Two tenants with two rows in each table. */
  public static WorldRequest defaults() {
    return new WorldRequest(2, 2, false, Map.of(), List.of());
  }

  /** With so many tenants, so many rows of each but the second, and one less of that. */
  public WorldRequest uneven(int manyTenants, int manyRows) {
    return new WorldRequest(manyTenants, manyRows, true, values, roleIds);
  }

  /** With these values, see {@link #values()}. */
  public WorldRequest withValues(Map<String, List<String>> given) {
    return new WorldRequest(tenants, rows, uneven, given, roleIds);
  }

  /** With these names of roles as the tenants' ids. */
  public WorldRequest withRoleIds(List<String> roles) {
    return new WorldRequest(tenants, rows, uneven, values, roles);
  }

  /** Tenants that have as many rows as each other. */
  public WorldRequest(
      int tenants, int rows, Map<String, List<String>> values, List<String> roleIds) {
    this(tenants, rows, false, values, roleIds);
  }

  int rows(int tenant, int even) {
    return uneven && tenant == 1 ? Math.max(1, even - 1) : even;
  }
}
