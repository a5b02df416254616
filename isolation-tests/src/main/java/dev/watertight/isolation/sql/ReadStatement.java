package dev.watertight.isolation.sql;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a statement's text says.
 *
 * @param opaque why it could not be understood
 * @param tables {@code schema.table} of the schema's tables that it touches, at any level
 * @param predicates in the order of the text
 * @param stamps in the order of the text
 * @param writes whether it can change rows
 * @param contextSettings the settings that it sets or resets: a setting's name, {@code role},
 *     {@code session_authorization}, {@code *} for all, {@code ?} where the name is a parameter
 */
public record ReadStatement(
    String sql,
    Kind kind,
    Optional<String> opaque,
    Set<String> tables,
    List<Predicate> predicates,
    List<Stamp> stamps,
    List<Unscoped> unscoped,
    boolean writes,
    List<String> contextSettings) {
  public ReadStatement {
    tables = Set.copyOf(tables);
    predicates = List.copyOf(predicates);
    stamps = List.copyOf(stamps);
    unscoped = List.copyOf(unscoped);
    contextSettings = List.copyOf(contextSettings);
  }

  /** Kinds of statement. */
  public enum Kind {
    SELECT,
    INSERT,
    UPDATE,
    DELETE,
    MERGE,
    /** Changes a setting, the role or the session's user, and touches no table of the schema. */
    CONTEXT,
    TRANSACTION,
    /** Has no tenant condition by its nature: DDL, {@code SHOW}, {@code LOCK}. */
    UTILITY,
    /** Could not be understood. */
    OPAQUE
  }

  /**
   * A comparison of a tenant column with something that is not a column of another table.
   *
   * @param ordinal its number in the statement, from 0
   * @param table {@code schema.table}
   * @param alias what the statement calls the table
   * @param text the comparison as written
   */
  public record Predicate(int ordinal, String table, String alias, String column, String text) {}

  /**
   * A value that a tenant column is given.
   *
   * @param ordinal its number in the statement, from 0
   * @param table {@code schema.table}
   * @param text the value as written
   */
  public record Stamp(int ordinal, String table, String column, String text) {}

  /**
   * A table with tenants' rows that the statement does not constrain.
   *
   * @param table {@code schema.table}
   * @param alias what the statement calls the table
   */
  public record Unscoped(String table, String alias) {}
}
