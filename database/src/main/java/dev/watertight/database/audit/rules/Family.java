package dev.watertight.database.audit.rules;

import dev.watertight.database.audit.Subject;
import dev.watertight.database.catalog.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tables, their partitions, and the tables that inherit from them. */
final class Family {
  private Family() {}

  /** The relation if it is a tenant table, else the tenant table above it. */
  static Optional<Relation> tenantTable(Subject subject, Relation relation) {
    if (subject.isTenantTable(relation)) {
      return Optional.of(relation);
    }
    return ancestor(subject, relation);
  }

  /** The nearest tenant table that the relation is a partition or a child of. */
  static Optional<Relation> ancestor(Subject subject, Relation relation) {
    return ancestors(subject, relation).stream().filter(subject::isTenantTable).findFirst();
  }

  /** The tables above the relation, the nearest first. */
  static List<Relation> ancestors(Subject subject, Relation relation) {
    List<Relation> above = new ArrayList<>();
    List<Relation> open = new ArrayList<>(List.of(relation));
    while (!open.isEmpty()) {
      Relation next = open.remove(0);
      for (long parent : next.parents()) {
        subject
            .catalog()
            .relation(parent)
            .filter(p -> !above.contains(p))
            .ifPresent(
                p -> {
                  above.add(p);
                  open.add(p);
                });
      }
    }
    return above;
  }
}
