package dev.watertight.analyzer.scope;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A table, or an entity, as a statement can name it.
 *
 * @param table the table's name
 * @param scoped whether its rows belong to tenants, so that a statement has to say which
 * @param tenant the columns that together name the tenant: for each the names that it goes by
 * @param keys names of columns that contain the tenant
 * @param unique columns each of which tells its rows apart
 * @param associations in JPQL, attributes that lead to other entities, with the entity's name
 * @param through columns that lead to the row through which a row belongs to a tenant, where it has
 *     no such column: each with the key of that table, {@code versions.id}
 * @param referenced columns by which rows of other tables belong to its tenant
 * @param order its columns in the schema's order; empty where that is not known
 */
record KnownRelation(
    String table,
    boolean scoped,
    List<Set<String>> tenant,
    Set<String> keys,
    Set<String> unique,
    Map<String, String> associations,
    Map<String, String> through,
    Set<String> referenced,
    List<String> order) {
  KnownRelation {
    tenant = tenant.stream().map(Set::copyOf).toList();
    keys = Set.copyOf(keys);
    unique = Set.copyOf(unique);
    associations = Map.copyOf(associations);
    through = Map.copyOf(through);
    referenced = Set.copyOf(referenced);
    order = List.copyOf(order);
  }

  /** Whether the column, by one of its names, is a tenant column. */
  boolean isTenant(String column) {
    return tenant.stream().anyMatch(names -> names.contains(Relation.key(column)));
  }
}
