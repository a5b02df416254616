package dev.watertight.core.tenant.detection;

import java.util.List;
import java.util.Optional;

/**
 * A view.
 *
 * @param columns the names of its columns, as far as its query says them
 * @param allColumns it has all columns of a table that it reads: {@code select *}
 * @param reads the names of the tables that it reads, without schema
 */
public record ViewFact(
    Optional<String> schema,
    String name,
    List<String> columns,
    boolean allColumns,
    List<String> reads,
    String source,
    int line) {
  public ViewFact {
    columns = List.copyOf(columns);
    reads = List.copyOf(reads);
  }
}
