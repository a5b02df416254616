package dev.watertight.analyzer.sql;

/** The language that a text is written in. */
public enum Dialect {
  /** SQL: PostgreSQL's first, the forms of other databases as far as code bases ship them too. */
  SQL,
  /** The query language of JPA, with Hibernate's additions. Its relations are entities. */
  JPQL
}
