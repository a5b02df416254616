package dev.watertight.database.audit.rules;

import dev.watertight.database.audit.AttackScript;
import dev.watertight.database.audit.Context;
import dev.watertight.database.audit.Subject;
import dev.watertight.database.catalog.Column;
import dev.watertight.database.catalog.Relation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Attacks that read a relation which shows rows of tenant tables in some shape: for values of the
 * victim's, in all three states of the setting, and for anything that changes when the victim's
 * rows are gone.
 */
final class ReadAttack {
  private final Subject subject;
  private final Relation relation;
  private final Collection<Relation> tables;
  private final List<String> preparation;

  /**
   * An attack on a relation.
   *
   * @param tables the tenant tables whose rows it may show
   * @param preparation statements of the superuser before it is read, and again after the victim's
   *     rows are gone
   */
  ReadAttack(
      Subject subject, Relation relation, Collection<Relation> tables, List<String> preparation) {
    this.subject = subject;
    this.relation = relation;
    this.tables = tables;
    this.preparation = preparation;
  }

  /** Whether the application may read any of it. */
  boolean isPossible() {
    return subject.app().hasAny(relation, "SELECT");
  }

  /** All of them. */
  List<AttackScript> all() {
    List<AttackScript> scripts = new ArrayList<>(values());
    scripts.add(difference());
    return scripts;
  }

  /** Those that look for the victim's values. */
  List<AttackScript> values() {
    String select =
        "select " + columns() + " from " + relation.sql() + " as seen where " + victims();
    return Stream.of(subject.asAttacker(), subject.empty(), Context.neverSet())
        .distinct()
        .map(
            context ->
                prepared(
                        AttackScript.as(
                            subject.app().role(),
                            context,
                            "reads B's rows through " + relation.label() + " as " + who(context)))
                    .attack(select)
                    .build())
        .toList();
  }

  private static String who(Context context) {
    return switch (context.state()) {
      case SET -> "A";
      case EMPTY -> "nobody, the setting empty";
      case NEVER_SET -> "nobody, the setting never set";
    };
  }

  private AttackScript difference() {
    String query = "select " + text() + " from " + relation.sql() + " as seen";
    return new Difference(table -> "insert into " + table + " " + query, preparation, List.of())
        .script(
            subject,
            "compares what "
                + relation.label()
                + " shows A with what it shows once B's rows are gone",
            tables);
  }

  private AttackScript.Builder prepared(AttackScript.Builder script) {
    preparation.forEach(script::observe);
    return script;
  }

  /** A condition on the relation's rows that holds for the victim's. */
  private String victims() {
    for (Relation table : tables) {
      List<Column> own = subject.tenantColumns(table);
      Optional<String> victims = subject.victims(table);
      if (!own.isEmpty()
          && victims.isPresent()
          && own.stream()
              .allMatch(
                  c ->
                      relation
                          .column(c.name())
                          .filter(o -> o.type().equals(c.type()))
                          .filter(o -> subject.app().has(relation, o, "SELECT"))
                          .isPresent())) {
        return victims.get();
      }
    }
    return Marks.of(subject, tables).in(text());
  }

  private boolean isWhole() {
    return subject.app().has(relation, "SELECT");
  }

  private String columns() {
    return isWhole() ? "*" : String.join(", ", readable());
  }

  private List<String> readable() {
    return relation.columns().stream()
        .filter(c -> subject.app().has(relation, c, "SELECT"))
        .map(Column::sql)
        .toList();
  }

  private String text() {
    return isWhole() ? "seen::text" : "row(" + String.join(", ", readable()) + ")::text";
  }
}
