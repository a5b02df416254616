package dev.watertight.database.catalog;

import java.util.List;
import java.util.Optional;

/**
 * An index.
 *
 * @param table object id of its table
 * @param unique whether two rows may not have the same key
 * @param primary whether it is the primary key's
 * @param exclusion whether it holds an exclusion constraint
 * @param keys its key: column names, or expressions in parentheses as PostgreSQL writes them
 * @param predicate of a partial index
 * @param inherited whether it is a part of a partitioned table's index
 */
public record Index(
    long oid,
    String schema,
    String name,
    long table,
    boolean unique,
    boolean primary,
    boolean exclusion,
    List<String> keys,
    Optional<String> predicate,
    String method,
    boolean valid,
    boolean inherited,
    String definition) {
  public Index {
    keys = List.copyOf(keys);
  }
}
