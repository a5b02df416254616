package dev.watertight.database.audit.rules;

import dev.watertight.database.audit.Subject;
import dev.watertight.database.catalog.Column;
import dev.watertight.database.catalog.Identifier;
import dev.watertight.database.catalog.Policy;
import dev.watertight.database.catalog.Relation;
import dev.watertight.database.world.SeededRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Tables by which policies learn of which tenants a user is a member. */
final class Memberships {
  private Memberships() {}

  /**
   * Statements that make the attacking user a member of the victim too; empty where the table's
   * policies ask no membership.
   */
  static List<String> ofBoth(Subject subject, Relation table) {
    Map<Long, Relation> relations = subject.catalog().relationsById();
    Set<Long> asked = new LinkedHashSet<>();
    for (Policy policy : subject.policies(table, "UPDATE")) {
      asked.addAll(policy.relations());
      subject
          .catalog()
          .functionsOf(policy)
          .forEach(
              f ->
                  subject.catalog().relationsNamedIn(f.body()).stream()
                      .filter(r -> SqlWords.mentions(f.body(), r.name()))
                      .forEach(r -> asked.add(r.oid())));
    }
    List<String> statements = new ArrayList<>();
    asked.stream()
        .sorted()
        .flatMap(oid -> Optional.ofNullable(relations.get(oid)).stream())
        .forEach(r -> copy(subject, r).ifPresent(statements::add));
    return statements;
  }

  private static Optional<String> copy(Subject subject, Relation members) {
    Optional<SeededRow> row = subject.world().row(members, subject.attacker());
    List<Column> tenant = subject.tenantColumns(members);
    if (row.isEmpty() || tenant.isEmpty()) {
      return Optional.empty();
    }
    Map<String, String> values = new LinkedHashMap<>();
    for (Column column : members.columns()) {
      if (!column.generated() && column.defaultValue().isEmpty() && column.identity().isEmpty()) {
        row.get()
            .value(column.name())
            .ifPresent(v -> values.put(column.sql(), Identifier.literal(v)));
      }
    }
    for (int i = 0; i < tenant.size(); i++) {
      List<String> ids = subject.victim().ids();
      values.put(tenant.get(i).sql(), Identifier.literal(ids.get(Math.min(i, ids.size() - 1))));
    }
    return Optional.of(
        "insert into "
            + members.sql()
            + " ("
            + String.join(", ", values.keySet())
            + ") values ("
            + String.join(", ", values.values())
            + ") on conflict do nothing");
  }
}
