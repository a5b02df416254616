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
 * @param rows by table and tenant label
 * @param unseeded tables that got no rows, with the reason
 * @param script the statements that seed it, to replay
 */
public record World(
    List<Tenant> tenants,
    Map<Long, List<String>> tenantColumns,
    Map<Long, Map<String, List<SeededRow>>> rows,
    List<Unseeded> unseeded,
    String script) {
  public World {
    tenants = List.copyOf(tenants);
    tenantColumns = Map.copyOf(tenantColumns);
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
        parts.add(
            Identifier.quoted(columns.get(i))
                + " = "
                + Identifier.literal(tenant.ids().get(Math.min(i, tenant.ids().size() - 1))));
      }
      return Optional.of(String.join(" and ", parts));
    }
    return row(table, tenant)
        .map(
            row ->
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
}
