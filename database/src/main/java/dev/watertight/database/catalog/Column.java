package dev.watertight.database.catalog;

import java.util.List;
import java.util.Optional;

/**
 * A column.
 *
 * @param number its number in the table, from 1
 * @param type its type as SQL writes it, such as {@code character varying(50)}
 * @param typeOid the type's object id
 * @param defaultValue the default's expression; for a generated column, what it is generated from
 * @param identity {@code always}, {@code by default}, or empty
 * @param generated whether its value is computed from other columns
 * @param grants rights on this column alone
 */
public record Column(
    String name,
    int number,
    String type,
    long typeOid,
    boolean notNull,
    Optional<String> defaultValue,
    Optional<String> identity,
    boolean generated,
    List<Grant> grants) {
  public Column {
    grants = List.copyOf(grants);
  }

  /** The name for SQL text. */
  public String sql() {
    return Identifier.quoted(name);
  }
}
