package dev.watertight.isolation.argument;

import java.util.List;

/**
 * The values of a column of the seeded world, as PostgreSQL prints them.
 *
 * @param table its table's name, without the schema
 * @param column its name
 * @param sqlType its type's name: {@code uuid}, {@code text}, {@code jsonb}
 * @param tenantColumn whether it names the tenant
 * @param key whether it is a part of its table's primary key
 * @param own those of the tenant that calls
 * @param foreign those of other tenants
 * @param shared those of rows that belong to no tenant
 */
public record PoolColumn(
    String table,
    String column,
    String sqlType,
    boolean tenantColumn,
    boolean key,
    List<String> own,
    List<String> foreign,
    List<String> shared) {
  public PoolColumn {
    own = List.copyOf(own);
    foreign = List.copyOf(foreign);
    shared = List.copyOf(shared);
  }
}
