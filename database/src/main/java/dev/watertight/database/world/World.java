package dev.watertight.database.world;

import dev.watertight.database.catalog.Identifier;
import dev.watertight.database.catalog.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tenants with rows in every table that could be seeded. Values that can carry one hold a canary,
 * see {@link Canary}, so that a tenant's data is recognised wherever it turns up.
 *
 * @param tenants the attacker first, then the victim
 * @param tenantColumns by the object id of each tenant table: the columns that name the tenant;
 *     empty for a table that is scoped through a parent
 * @param keys by the object id of each table: the columns of a key that is never null, if it has
 *     one
 * @param rows by table and tenant label; a partition's rows stand under the partition too
 * @param unseeded tables that got no rows, with the reason
 * @param script the statements that seed it, to replay
 */
public record World(
    List<Tenant> tenants,
    Map<Long, List<String>> tenantColumns,
    Map<Long, List<String>> keys,
    Map<Long, Map<String, List<SeededRow>>> rows,
    List<Unseeded> unseeded,
    String script) {
  public World {
    tenants = List.copyOf(tenants);
    tenantColumns = Map.copyOf(tenantColumns);
    keys = Map.copyOf(keys);
    rows = Map.copyOf(rows);
    unseeded = List.copyOf(unseeded);
  }

  /** The tenant that attacks. */
  public Tenant attacker() {
    return tenants.get(0);
  }

  /** The tenant that must not be reached. */
  public Tenant victim() {
    return tenants.get(1);
  }

  /** The rows of the tenant in the table, in the order in which they were made. */
  public List<SeededRow> rows(Relation table, Tenant tenant) {
    return rows.getOrDefault(table.oid(), Map.of()).getOrDefault(tenant.label(), List.of());
  }

  /** A row of the tenant in the table. */
  public Optional<SeededRow> row(Relation table, Tenant tenant) {
    return rows(table, tenant).stream().findFirst();
  }

  /**
   * A condition that holds for the tenant's rows of the table, and needs no other table: {@code
   * organization_id = 'org_b'}. For a table without a tenant column it goes by the keys of the
   * seeded rows. Empty where the table has no row of the tenant.
   */
  public Optional<String> belongsTo(Relation table, Tenant tenant) {
    List<String> columns = tenantColumns.getOrDefault(table.oid(), List.of());
    if (!columns.isEmpty()) {
      List<String> parts = new ArrayList<>();
      for (int i = 0; i < columns.size(); i++) {
        String column = columns.get(i);
        String id = tenant.ids().get(Math.min(i, tenant.ids().size() - 1));
        String value = row(table, tenant).flatMap(r -> r.value(column)).orElse(id);
        parts.add(Identifier.quoted(column) + " = " + Identifier.literal(value));
      }
      return Optional.of(String.join(" and ", parts));
    }
    List<SeededRow> own = rows(table, tenant);
    if (own.isEmpty()) {
      return Optional.empty();
    }
    List<String> key = keys.getOrDefault(table.oid(), List.of());
    return Optional.of(key.isEmpty() ? byValues(own) : byKey(own, key));
  }

  private static String byKey(List<SeededRow> rows, List<String> key) {
    String columns = String.join(", ", key.stream().map(Identifier::quoted).toList());
    List<String> values = new ArrayList<>();
    for (SeededRow row : rows) {
      String one =
          String.join(
              ", ", key.stream().map(c -> Identifier.literal(row.value(c).orElse(""))).toList());
      values.add(key.size() == 1 ? one : "(" + one + ")");
    }
    return (key.size() == 1 ? columns : "(" + columns + ")")
        + " in ("
        + String.join(", ", values)
        + ")";
  }

  private static String byValues(List<SeededRow> rows) {
    List<String> each = new ArrayList<>();
    for (SeededRow row : rows) {
      each.add(
          String.join(
              " and ",
              row.values().entrySet().stream()
                  .limit(3)
                  .map(
                      e ->
                          Identifier.quoted(e.getKey())
                              + "::text = "
                              + Identifier.literal(e.getValue()))
                  .toList()));
    }
    return each.size() == 1 ? each.get(0) : "(" + String.join(" or ", each) + ")";
  }
}
