package dev.watertight.database.audit.rules;

import dev.watertight.core.tenant.TenantTable;
import dev.watertight.database.audit.AttackScript;
import dev.watertight.database.audit.Subject;
import dev.watertight.database.catalog.Column;
import dev.watertight.database.catalog.Constraint;
import dev.watertight.database.catalog.Identifier;
import dev.watertight.database.catalog.Relation;
import dev.watertight.database.world.SeededRow;
import dev.watertight.database.world.Tenant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Foreign keys from one tenant table to another, and rows that use them over the boundary. */
final class ForeignKeys {
  /** A foreign key with its two tables. */
  record Key(Constraint constraint, Relation child, Relation parent) {
    String label() {
      return child.label() + "." + constraint.name();
    }
  }

  private final Subject subject;

  ForeignKeys(Subject subject) {
    this.subject = subject;
  }

  /** Those whose two tables each hold rows of single tenants. */
  List<Key> betweenTenantTables() {
    Map<Long, Relation> relations = subject.catalog().relationsById();
    List<Key> keys = new ArrayList<>();
    for (Constraint constraint : subject.catalog().constraints()) {
      Optional<Relation> child = Optional.ofNullable(relations.get(constraint.table()));
      Optional<Relation> parent = constraint.target().map(relations::get);
      if (constraint.kind() == Constraint.Kind.FOREIGN_KEY
          && !constraint.inherited()
          && child.filter(this::isScoped).isPresent()
          && parent.filter(this::isScoped).isPresent()) {
        keys.add(new Key(constraint, child.get(), parent.get()));
      }
    }
    return keys;
  }

  private boolean isScoped(Relation table) {
    return subject.isTenantTable(table)
        && Optional.ofNullable(subject.kinds().get(table.oid()))
            .filter(t -> t.kind() == TenantTable.Kind.SCOPED)
            .isPresent();
  }

  private List<String> tenantColumns(Relation table) {
    return subject.tenantColumns(table).stream().map(Column::name).toList();
  }

  /** Columns of the key that refer to the parent's tenant columns. */
  List<String> pairedWithTenant(Key key) {
    List<String> targets = tenantColumns(key.parent());
    List<String> paired = new ArrayList<>();
    for (int i = 0; i < key.constraint().columns().size(); i++) {
      if (targets.contains(key.constraint().targetColumns().get(i))) {
        paired.add(key.constraint().columns().get(i));
      }
    }
    return paired;
  }

  /** Whether the child's own tenant is what the parent's tenant must be. */
  boolean namesTenant(Key key) {
    List<String> paired = pairedWithTenant(key);
    int tenants = tenantColumns(key.parent()).size();
    return tenants > 0
        && paired.size() == tenants
        && tenantColumns(key.child()).containsAll(paired);
  }

  /** The key's values that name the tenant's row of the parent, the child's own tenant left out. */
  Optional<Map<String, String>> naming(Key key, Tenant tenant) {
    Optional<SeededRow> row = subject.world().row(key.parent(), tenant);
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < key.constraint().columns().size(); i++) {
      String column = key.constraint().columns().get(i);
      String target = key.constraint().targetColumns().get(i);
      Optional<String> value = row.flatMap(r -> r.value(target)).map(Identifier::literal);
      if (value.isEmpty()) {
        return Optional.empty();
      }
      if (!tenantColumns(key.child()).contains(column)) {
        values.put(column, value.get());
      }
    }
    return values.isEmpty() ? Optional.empty() : Optional.of(values);
  }

  /**
   * Attacks by which a row of one tenant comes to refer to a row of another.
   *
   * @param changes what the referring row gets; see {@link #naming}
   */
  List<AttackScript> references(
      Key key, Tenant own, Map<String, String> changes, String description) {
    List<AttackScript> scripts = new ArrayList<>();
    Relation child = key.child();
    Optional<OwnRow> row = OwnRow.of(subject, child, own);
    Optional<String> asItWas = row.flatMap(r -> r.insert(Map.of()));
    Optional<String> changed = row.flatMap(r -> r.insert(changes));
    Optional<String> owns = subject.world().belongsTo(child, own);
    if (asItWas.isPresent() && changed.isPresent()) {
      AttackScript.Builder script = begin(own, "inserts " + description, key);
      OwnRow.aside(script, List.of("delete from " + child.sql() + kept(key)));
      OwnRow.insertAgain(script, asItWas.get(), changed.get());
      script.observe(
          "select "
              + shown(key)
              + " from "
              + child.sql()
              + " where "
              + OwnRow.condition(changes)
              + mark(key, own, changes));
      scripts.add(script.stoppedBy(OwnRow.REFUSALS).build());
    }
    boolean granted =
        changes.keySet().stream()
            .allMatch(
                c ->
                    child
                        .column(c)
                        .filter(column -> subject.app().has(child, column, "UPDATE"))
                        .isPresent());
    if (granted && owns.isPresent() && !tenantColumns(child).isEmpty()) {
      AttackScript.Builder script = begin(own, "updates " + description, key);
      boolean reads =
          subject.tenantColumns(child).stream()
              .allMatch(c -> subject.app().has(child, c, "SELECT"));
      List<String> sets = new ArrayList<>();
      changes.forEach((column, value) -> sets.add(Identifier.quoted(column) + " = " + value));
      script.attack(
          "update "
              + child.sql()
              + " set "
              + String.join(", ", sets)
              + (reads ? " where " + owns.get() : ""));
      script.observe(
          "select "
              + shown(key)
              + " from "
              + child.sql()
              + " where "
              + OwnRow.condition(changes)
              + mark(key, own, changes));
      scripts.add(script.stoppedBy(OwnRow.REFUSALS).build());
    }
    return scripts;
  }

  private AttackScript.Builder begin(Tenant own, String description, Key key) {
    AttackScript.Builder script =
        AttackScript.as(subject.app().role(), subject.as(own), description);
    if (key.constraint().deferrable()) {
      script.attack("set constraints all immediate");
    }
    return script;
  }

  /** Rows that stay when the child's are put out of the way: those that the attack refers to. */
  private String kept(Key key) {
    if (key.child().oid() != key.parent().oid()) {
      return "";
    }
    return subject.attackers(key.child()).map(c -> " where " + c).orElse(" where false");
  }

  /** That the row that is looked for is the tenant's own. */
  private String mark(Key key, Tenant own, Map<String, String> changes) {
    List<String> columns =
        tenantColumns(key.child()).stream().filter(c -> !changes.containsKey(c)).toList();
    return columns.isEmpty()
        ? ""
        : subject.world().belongsTo(key.child(), own).map(c -> " and " + c).orElse("");
  }

  private String shown(Key key) {
    List<String> columns = new ArrayList<>(tenantColumns(key.child()));
    key.constraint().columns().stream().filter(c -> !columns.contains(c)).forEach(columns::add);
    return String.join(", ", columns.stream().map(Identifier::quoted).toList());
  }

  /** The key that would name the tenant, as SQL. */
  String fixed(Key key) {
    List<String> columns = new ArrayList<>(tenantColumns(key.child()));
    List<String> targets = new ArrayList<>(tenantColumns(key.parent()));
    for (int i = 0; i < key.constraint().columns().size(); i++) {
      if (!targets.contains(key.constraint().targetColumns().get(i))) {
        columns.add(key.constraint().columns().get(i));
        targets.add(key.constraint().targetColumns().get(i));
      }
    }
    return "foreign key ("
        + String.join(", ", columns)
        + ") references "
        + key.parent().label()
        + " ("
        + String.join(", ", targets)
        + ")";
  }
}
