package dev.watertight.core.tenant.detection;

import java.util.List;

/**
 * A foreign key.
 *
 * @param columns the referencing columns
 * @param targetTable the referenced table, without its schema
 * @param targetColumns the referenced columns; empty where the primary key is meant
 */
public record ForeignKeyFact(List<String> columns, String targetTable, List<String> targetColumns) {
  public ForeignKeyFact {
    columns = List.copyOf(columns);
    targetColumns = List.copyOf(targetColumns);
  }
}
