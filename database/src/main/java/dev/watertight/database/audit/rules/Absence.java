package dev.watertight.database.audit.rules;

import dev.watertight.database.audit.Subject;
import dev.watertight.database.catalog.Relation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Statements by which a superuser makes a tenant's rows as if they had never been. */
final class Absence {
  private Absence() {}

  /** Takes the victim's rows out of the tables, and sets off no trigger and no foreign key. */
  static List<String> of(Subject subject, Collection<Relation> tables) {
    return with(
        tables.stream().flatMap(t -> subject.victims(t).map(v -> delete(t, v)).stream()).toList());
  }

  /** Takes the attacker's own rows out of the way. */
  static List<String> ofAttacker(Subject subject, Collection<Relation> tables) {
    return with(
        tables.stream()
            .flatMap(t -> subject.attackers(t).map(v -> delete(t, v)).stream())
            .toList());
  }

  private static String delete(Relation table, String condition) {
    return "delete from " + table.sql() + " where " + condition;
  }

  /** The statements between two that turn triggers and foreign keys off and on again. */
  static List<String> with(List<String> statements) {
    List<String> all = new ArrayList<>();
    all.add("set local session_replication_role = replica");
    all.addAll(statements);
    all.add("set local session_replication_role = origin");
    return all;
  }
}
