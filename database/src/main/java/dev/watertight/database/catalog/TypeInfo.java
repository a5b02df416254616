package dev.watertight.database.catalog;

import java.util.List;
import java.util.Optional;

/**
 * A type that columns have.
 *
 * @param kind {@code b} base, {@code c} composite, {@code d} domain, {@code e} enum, {@code r}
 *     range, {@code m} multirange
 * @param category PostgreSQL's category of it: {@code S} text, {@code N} number, {@code D} date and
 *     time, {@code A} array, {@code B} boolean, {@code U} user-defined and others
 * @param labels an enum's labels, in order
 * @param base a domain's base type, or an array's or range's element type
 * @param checks a domain's checks, as PostgreSQL writes them
 * @param notNull whether a domain refuses null
 */
public record TypeInfo(
    long oid,
    String name,
    String kind,
    String category,
    List<String> labels,
    Optional<Long> base,
    List<String> checks,
    boolean notNull) {
  public TypeInfo {
    labels = List.copyOf(labels);
    checks = List.copyOf(checks);
  }
}
