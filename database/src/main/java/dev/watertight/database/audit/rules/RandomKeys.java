package dev.watertight.database.audit.rules;

import dev.watertight.core.tenant.TenantTable;
import dev.watertight.database.audit.Subject;
import dev.watertight.database.catalog.Column;
import dev.watertight.database.catalog.Constraint;
import dev.watertight.database.catalog.Index;
import dev.watertight.database.catalog.Relation;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Keys that nobody can guess: with one in it, an index tells nothing to who does not know it. */
final class RandomKeys {
  private static final List<String> RANDOM =
      List.of("gen_random_uuid(", "uuid_generate_v4(", "gen_random_bytes(", "uuidv4(", "uuidv7(");
  private static final List<String> GUESSABLE =
      List.of("uuid_generate_v1", "uuid_generate_v3", "uuid_generate_v5");

  private RandomKeys() {}

  /** Whether one of the index's columns is random. */
  static boolean hasOne(Subject subject, Relation table, Index index) {
    return index.keys().stream()
        .flatMap(k -> table.column(k).stream())
        .anyMatch(c -> isRandom(subject, table, c));
  }

  private static boolean isRandom(Subject subject, Relation table, Column column) {
    String made = column.defaultValue().orElse("").toLowerCase(Locale.ROOT);
    if (RANDOM.stream().anyMatch(made::contains)) {
      return true;
    }
    return column.type().equals("uuid")
        && GUESSABLE.stream().noneMatch(made::contains)
        && !refersToWhatAllKnow(subject, table, column);
  }

  /** Whether its values are those of a table that all tenants read. */
  private static boolean refersToWhatAllKnow(Subject subject, Relation table, Column column) {
    return subject
        .catalog()
        .constraintsOf(table)
        .filter(c -> c.kind() == Constraint.Kind.FOREIGN_KEY)
        .filter(c -> c.columns().contains(column.name()))
        .flatMap(c -> c.target().stream())
        .map(t -> Optional.ofNullable(subject.kinds().get(t)))
        .anyMatch(k -> k.filter(t -> t.kind() == TenantTable.Kind.SCOPED).isEmpty());
  }
}
