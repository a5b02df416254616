package dev.watertight.database.audit.rules;

import dev.watertight.database.audit.Subject;
import dev.watertight.database.catalog.Column;
import dev.watertight.database.catalog.Constraint;
import dev.watertight.database.catalog.Identifier;
import dev.watertight.database.catalog.Relation;
import dev.watertight.database.world.SeededRow;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Conditions by which single seeded rows of a table are found again. */
final class SeededRows {
  private static final int COLUMNS = 3;

  private final Subject subject;
  private final Relation table;

  SeededRows(Subject subject, Relation table) {
    this.subject = subject;
    this.table = table;
  }

  /** A row of the attacker. */
  Optional<SeededRow> own() {
    return subject.world().row(table, subject.attacker());
  }

  /** A row of the victim, of those that the attacker's own user is no part of if there is one. */
  Optional<SeededRow> foreign() {
    return subject.world().rows(table, subject.victim()).stream()
        .filter(r -> SharedUsers.isStranger(subject, r))
        .findFirst()
        .or(() -> subject.world().row(table, subject.victim()));
  }

  /** A condition that holds for this row alone: by its primary key, else by all its values. */
  String only(SeededRow row) {
    List<String> parts = new ArrayList<>();
    Optional<Constraint> key =
        subject
            .catalog()
            .constraintsOf(table)
            .filter(c -> c.kind() == Constraint.Kind.PRIMARY_KEY)
            .findFirst();
    if (key.isPresent()) {
      for (String column : key.get().columns()) {
        row.value(column)
            .ifPresent(v -> parts.add(Identifier.quoted(column) + " = " + Identifier.literal(v)));
      }
    } else {
      row.values().forEach((column, value) -> parts.add(equal(column, value)));
    }
    return String.join(" and ", parts);
  }

  /** A condition on values that the victim has and the attacker has not, in these columns. */
  Optional<String> marks(Predicate<Column> columns) {
    List<String> parts = new ArrayList<>();
    SeededRow row = foreign().orElse(null);
    if (row == null) {
      return Optional.empty();
    }
    for (Column column : table.columns()) {
      Optional<String> value = row.value(column.name());
      boolean differs = !value.equals(own().flatMap(o -> o.value(column.name())));
      if (parts.size() < COLUMNS && value.isPresent() && differs && columns.test(column)) {
        parts.add(equal(column.name(), value.get()));
      }
    }
    return parts.isEmpty() ? Optional.empty() : Optional.of(String.join(" and ", parts));
  }

  private static String equal(String column, String value) {
    return Identifier.quoted(column) + "::text = " + Identifier.literal(value);
  }

  /** Columns of keys, unique or foreign: what may not have just any value. */
  Set<String> keyColumns() {
    Set<String> columns = new LinkedHashSet<>();
    subject
        .catalog()
        .indexesOf(table)
        .filter(i -> i.unique() || i.exclusion())
        .forEach(i -> columns.addAll(i.keys()));
    subject
        .catalog()
        .constraintsOf(table)
        .filter(c -> c.kind() == Constraint.Kind.FOREIGN_KEY)
        .forEach(c -> columns.addAll(c.columns()));
    return columns;
  }

  /** Columns that must change together with the tenant's, for the sake of a foreign key. */
  Set<String> boundToTenant() {
    Set<String> tenant = new LinkedHashSet<>();
    subject.tenantColumns(table).forEach(c -> tenant.add(c.name()));
    Set<String> bound = new LinkedHashSet<>();
    subject
        .catalog()
        .constraintsOf(table)
        .filter(c -> c.kind() == Constraint.Kind.FOREIGN_KEY)
        .filter(c -> c.columns().stream().anyMatch(tenant::contains))
        .forEach(c -> bound.addAll(c.columns()));
    bound.removeAll(tenant);
    return bound;
  }
}
