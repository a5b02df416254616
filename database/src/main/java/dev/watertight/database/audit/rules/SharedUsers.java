package dev.watertight.database.audit.rules;

import dev.watertight.database.audit.AttackScript;
import dev.watertight.database.audit.Subject;
import dev.watertight.database.catalog.Column;
import dev.watertight.database.catalog.Identifier;
import dev.watertight.database.catalog.Relation;
import dev.watertight.database.world.SeededRow;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Who belongs to both tenants may see both. So that attacks are those of a stranger, the victim's
 * rows that name the attacking session's user, or whatever else it has set beside the tenant, are
 * taken away first.
 */
final class SharedUsers {
  private SharedUsers() {}

  /** Makes the attacker a stranger to the victim, in what the table's policies read. */
  static void separate(Subject subject, Relation table, AttackScript.Builder script) {
    Set<Long> tables = new LinkedHashSet<>(PolicySources.of(subject, table).relations());
    tables.add(table.oid());
    List<String> statements = new ArrayList<>();
    for (long oid : tables) {
      subject
          .catalog()
          .relation(oid)
          .filter(Relation::isTable)
          .ifPresent(r -> statements.addAll(statements(subject, r, r.oid() == table.oid())));
    }
    if (!statements.isEmpty()) {
      script.observe("set local session_replication_role = replica");
      statements.forEach(script::observe);
      script.observe("set local session_replication_role = origin");
    }
  }

  private static List<String> statements(Subject subject, Relation table, boolean attacked) {
    List<SeededRow> rows = subject.world().rows(table, subject.victim());
    if (attacked && rows.stream().noneMatch(r -> isStranger(subject, r))) {
      return List.of();
    }
    List<String> statements = new ArrayList<>();
    for (Column column : table.columns()) {
      for (String value : values(subject)) {
        if (rows.stream().anyMatch(r -> r.value(column.name()).filter(value::equals).isPresent())) {
          subject
              .victims(table)
              .ifPresent(
                  v ->
                      statements.add(
                          "delete from "
                              + table.sql()
                              + " where "
                              + v
                              + " and "
                              + column.sql()
                              + "::text = "
                              + Identifier.literal(value)));
        }
      }
    }
    return statements;
  }

  /** Whether the row names nothing that the attacker's session has set beside the tenant. */
  static boolean isStranger(Subject subject, SeededRow row) {
    Set<String> values = values(subject);
    return row.values().values().stream().noneMatch(values::contains);
  }

  private static Set<String> values(Subject subject) {
    Set<String> values = new LinkedHashSet<>();
    subject
        .asAttacker()
        .settings()
        .forEach(
            (name, value) -> {
              boolean tenant =
                  subject.model().setting().filter(name::equals).isPresent()
                      || subject.attacker().ids().contains(value);
              if (!tenant && !value.isEmpty()) {
                values.add(value);
              }
            });
    return values;
  }
}
