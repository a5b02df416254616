package dev.watertight.database.catalog;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What PostgreSQL's catalogs say of one database, at one moment. PostgreSQL's own schemas are left
 * out. Lists are in the order of names, so that equal databases give equal catalogs but for object
 * ids.
 *
 * @param version the server's version as a number: 170006 for 17.6
 * @param types the types of all columns, and those that they are made of
 * @param index the same by object ids, so that no rule takes longer for each table the more there
 *     are
 */
public record Catalog(
    int version,
    String database,
    String databaseOwner,
    List<Grant> databaseGrants,
    List<SchemaGrants> schemas,
    List<Relation> relations,
    List<Constraint> constraints,
    List<Index> indexes,
    List<Policy> policies,
    List<Function> functions,
    List<Trigger> triggers,
    List<RewriteRule> rewriteRules,
    List<Role> roles,
    List<Membership> memberships,
    List<DefaultPrivilege> defaultPrivileges,
    List<RoleSetting> settings,
    List<Dependency> dependencies,
    List<TypeInfo> types,
    List<LargeObject> largeObjects,
    CatalogIndex index) {
  /** A catalog, indexed. */
  public Catalog(
      int version,
      String database,
      String databaseOwner,
      List<Grant> databaseGrants,
      List<SchemaGrants> schemas,
      List<Relation> relations,
      List<Constraint> constraints,
      List<Index> indexes,
      List<Policy> policies,
      List<Function> functions,
      List<Trigger> triggers,
      List<RewriteRule> rewriteRules,
      List<Role> roles,
      List<Membership> memberships,
      List<DefaultPrivilege> defaultPrivileges,
      List<RoleSetting> settings,
      List<Dependency> dependencies,
      List<TypeInfo> types,
      List<LargeObject> largeObjects) {
    this(
        version,
        database,
        databaseOwner,
        databaseGrants,
        schemas,
        relations,
        constraints,
        indexes,
        policies,
        functions,
        triggers,
        rewriteRules,
        roles,
        memberships,
        defaultPrivileges,
        settings,
        dependencies,
        types,
        largeObjects,
        CatalogIndex.of(
            relations, constraints, indexes, policies, functions, dependencies, types, roles));
  }

  public Catalog {
    databaseGrants = List.copyOf(databaseGrants);
    schemas = List.copyOf(schemas);
    relations = List.copyOf(relations);
    constraints = List.copyOf(constraints);
    indexes = List.copyOf(indexes);
    policies = List.copyOf(policies);
    functions = List.copyOf(functions);
    triggers = List.copyOf(triggers);
    rewriteRules = List.copyOf(rewriteRules);
    roles = List.copyOf(roles);
    memberships = List.copyOf(memberships);
    defaultPrivileges = List.copyOf(defaultPrivileges);
    settings = List.copyOf(settings);
    dependencies = List.copyOf(dependencies);
    types = List.copyOf(types);
    largeObjects = List.copyOf(largeObjects);
  }

  /** Relations by object id. */
  public Map<Long, Relation> relationsById() {
    return index.relations();
  }

  /** The relation of this object id. */
  public Optional<Relation> relation(long oid) {
    return Optional.ofNullable(index.relations().get(oid));
  }

  /** The role of this name. */
  public Optional<Role> role(String name) {
    return Optional.ofNullable(index.roles().get(name));
  }

  /** The policies on the relation. */
  public List<Policy> policiesOf(Relation relation) {
    return index.policies().getOrDefault(relation.oid(), List.of());
  }

  /** The constraints of the relation. */
  public Stream<Constraint> constraintsOf(Relation relation) {
    return index.constraints().getOrDefault(relation.oid(), List.of()).stream();
  }

  /** The foreign keys that lead to the relation, copies for partitions left out. */
  public Stream<Constraint> referencesTo(Relation relation) {
    return index.references().getOrDefault(relation.oid(), List.of()).stream()
        .filter(c -> !c.inherited());
  }

  /** The functions that the policy's own expressions call, built-in ones left out. */
  public List<Function> functionsOf(Policy policy) {
    return policy.functions().stream()
        .flatMap(oid -> Stream.ofNullable(index.functionPlaces().get(oid)))
        .sorted()
        .map(functions::get)
        .toList();
  }

  /** What the object of this id depends on. */
  public List<Dependency> dependenciesOf(long oid) {
    return index.dependencies().getOrDefault(oid, List.of());
  }

  /** What depends on the object of this id. */
  public List<Dependency> dependentsOn(long oid) {
    return index.dependents().getOrDefault(oid, List.of());
  }

  /** The relations that the text may mention by name: no other does it mention. */
  public List<Relation> relationsNamedIn(String text) {
    return index.relationNames().in(text);
  }

  /** The functions that the text may mention by name: no other does it mention. */
  public List<Function> functionsNamedIn(String text) {
    return index.functionNames().in(text);
  }

  /** The indexes of the relation. */
  public Stream<Index> indexesOf(Relation relation) {
    return index.indexes().getOrDefault(relation.oid(), List.of()).stream();
  }

  /** The type of this object id. */
  public Optional<TypeInfo> type(long oid) {
    return Optional.ofNullable(index.types().get(oid));
  }
}
