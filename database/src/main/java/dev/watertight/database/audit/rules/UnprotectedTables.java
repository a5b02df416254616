package dev.watertight.database.audit.rules;

import dev.watertight.database.audit.AttackScript;
import dev.watertight.database.audit.Candidate;
import dev.watertight.database.audit.Subject;
import dev.watertight.database.audit.Trial;
import dev.watertight.database.catalog.Relation;
import dev.watertight.database.world.Unseeded;
import java.util.List;
import java.util.Optional;

/** Tenant tables without row-level security that the application's role can do something with. */
final class UnprotectedTables {
  private static final List<String> COMMANDS = List.of("SELECT", "INSERT", "UPDATE", "DELETE");

  private UnprotectedTables() {}

  static List<Relation> of(Subject subject) {
    return subject.tenantTables().stream()
        .filter(t -> !t.rls())
        .filter(t -> isReachable(subject, t))
        .toList();
  }

  /** Whether the role may do anything at all with the table's rows. */
  static boolean isReachable(Subject subject, Relation table) {
    return COMMANDS.stream().anyMatch(c -> subject.app().hasAny(table, c));
  }

  /** Tries the first thing that the role may do to the victim's rows of the table. */
  static void prove(Subject subject, Trial trial, Relation table, Candidate candidate) {
    Optional<AttackScript> attack = new TenantAttacks(subject, table).any(subject.asAttacker());
    if (attack.isPresent()) {
      trial.prove(candidate, List.of(attack.get()));
    } else {
      trial.unproven(candidate, reason(subject, table));
    }
  }

  private static String reason(Subject subject, Relation table) {
    return subject.world().unseeded().stream()
        .filter(u -> u.table().oid() == table.oid())
        .map(Unseeded::reason)
        .findFirst()
        .map(r -> "the table could not be seeded: " + r)
        .orElse("no column by which the victim's rows are known may be used by the role");
  }
}
