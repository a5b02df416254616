package dev.watertight.analyzer.sql;

import java.util.Optional;

/**
 * A place where a statement names a table, a view, or, in JPQL, an entity. Names of common table
 * expressions, functions and derived tables are none.
 *
 * @param schema the qualifier before the name, without quotes; in JPQL the package of an entity; a
 *     {@link SqlText#HOLE} where it is unknown
 * @param name the name as written, without quotes; it contains {@link SqlText#HOLE} where a part of
 *     it is unknown
 * @param alias the alias, without quotes
 * @param access whether rows are read or written through this place
 * @param offset where the name begins in the text that was read, from 0
 */
public record TableRef(
    Optional<String> schema, String name, Optional<String> alias, Access access, int offset) {
  /** What a statement does with the rows of a table. */
  public enum Access {
    READ,
    WRITE
  }
}
