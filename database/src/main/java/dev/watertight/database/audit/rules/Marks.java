package dev.watertight.database.audit.rules;

import dev.watertight.database.audit.Subject;
import dev.watertight.database.catalog.Identifier;
import dev.watertight.database.catalog.Relation;
import dev.watertight.database.world.Canary;
import dev.watertight.database.world.SeededRow;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What tells the victim's data apart in a text of any shape. */
final class Marks {
  private static final int SHORTEST = 5;
  private static final int MOST = 8;

  private final List<String> marks;

  private Marks(List<String> marks) {
    this.marks = marks;
  }

  /** The victim's canary, its id, and values that only its rows of these tables hold. */
  static Marks of(Subject subject, Collection<Relation> tables) {
    String canary = Canary.prefix(subject.victim());
    Set<String> marks = new LinkedHashSet<>(List.of(canary));
    subject.victim().ids().stream().filter(Marks::tells).forEach(marks::add);
    StringBuilder others = new StringBuilder(String.join(" ", subject.attacker().ids()));
    for (Relation table : tables) {
      for (SeededRow row : subject.world().rows(table, subject.attacker())) {
        others.append(' ').append(String.join(" ", row.values().values()));
      }
    }
    for (Relation table : tables) {
      for (SeededRow row : subject.world().rows(table, subject.victim())) {
        row.values().values().stream()
            .filter(v -> tells(v) && !v.contains(canary) && others.indexOf(v) < 0)
            .forEach(marks::add);
      }
    }
    return new Marks(marks.stream().limit(MOST).toList());
  }

  /** A short number or word would turn up by chance. */
  private static boolean tells(String value) {
    return value.length() >= SHORTEST && !value.matches("[-0-9.: ]{1,9}");
  }

  /** The marks that are in none of the texts, which an answer may merely repeat. */
  Marks without(Collection<String> texts) {
    return new Marks(
        marks.stream().filter(m -> texts.stream().noneMatch(t -> t.contains(m))).toList());
  }

  boolean isEmpty() {
    return marks.isEmpty();
  }

  /** A condition that holds where the text expression has a mark in it. */
  String in(String expression) {
    List<String> patterns = new ArrayList<>();
    marks.forEach(m -> patterns.add(m.replaceAll("[^A-Za-z0-9_ -]", ".")));
    return expression + " ~ " + Identifier.literal(String.join("|", patterns));
  }
}
