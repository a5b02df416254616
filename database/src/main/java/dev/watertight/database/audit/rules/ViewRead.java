package dev.watertight.database.audit.rules;

import dev.watertight.database.audit.Subject;
import dev.watertight.database.catalog.Relation;
import dev.watertight.database.catalog.Relation.Kind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * That a view which the application may use gets at a relation, perhaps through other views.
 *
 * @param entry the view that the application names
 * @param view the view whose own query names the target; it may be the entry
 * @param target a table, materialized view or foreign table
 * @param role the role with whose rights the target is read: PostgreSQL takes the view's owner, and
 *     for an invoker view the session's role, however deep it is nested
 */
record ViewRead(Relation entry, Relation view, Relation target, String role) {
  private static final List<String> DATA = List.of("SELECT", "INSERT", "UPDATE", "DELETE");
  private static final Set<String> TRUE = Set.of("true", "on", "yes", "1", "t", "y");

  /** All of them, in the order of the catalog. */
  static List<ViewRead> all(Subject subject) {
    Map<Long, Relation> relations = subject.catalog().relationsById();
    List<ViewRead> reads = new ArrayList<>();
    for (Relation entry : subject.catalog().relations()) {
      if (entry.kind() == Kind.VIEW && !entry.extension() && isUsable(subject, entry)) {
        walk(subject, relations, entry, entry, new LinkedHashSet<>(), reads);
      }
    }
    return reads;
  }

  private static void walk(
      Subject subject,
      Map<Long, Relation> relations,
      Relation entry,
      Relation view,
      Set<Long> seen,
      List<ViewRead> reads) {
    if (!seen.add(view.oid())) {
      return;
    }
    String role = isInvoker(view) ? subject.app().role() : view.owner();
    for (long used : uses(subject, view)) {
      Relation target = relations.get(used);
      if (target == null) {
        continue;
      }
      if (target.kind() == Kind.VIEW) {
        walk(subject, relations, entry, target, seen, reads);
      } else if (target.kind() != Kind.SEQUENCE) {
        reads.add(new ViewRead(entry, view, target, role));
      }
    }
  }

  /** What the relation's own query uses. */
  private static Set<Long> uses(Subject subject, Relation relation) {
    Set<Long> uses = new LinkedHashSet<>();
    subject.catalog().dependenciesOf(relation.oid()).forEach(d -> uses.add(d.to()));
    return uses;
  }

  /** The tenant tables that the relation's query gets at, through views and materialized views. */
  static List<Relation> tenantTables(Subject subject, Relation relation) {
    return below(subject, relation).stream()
        .flatMap(r -> Family.tenantTable(subject, r).stream())
        .distinct()
        .toList();
  }

  /** All relations that the relation's query gets at, the nearest first. */
  static List<Relation> below(Subject subject, Relation relation) {
    Map<Long, Relation> relations = subject.catalog().relationsById();
    Set<Relation> found = new LinkedHashSet<>();
    List<Relation> open = new ArrayList<>(List.of(relation));
    while (!open.isEmpty()) {
      for (long used : uses(subject, open.remove(0))) {
        Relation target = relations.get(used);
        if (target != null && found.add(target)) {
          open.add(target);
        }
      }
    }
    return List.copyOf(found);
  }

  /** The tenant table that is read: the target, or the table that it is a partition or child of. */
  Optional<Relation> tenantTable(Subject subject) {
    return Family.tenantTable(subject, target);
  }

  /** Whether the application may read or write the relation's rows. */
  static boolean isUsable(Subject subject, Relation relation) {
    return DATA.stream().anyMatch(p -> subject.app().hasAny(relation, p));
  }

  /** Whether the view runs with the rights of whoever uses it. */
  static boolean isInvoker(Relation view) {
    return isOn(view, "security_invoker");
  }

  /** Whether the view evaluates its own conditions before anyone else's. */
  static boolean isBarrier(Relation view) {
    return isOn(view, "security_barrier");
  }

  private static boolean isOn(Relation view, String option) {
    return TRUE.contains(view.options().getOrDefault(option, "false").toLowerCase(Locale.ROOT));
  }
}
