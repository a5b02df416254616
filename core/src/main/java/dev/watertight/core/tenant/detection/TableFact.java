package dev.watertight.core.tenant.detection;

import java.util.List;
import java.util.Optional;

/**
 * A table, as one source describes it. Names are without quotes, as written.
 *
 * @param primaryAndUniqueKeys the columns of each primary key, unique constraint and unique index
 * @param parent the table that it is a partition of, or inherits from
 * @param source the file that describes it, relative to the project's root
 * @param line the line in that file, from 1
 * @param javaType the class that maps it, by its qualified name
 */
public record TableFact(
    Optional<String> schema,
    String name,
    List<ColumnFact> columns,
    List<ForeignKeyFact> foreignKeys,
    List<List<String>> primaryAndUniqueKeys,
    Optional<String> parent,
    String source,
    int line,
    Origin origin,
    Optional<String> javaType) {
  /** What described a table. */
  public enum Origin {
    SQL,
    CATALOG,
    LIQUIBASE,
    JPA,
    JOOQ,
    HIBERNATE_XML,
    MYBATIS_PLUS
  }

  public TableFact {
    columns = List.copyOf(columns);
    foreignKeys = List.copyOf(foreignKeys);
    primaryAndUniqueKeys = primaryAndUniqueKeys.stream().map(List::copyOf).toList();
  }

  /** The column of this name, without regard to case. */
  public Optional<ColumnFact> column(String column) {
    return columns.stream().filter(c -> c.name().equalsIgnoreCase(column)).findFirst();
  }
}
