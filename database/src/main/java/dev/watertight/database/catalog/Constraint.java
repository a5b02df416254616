package dev.watertight.database.catalog;

import java.util.List;
import java.util.Optional;

/**
 * A constraint of a table.
 *
 * @param table object id of its table
 * @param columns its columns in their order; for a check, those that it mentions
 * @param target for a foreign key, the referenced table's object id
 * @param targetColumns the referenced columns
 * @param matchFull whether a foreign key is {@code MATCH FULL}
 * @param onDelete {@code NO ACTION}, {@code RESTRICT}, {@code CASCADE}, {@code SET NULL}, {@code
 *     SET DEFAULT}; empty for other constraints
 * @param onUpdate likewise
 * @param setColumns the columns that {@code ON DELETE SET NULL (…)} names
 * @param definition its text, as PostgreSQL writes it
 * @param inherited whether it comes from a partitioned parent
 * @param valid whether the rows before it were checked
 */
public record Constraint(
    long oid,
    String name,
    Kind kind,
    long table,
    List<String> columns,
    Optional<Long> target,
    List<String> targetColumns,
    boolean matchFull,
    Optional<String> onDelete,
    Optional<String> onUpdate,
    List<String> setColumns,
    boolean deferrable,
    String definition,
    boolean inherited,
    boolean valid) {
  /** What it demands. */
  public enum Kind {
    CHECK,
    FOREIGN_KEY,
    PRIMARY_KEY,
    UNIQUE,
    EXCLUSION
  }

  public Constraint {
    columns = List.copyOf(columns);
    targetColumns = List.copyOf(targetColumns);
    setColumns = List.copyOf(setColumns);
  }
}
