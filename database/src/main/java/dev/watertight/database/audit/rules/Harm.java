package dev.watertight.database.audit.rules;

import dev.watertight.database.audit.AttackScript;
import dev.watertight.database.audit.Subject;
import dev.watertight.database.catalog.Column;
import dev.watertight.database.catalog.Identifier;
import dev.watertight.database.catalog.Relation;
import dev.watertight.database.world.Canary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Attacks that write blindly: no column is read, so that no SELECT policy hides the hole. What they
 * did to the victim's rows is seen by comparing these before and after.
 *
 * @param watched the table whose rows are compared
 * @param victims the condition that holds for the victim's
 * @param preparation statements of the superuser that come first
 */
record Harm(Subject subject, Relation watched, String victims, List<String> preparation) {
  Harm {
    preparation = List.copyOf(preparation);
  }

  /** By these a view cannot be written so at all, or something else guards the row. */
  static String[] viewStops() {
    return new String[] {"55000", "0A000", "23502", "23514", "44000", "P0001"};
  }

  /** Harm to the victim's rows of a table; empty where it has none. */
  static Optional<Harm> to(Subject subject, Relation table) {
    return subject.victims(table).map(v -> new Harm(subject, table, v, List.of()));
  }

  /**
   * Compares the victim's rows before and after what the attacker runs.
   *
   * @param stops SQLSTATEs that stop it
   */
  AttackScript by(String description, List<String> attacks, String... stops) {
    String rows =
        "select was::text as victims_row from " + watched.sql() + " as was where " + victims;
    AttackScript.Builder script = subject.attack(description).stoppedBy(stops);
    preparation.forEach(script::observe);
    script.observe("create temp table before as " + rows);
    attacks.forEach(script::attack);
    return script
        .observe(
            "(select victims_row from pg_temp.before except "
                + rows
                + ") union all ("
                + rows
                + " except select victims_row from pg_temp.before)")
        .build();
  }

  /**
   * UPDATE, DELETE and INSERT through a relation, as far as they are granted on it.
   *
   * @param through the watched table, or a view of it
   * @param fresh a new row of the victim's; empty where there can be none
   * @param stops SQLSTATEs that stop them
   */
  List<AttackScript> through(Relation through, Optional<NewRow> fresh, String... stops) {
    List<AttackScript> scripts = new ArrayList<>();
    update(through)
        .ifPresent(
            sql ->
                scripts.add(
                    by(
                        "changes B's rows through "
                            + through.label()
                            + ", without reading a column",
                        List.of(sql),
                        stops)));
    if (subject.app().has(through, "DELETE")) {
      scripts.add(
          by(
              "deletes B's rows through " + through.label() + ", without reading a column",
              List.of("delete from " + through.sql()),
              stops));
    }
    fresh.flatMap(row -> insert(through, row, stops)).ifPresent(scripts::add);
    return scripts;
  }

  /** An insert of a row of the victim's; where it has no new key, the old row is gone first. */
  Optional<AttackScript> insert(Relation through, NewRow row, String... stops) {
    if (!row.isInsertableBy(subject.app(), through)) {
      return Optional.empty();
    }
    List<String> all = new ArrayList<>(preparation);
    if (!row.fresh()) {
      all.addAll(Absence.with(List.of("delete from " + watched.sql() + " where " + victims)));
    }
    return Optional.of(
        new Harm(subject, watched, victims, all)
            .by(
                "adds a row to B's through " + through.label(),
                List.of(row.insertInto(through)),
                stops));
  }

  /** Sets a column to a value of the attacker's, in every row that the statement can reach. */
  private Optional<String> update(Relation through) {
    List<String> keys = NewRow.keyColumns(subject, watched);
    return through.columns().stream()
        .filter(c -> subject.app().has(through, c, "UPDATE"))
        .filter(c -> !keys.contains(c.name()) && !c.generated())
        .flatMap(c -> value(c).stream().map(v -> c.sql() + " = " + v))
        .findFirst()
        .map(set -> "update " + through.sql() + " set " + set);
  }

  private Optional<String> value(Column column) {
    String type = column.type();
    if (type.equals("text") || type.startsWith("character varying")) {
      return Optional.of(Identifier.literal(Canary.prefix(subject.attacker())));
    }
    if (type.equals("integer") || type.equals("bigint") || type.startsWith("numeric")) {
      return Optional.of("77");
    }
    if (type.equals("boolean")) {
      return Optional.of("false");
    }
    if (type.startsWith("json")) {
      return Optional.of("'{\"by\": \"A\"}'");
    }
    if (type.equals("date") || type.startsWith("timestamp")) {
      return Optional.of("'2001-02-03'");
    }
    return column.notNull() ? Optional.empty() : Optional.of("null");
  }
}
