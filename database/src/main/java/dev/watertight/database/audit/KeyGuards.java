package dev.watertight.database.audit;

import dev.watertight.core.tenant.TableProtection.State;
import dev.watertight.core.tenant.TenantTable;
import dev.watertight.database.audit.Protections.Part;
import dev.watertight.database.catalog.Column;
import dev.watertight.database.catalog.Constraint;
import dev.watertight.database.catalog.Index;
import dev.watertight.database.catalog.Relation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tenant column, and whether the keys and indexes of a table hold it. */
final class KeyGuards {
  private final Subject subject;
  private final Map<Long, Relation> relations;

  KeyGuards(Subject subject) {
    this.subject = subject;
    this.relations = subject.catalog().relationsById();
  }

  /** The tenant column itself. */
  List<Part> column(Relation table, TenantKey key) {
    if (key.columns().isEmpty()) {
      return List.of(
          Part.of("tenant column", State.NOT_APPLICABLE, "none of its own: told by its parent"),
          Part.of("not null", State.NOT_APPLICABLE, "no tenant column"),
          Part.of("foreign key to the tenant", State.NOT_APPLICABLE, "no tenant column"));
    }
    List<String> nullable =
        key.columns().stream().filter(c -> !c.notNull()).map(Column::name).toList();
    return List.of(
        Part.of(
            "tenant column",
            State.HOLDS,
            key.columns().stream()
                .map(c -> c.name() + " " + c.type())
                .collect(Collectors.joining(", "))),
        nullable.isEmpty()
            ? Part.of("not null", State.HOLDS, "yes", key.names())
            : Part.of(
                "not null", State.WEAK, String.join(", ", nullable) + " may be null", nullable),
        toTenant(table, key));
  }

  private Part toTenant(Relation table, TenantKey key) {
    String name = "foreign key to the tenant";
    if (key.isTenants()) {
      return Part.of(name, State.NOT_APPLICABLE, "its rows are the tenants");
    }
    if (subject.model().tenantTable().isEmpty()) {
      return Part.of(name, State.NOT_APPLICABLE, "tenants live outside the database");
    }
    List<Constraint> holding =
        foreignKeys(table)
            .filter(c -> c.columns().stream().anyMatch(key.names()::contains))
            .filter(c -> is(c, TenantTable.Kind.TENANTS) || key.isIn(c.columns()))
            .toList();
    Optional<Constraint> direct =
        holding.stream().filter(c -> is(c, TenantTable.Kind.TENANTS)).findFirst();
    Optional<Constraint> found = direct.or(() -> holding.stream().findFirst());
    if (found.isEmpty()) {
      return Part.of(name, State.WEAK, "none: a row can name a tenant that does not exist");
    }
    Constraint constraint = found.get();
    String text = (direct.isPresent() ? "to " : "through ") + target(constraint);
    return constraint.valid()
        ? Part.of(name, State.HOLDS, text, List.of(constraint.name()))
        : Part.of(name, State.WEAK, text + ", not validated", List.of(constraint.name()));
  }

  /** Unique keys, foreign keys and indexes. */
  List<Part> others(Relation table, TenantKey key) {
    return List.of(uniqueKeys(table, key), foreignKeys(table, key), index(table, key));
  }

  private Part uniqueKeys(Relation table, TenantKey key) {
    String name = "unique keys";
    List<Index> unique =
        subject.catalog().indexesOf(table).filter(i -> i.unique() || i.exclusion()).toList();
    if (unique.isEmpty()) {
      return Part.of(name, State.NOT_APPLICABLE, "none");
    }
    List<String> names = unique.stream().map(Index::name).toList();
    if (key.isTenants()) {
      return Part.of(name, State.NOT_APPLICABLE, "its rows are the tenants", names);
    }
    List<String> global =
        unique.stream()
            .filter(i -> !isScoped(table, i, key))
            .map(i -> i.name() + " (" + String.join(", ", i.keys()) + ")")
            .toList();
    return global.isEmpty()
        ? Part.of(
            name,
            State.HOLDS,
            unique.size() == 1 ? "1, of one tenant" : unique.size() + ", each of one tenant",
            names)
        : Part.of(name, State.WEAK, "over all tenants: " + String.join(", ", global), names);
  }

  /** Whether two tenants cannot meet in the key: it names the tenant or its row, or is random. */
  private boolean isScoped(Relation table, Index index, TenantKey key) {
    return key.isIn(index.keys())
        || index.keys().stream()
            .anyMatch(k -> table.column(k).filter(c -> c.type().equals("uuid")).isPresent())
        || foreignKeys(table)
            .filter(c -> is(c, TenantTable.Kind.SCOPED))
            .anyMatch(c -> index.keys().containsAll(c.columns()));
  }

  private Part foreignKeys(Relation table, TenantKey key) {
    String name = "foreign keys";
    List<Constraint> toScoped =
        foreignKeys(table).filter(c -> is(c, TenantTable.Kind.SCOPED)).toList();
    if (toScoped.isEmpty()) {
      return Part.of(name, State.NOT_APPLICABLE, "none to tenant tables");
    }
    List<String> names = toScoped.stream().map(Constraint::name).toList();
    if (key.columns().isEmpty()) {
      String parents = toScoped.stream().map(this::target).collect(Collectors.joining(", "));
      return Part.of(name, State.HOLDS, "tells the tenant by " + parents, names);
    }
    List<String> loose =
        toScoped.stream()
            .filter(c -> !key.isIn(c.columns()) || maySkip(c, key))
            .map(c -> c.name() + " to " + target(c))
            .toList();
    return loose.isEmpty()
        ? Part.of(name, State.HOLDS, toScoped.size() + ", with the tenant", names)
        : Part.of(name, State.WEAK, "may leave the tenant: " + String.join(", ", loose), names);
  }

  /** A null in one column lets PostgreSQL skip the check of the others. */
  private static boolean maySkip(Constraint constraint, TenantKey key) {
    return !constraint.matchFull() && key.columns().stream().anyMatch(c -> !c.notNull());
  }

  private Part index(Relation table, TenantKey key) {
    String name = "index on the tenant";
    if (key.columns().isEmpty()) {
      return Part.of(name, State.NOT_APPLICABLE, "no tenant column");
    }
    List<String> leading =
        subject
            .catalog()
            .indexesOf(table)
            .filter(i -> i.valid() && i.predicate().isEmpty())
            .filter(i -> !i.keys().isEmpty() && key.names().contains(i.keys().get(0)))
            .map(Index::name)
            .toList();
    return leading.isEmpty()
        ? Part.of(name, State.WEAK, "none leads with " + key.text() + ": slow, no leak")
        : Part.of(name, State.HOLDS, leading.get(0));
  }

  private Stream<Constraint> foreignKeys(Relation table) {
    return subject
        .catalog()
        .constraintsOf(table)
        .filter(c -> c.kind() == Constraint.Kind.FOREIGN_KEY);
  }

  private boolean is(Constraint foreignKey, TenantTable.Kind kind) {
    return foreignKey
        .target()
        .flatMap(t -> Optional.ofNullable(subject.kinds().get(t)))
        .filter(t -> t.kind() == kind)
        .isPresent();
  }

  private String target(Constraint foreignKey) {
    return foreignKey.target().map(relations::get).map(Relation::label).orElse("another table")
        + " ("
        + String.join(", ", foreignKey.targetColumns())
        + ")";
  }
}
