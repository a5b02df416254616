package dev.watertight.database.catalog;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What PostgreSQL's catalogs say of one database, at one moment. PostgreSQL's own schemas are left
 * out. Lists are in the order of names, so that equal databases give equal catalogs but for object
 * ids.
 *
 * @param version the server's version as a number: 170006 for 17.6
 * @param types the types of all columns, and those that they are made of
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
    List<dev.watertight.database.catalog.Function> functions,
    List<Trigger> triggers,
    List<RewriteRule> rewriteRules,
    List<Role> roles,
    List<Membership> memberships,
    List<DefaultPrivilege> defaultPrivileges,
    List<RoleSetting> settings,
    List<Dependency> dependencies,
    List<TypeInfo> types,
    List<LargeObject> largeObjects) {
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
    return relations.stream().collect(Collectors.toMap(Relation::oid, Function.identity()));
  }

  /** The relation of this object id. */
  public Optional<Relation> relation(long oid) {
    return relations.stream().filter(r -> r.oid() == oid).findFirst();
  }

  /** The role of this name. */
  public Optional<Role> role(String name) {
    return roles.stream().filter(r -> r.name().equals(name)).findFirst();
  }

  /** The policies on the relation. */
  public List<Policy> policiesOf(Relation relation) {
    return policies.stream().filter(p -> p.table() == relation.oid()).toList();
  }

  /** The constraints of the relation. */
  public Stream<Constraint> constraintsOf(Relation relation) {
    return constraints.stream().filter(c -> c.table() == relation.oid());
  }

  /** The indexes of the relation. */
  public Stream<Index> indexesOf(Relation relation) {
    return indexes.stream().filter(i -> i.table() == relation.oid());
  }

  /** The type of this object id. */
  public Optional<TypeInfo> type(long oid) {
    return types.stream().filter(t -> t.oid() == oid).findFirst();
  }
}
