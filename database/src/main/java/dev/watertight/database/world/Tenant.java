package dev.watertight.database.world;

import java.util.List;

/**
 * A tenant of a seeded world.
 *
 * @param label {@code A}, {@code B} and so on: what reports call it
 * @param ids its id, one value for each tenant column, in the model's order of columns; as text
 */
public record Tenant(String label, List<String> ids) {
  public Tenant {
    ids = List.copyOf(ids);
  }

  /** Its id where one column names the tenant; the first of several. */
  public String id() {
    return ids.get(0);
  }
}
