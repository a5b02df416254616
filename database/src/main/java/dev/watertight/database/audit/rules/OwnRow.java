package dev.watertight.database.audit.rules;

import dev.watertight.database.audit.AttackScript;
import dev.watertight.database.audit.Subject;
import dev.watertight.database.catalog.Column;
import dev.watertight.database.catalog.Identifier;
import dev.watertight.database.catalog.Relation;
import dev.watertight.database.world.SeededRow;
import dev.watertight.database.world.Tenant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A tenant's own row, which is known to be valid, to put in again with some of its values changed:
 * then whatever is refused is refused for the change.
 */
record OwnRow(Subject subject, Relation table, SeededRow row) {
  /** Ways in which a schema refuses a value of another tenant without telling anything of it. */
  static final String[] REFUSALS = {"23502", "23503", "23514", "P0001", "44000"};

  static Optional<OwnRow> of(Subject subject, Relation table, Tenant tenant) {
    return subject.world().row(table, tenant).map(row -> new OwnRow(subject, table, row));
  }

  /**
   * The statement that inserts it.
   *
   * @param changes column to value as SQL
   * @return empty where the application's role may not give these columns a value
   */
  Optional<String> insert(Map<String, String> changes) {
    Map<String, String> values = new LinkedHashMap<>();
    for (Column column : table.columns()) {
      boolean granted = subject.app().has(table, column, "INSERT");
      if (changes.containsKey(column.name()) && (!granted || column.generated())) {
        return Optional.empty();
      }
      if (granted && !column.generated()) {
        Optional.ofNullable(changes.get(column.name()))
            .or(() -> row.value(column.name()).map(Identifier::literal))
            .ifPresent(value -> values.put(column.sql(), value));
      }
    }
    return values.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "insert into "
                + table.sql()
                + " ("
                + String.join(", ", values.keySet())
                + ") overriding system value values ("
                + String.join(", ", values.values())
                + ")");
  }

  /** Inserts it as it was, takes that back, and inserts it with the changes. */
  static void insertAgain(AttackScript.Builder script, String asItWas, String changed) {
    script
        .attack("savepoint own")
        .attack(asItWas)
        .attack("rollback to savepoint own")
        .attack(changed);
  }

  /** The superuser puts rows out of the way, with no trigger and no foreign key asked. */
  static void aside(AttackScript.Builder script, List<String> statements) {
    if (!statements.isEmpty()) {
      script.observe("set local session_replication_role = replica");
      statements.forEach(script::observe);
      script.observe("set local session_replication_role = origin");
    }
  }

  /** {@code a = 'x' and b = 'y'}; null is {@code is null}. */
  static String condition(Map<String, String> values) {
    return String.join(
        " and ",
        values.entrySet().stream()
            .map(
                e ->
                    Identifier.quoted(e.getKey())
                        + (e.getValue().equals("null") ? " is null" : " = " + e.getValue()))
            .toList());
  }
}
