package dev.watertight.database.audit;

import dev.watertight.core.config.Configuration;
import dev.watertight.core.tenant.TenantModel;
import dev.watertight.core.tenant.TenantTable;
import dev.watertight.database.catalog.Catalog;
import dev.watertight.database.catalog.Column;
import dev.watertight.database.catalog.Constraint;
import dev.watertight.database.catalog.Policy;
import dev.watertight.database.catalog.Relation;
import dev.watertight.database.catalog.Rights;
import dev.watertight.database.world.Tenant;
import dev.watertight.database.world.World;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the rules look at: the schema, what separates tenants in it, the tenants that were seeded,
 * and what the application's role may do.
 *
 * @param tenantTables the tables whose rows each belong to one tenant, partitions left out
 * @param kinds what each table is to tenants, by object id
 * @param contexts what a session of each tenant has set, by the tenant's label
 */
public record Subject(
    Configuration configuration,
    Catalog catalog,
    TenantModel model,
    World world,
    Rights app,
    List<Relation> tenantTables,
    Map<Long, TenantTable> kinds,
    Map<String, Context> contexts) {
  public Subject {
    tenantTables = List.copyOf(tenantTables);
    kinds = Map.copyOf(kinds);
    contexts = Map.copyOf(contexts);
  }

  /** The tenant that attacks. */
  public Tenant attacker() {
    return world.attacker();
  }

  /** The tenant that must not be reached. */
  public Tenant victim() {
    return world.victim();
  }

  /** A session of the attacking tenant, as the application opens it. */
  public Context asAttacker() {
    return contexts.getOrDefault(attacker().label(), Context.neverSet());
  }

  /** A session of the tenant, as the application opens it. */
  public Context as(Tenant tenant) {
    return contexts.getOrDefault(tenant.label(), Context.neverSet());
  }

  /** A session in which the settings were left empty by an earlier transaction. */
  public Context empty() {
    return Context.empty(asAttacker().settings().keySet());
  }

  /** An attack by the application's role in a session of the attacking tenant. */
  public AttackScript.Builder attack(String description) {
    return AttackScript.as(app.role(), asAttacker(), description);
  }

  /** The columns that name the tenant in the table. */
  public List<Column> tenantColumns(Relation table) {
    return world.tenantColumns().getOrDefault(table.oid(), List.of()).stream()
        .flatMap(c -> table.column(c).stream())
        .toList();
  }

  /** Whether the relation is a table whose rows each belong to one tenant. */
  public boolean isTenantTable(Relation relation) {
    return relation.isTable()
        && !relation.partition()
        && Optional.ofNullable(kinds.get(relation.oid())).filter(Subject::isScoped).isPresent();
  }

  private static boolean isScoped(TenantTable table) {
    return table.kind() == TenantTable.Kind.SCOPED || table.kind() == TenantTable.Kind.TENANTS;
  }

  /** The policies of the table that hold the application's role and have a say in the command. */
  public List<Policy> policies(Relation table, String command) {
    return catalog.policiesOf(table).stream()
        .filter(p -> p.covers(command) && app.isHeldBy(p))
        .toList();
  }

  /** A condition that holds for the victim's rows of the table, if it has any. */
  public Optional<String> victims(Relation table) {
    return world.belongsTo(table, victim());
  }

  /** A condition that holds for the attacker's own rows of the table, if it has any. */
  public Optional<String> attackers(Relation table) {
    return world.belongsTo(table, attacker());
  }

  /** Whether the rows of the table are the tenants. */
  public boolean isTenants(Relation table) {
    TenantTable kind = kinds.get(table.oid());
    return kind != null && kind.kind() == TenantTable.Kind.TENANTS;
  }

  /**
   * The columns by which a table's rows tell their tenant; in the tenant table its primary key.
   * Empty where rows tell it by a parent only.
   */
  public List<Column> tenantKey(Relation table) {
    List<Column> columns = tenantColumns(table);
    if (!columns.isEmpty() || !isTenants(table)) {
      return columns;
    }
    return catalog
        .constraintsOf(table)
        .filter(c -> c.kind() == Constraint.Kind.PRIMARY_KEY)
        .flatMap(c -> c.columns().stream())
        .flatMap(c -> table.column(c).stream())
        .toList();
  }
}
