package dev.watertight.database.catalog;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a catalog holds, by object id; roles by name. Made from its lists, in their order. */
record CatalogIndex(
    Map<Long, Relation> relations,
    Map<Long, List<Constraint>> constraints,
    Map<Long, List<Index>> indexes,
    Map<Long, List<Policy>> policies,
    Map<Long, TypeInfo> types,
    Map<String, Role> roles) {
  CatalogIndex {
    relations = Map.copyOf(relations);
    constraints = Map.copyOf(constraints);
    indexes = Map.copyOf(indexes);
    policies = Map.copyOf(policies);
    types = Map.copyOf(types);
    roles = Map.copyOf(roles);
  }

  static CatalogIndex of(
      List<Relation> relations,
      List<Constraint> constraints,
      List<Index> indexes,
      List<Policy> policies,
      List<TypeInfo> types,
      List<Role> roles) {
    return new CatalogIndex(
        one(relations, Relation::oid),
        many(constraints, Constraint::table),
        many(indexes, Index::table),
        many(policies, Policy::table),
        one(types, TypeInfo::oid),
        one(roles, Role::name));
  }

  private static <K, V> Map<K, V> one(List<V> all, Function<V, K> key) {
    return all.stream().collect(Collectors.toMap(key, v -> v, (a, b) -> a));
  }

  private static <V> Map<Long, List<V>> many(List<V> all, Function<V, Long> key) {
    return all.stream().collect(Collectors.groupingBy(key, Collectors.toUnmodifiableList()));
  }
}
