package dev.watertight.analyzer.sql;

import java.util.Set;

/** Keywords by the role that they play for the structure of a statement. */
final class Words {
  /** Join two queries into one. */
  static final Set<String> SET_OPERATIONS = Set.of("UNION", "INTERSECT", "EXCEPT", "MINUS");

  /** Begin a join. LEFT and RIGHT are functions where a parenthesis follows. */
  static final Set<String> JOINS =
      Set.of(
          "JOIN",
          "INNER",
          "LEFT",
          "RIGHT",
          "FULL",
          "CROSS",
          "NATURAL",
          "OUTER",
          "STRAIGHT_JOIN",
          "ASOF",
          "ANTI",
          "SEMI");

  /** End a list of relations. */
  static final Set<String> AFTER_FROM =
      Set.of(
          "WHERE",
          "GROUP",
          "HAVING",
          "WINDOW",
          "ORDER",
          "LIMIT",
          "OFFSET",
          "FETCH",
          "FOR",
          "UNION",
          "INTERSECT",
          "EXCEPT",
          "MINUS",
          "SET",
          "RETURNING",
          "WHEN",
          "QUALIFY",
          "CONNECT",
          "START",
          "ON",
          "USING",
          "INTO",
          "WITH",
          "OPTION",
          "LOCK",
          "VALUES",
          "SELECT",
          "DO",
          "SEARCH",
          "CYCLE",
          "ROWS",
          "OUTPUT");

  /** Follow a relation, and are not its alias. */
  static final Set<String> NO_ALIAS =
      Set.of(
          "TABLESAMPLE",
          "PIVOT",
          "UNPIVOT",
          "USE",
          "FORCE",
          "IGNORE",
          "PARTITION",
          "APPLY",
          "WITH",
          "AND",
          "OR",
          "FROM",
          "AS",
          "BY",
          "DEFAULT",
          "OVERRIDING",
          "KEY",
          "TABLE",
          "MATCH_RECOGNIZE");

  /** Their second argument may follow FROM, so that FROM names no relation. */
  static final Set<String> FUNCTIONS_WITH_FROM =
      Set.of("EXTRACT", "SUBSTRING", "SUBSTR", "TRIM", "LTRIM", "RTRIM", "BTRIM", "OVERLAY");

  /** Stand in brackets behind a table and are hints, not arguments. */
  static final Set<String> TABLE_HINTS =
      Set.of(
          "NOLOCK",
          "UPDLOCK",
          "ROWLOCK",
          "HOLDLOCK",
          "READPAST",
          "TABLOCK",
          "TABLOCKX",
          "XLOCK",
          "READUNCOMMITTED",
          "READCOMMITTED",
          "SERIALIZABLE",
          "REPEATABLEREAD",
          "NOWAIT");

  /** What stands right behind them is a value. */
  static final Set<String> BEFORE_VALUE =
      Set.of(
          "LIKE",
          "ILIKE",
          "RLIKE",
          "REGEXP",
          "BETWEEN",
          "IN",
          "LIMIT",
          "OFFSET",
          "FIRST",
          "NEXT",
          "TOP",
          "ESCAPE",
          "INTERVAL",
          "IS",
          "THEN",
          "ELSE",
          "ANY",
          "SOME",
          "TO",
          "DISTINCT",
          "VALUE",
          "DATE",
          "TIMESTAMP");

  /** What stands right behind them is a condition. */
  static final Set<String> BEFORE_CONDITION =
      Set.of("WHERE", "AND", "OR", "NOT", "ON", "HAVING", "WHEN", "EXISTS", "WITH", "FILTER");

  private Words() {}
}
