package dev.watertight.database.world;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A row as it stands in the database after seeding.
 *
 * @param values column to value, as PostgreSQL prints it; a column that is null is left out
 */
public record SeededRow(Map<String, String> values) {
  public SeededRow {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** The value of the column. */
  public Optional<String> value(String column) {
    return Optional.ofNullable(values.get(column));
  }
}
