package dev.watertight.analyzer.link;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A class that stands for a table: an entity, a generated jOOQ table, a MyBatis-Plus or Spring Data
 * aggregate.
 *
 * @param type qualified name of the class
 * @param kind what maps it
 * @param entityName the name in JPQL, if it has one
 * @param schema if the mapping says it
 * @param table the table's name
 * @param tableGiven whether the mapping spells the table's name; else it follows from the class
 * @param columns attribute to column
 * @param attributes attribute to the simple or qualified name of its (element) type
 * @param filters the filters that add the tenant by themselves
 * @param tenantColumns columns that the mapping marks as the tenant's
 * @param required the columns that every row has, as far as the mapping says so
 * @param further other tables that hold rows of the class: its secondary tables, its collections
 * @param path the file
 * @param line where it is declared
 */
public record Mapping(
    String type,
    Kind kind,
    Optional<String> entityName,
    Optional<String> schema,
    String table,
    boolean tableGiven,
    Map<String, String> columns,
    Map<String, String> attributes,
    Set<Filter> filters,
    List<String> tenantColumns,
    Set<String> required,
    List<String> further,
    String path,
    int line) {
  /** What maps a class to a table. */
  public enum Kind {
    JPA,
    JOOQ_TABLE,
    JOOQ_RECORD,
    SPRING_DATA,
    MYBATIS_PLUS
  }

  /** A mechanism that adds the tenant to what goes through the mapper. */
  public enum Filter {
    HIBERNATE_TENANT_ID,
    HIBERNATE_FILTER,
    ECLIPSELINK_MULTITENANT
  }
}
