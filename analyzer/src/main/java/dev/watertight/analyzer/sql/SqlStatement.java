package dev.watertight.analyzer.sql;

import java.util.List;

/**
 * The shape of one statement.
 *
 * @param kind what it does in the first place; {@code EXPLAIN}, {@code PREPARE} and cursors count
 *     as the statement in them, a query with data-changing parts in {@code WITH} as its main part
 * @param tables every place where it names a table, in the order of the text
 * @param parsed a grammar accepted the whole of it; false where the tables were found by the
 *     position of keywords only
 * @param holes what its unknown parts can change
 * @param settings the settings that it changes
 * @param paths in JPQL, the relations that are reached through attributes; else empty
 * @param offset where it begins in the text, from 0
 */
public record SqlStatement(
    Kind kind,
    List<TableRef> tables,
    boolean parsed,
    HoleEffect holes,
    List<SettingChange> settings,
    List<EntityPath> paths,
    int offset) {
  /** What a statement does. */
  public enum Kind {
    SELECT,
    INSERT,
    UPDATE,
    DELETE,
    MERGE,
    TRUNCATE,
    COPY,
    LOCK,
    /** Calls a procedure, or executes what was prepared: what runs stands elsewhere. */
    CALL,
    SET,
    DDL,
    TRANSACTION,
    OTHER
  }

  public SqlStatement {
    tables = List.copyOf(tables);
    settings = List.copyOf(settings);
    paths = List.copyOf(paths);
  }
}
