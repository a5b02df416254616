package dev.watertight.database.audit.rules;

import dev.watertight.database.audit.AttackScript;
import dev.watertight.database.audit.Subject;
import dev.watertight.database.catalog.Identifier;
import dev.watertight.database.catalog.Relation;
import dev.watertight.database.catalog.Rights;
import dev.watertight.database.catalog.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Roads past row-level security for who has the rights of another role. */
final class RoadsPast {
  private RoadsPast() {}

  /** The tenant tables on which row-level security is on. */
  static List<Relation> tables(Subject subject) {
    return subject.tenantTables().stream().filter(Relation::rls).toList();
  }

  /** Whether policies hold the application's role at all, were it no owner. */
  static boolean isPlain(Subject subject) {
    return !subject.catalog().role(subject.app().role()).map(Role::bypasses).orElse(false);
  }

  /**
   * The roles that bypass policies, or own a protected tenant table; the application's left out.
   */
  static List<Role> roles(Subject subject) {
    return subject.catalog().roles().stream()
        .filter(r -> !r.name().equals(subject.app().role()) && !r.system())
        .filter(
            r ->
                r.bypasses()
                    || tables(subject).stream()
                        .anyMatch(
                            t -> t.owner().equals(r.name()) && !subject.app().owns(t.owner())))
        .toList();
  }

  /** The attack once the attacker is the role; empty where the role can do nothing to the rows. */
  static Optional<AttackScript> as(Subject subject, Role role, List<String> before) {
    Rights rights = Rights.of(subject.catalog(), role.name());
    List<String> becoming = new ArrayList<>(before);
    becoming.add("set local role " + Identifier.quoted(role.name()));
    return tables(subject).stream()
        .filter(t -> role.bypasses() || rights.owns(t.owner()))
        .flatMap(t -> past(subject, role, t, rights, becoming))
        .findFirst();
  }

  private static Stream<AttackScript> past(
      Subject subject, Role role, Relation table, Rights rights, List<String> becoming) {
    List<String> before = new ArrayList<>(becoming);
    if (!role.bypasses() && table.forced()) {
      before.add("alter table " + table.sql() + " disable row level security");
    }
    return new TenantAttacks(subject, table, rights, before).any(subject.asAttacker()).stream();
  }
}
