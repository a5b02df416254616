package dev.watertight.database.audit.rules;

import dev.watertight.database.audit.AttackScript;
import dev.watertight.database.audit.Subject;
import dev.watertight.database.catalog.Relation;
import java.util.Collection;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The question whether what the attacker sees depends on the victim's rows: what is there before,
 * and no more once they are gone. It is looked at twice before, for what differs from one look to
 * the next anyway shows nothing of the victim.
 *
 * @param into a table's name to the statement that puts there what is seen, as text
 * @param preparation statements of the superuser that come before each time
 * @param stops SQLSTATEs that stop it
 */
record Difference(UnaryOperator<String> into, List<String> preparation, List<String> stops) {

  AttackScript script(Subject subject, String description, Collection<Relation> tables) {
    AttackScript.Builder script =
        subject
            .attack(description)
            .stoppedBy(stops.toArray(String[]::new))
            .observe("create temp table shown (result text)")
            .observe("create temp table again (result text)")
            .observe("create temp table later (result text)")
            .observe(
                "grant select, insert on pg_temp.shown, pg_temp.again, pg_temp.later to public");
    preparation.forEach(script::observe);
    script.attack(into.apply("pg_temp.shown")).attack(into.apply("pg_temp.again"));
    Absence.of(subject, tables).forEach(script::observe);
    preparation.forEach(script::observe);
    return script
        .attack(into.apply("pg_temp.later"))
        .attack("(table pg_temp.shown intersect table pg_temp.again) except table pg_temp.later")
        .build();
  }
}
