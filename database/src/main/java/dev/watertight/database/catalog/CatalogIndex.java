package dev.watertight.database.catalog;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a catalog holds, by object id; roles by name. Made from its lists, in their order. */
record CatalogIndex(
    Map<Long, Relation> relations,
    Map<Long, List<Constraint>> constraints,
    Map<Long, List<Constraint>> references,
    Map<Long, List<Index>> indexes,
    Map<Long, List<Policy>> policies,
    Map<Long, List<Dependency>> dependencies,
    Map<Long, List<Dependency>> dependents,
    Map<Long, Integer> functionPlaces,
    Map<Long, TypeInfo> types,
    Map<String, Role> roles,
    NamesInText<Relation> relationNames,
    NamesInText<Function> functionNames) {
  CatalogIndex {
    relations = Map.copyOf(relations);
    constraints = Map.copyOf(constraints);
    references = Map.copyOf(references);
    indexes = Map.copyOf(indexes);
    policies = Map.copyOf(policies);
    dependencies = Map.copyOf(dependencies);
    dependents = Map.copyOf(dependents);
    functionPlaces = Map.copyOf(functionPlaces);
    types = Map.copyOf(types);
    roles = Map.copyOf(roles);
  }

  static CatalogIndex of(
      List<Relation> relations,
      List<Constraint> constraints,
      List<Index> indexes,
      List<Policy> policies,
      List<Function> functions,
      List<Dependency> dependencies,
      List<TypeInfo> types,
      List<Role> roles) {
    return new CatalogIndex(
        one(relations, Relation::oid),
        many(constraints.stream(), Constraint::table),
        many(
            constraints.stream()
                .filter(c -> c.kind() == Constraint.Kind.FOREIGN_KEY && c.target().isPresent()),
            c -> c.target().orElseThrow()),
        many(indexes.stream(), Index::table),
        many(policies.stream(), Policy::table),
        many(dependencies.stream(), Dependency::from),
        many(dependencies.stream(), Dependency::to),
        places(functions),
        one(types, TypeInfo::oid),
        one(roles, Role::name),
        new NamesInText<>(relations, Relation::name),
        new NamesInText<>(functions, Function::name));
  }

  private static Map<Long, Integer> places(List<Function> functions) {
    Map<Long, Integer> places = new HashMap<>();
    for (int place = 0; place < functions.size(); place++) {
      places.put(functions.get(place).oid(), place);
    }
    return places;
  }

  private static <K, V> Map<K, V> one(List<V> all, java.util.function.Function<V, K> key) {
    return all.stream().collect(Collectors.toMap(key, v -> v, (a, b) -> a));
  }

  private static <V> Map<Long, List<V>> many(
      Stream<V> all, java.util.function.Function<V, Long> key) {
    return all.collect(Collectors.groupingBy(key, Collectors.toUnmodifiableList()));
  }
}
