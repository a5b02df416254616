package dev.watertight.analyzer.sql;

/** What the unknown parts of a statement can change, from nothing to everything. */
public enum HoleEffect {
  /** There is no unknown part. */
  NONE,
  /** Only where a value stands, or inside a string: neither tables nor conditions depend on it. */
  VALUES,
  /** Only where columns, an order or an operator stand: the tables are all known. */
  COLUMNS,
  /** A condition, a join or a whole clause may be missing. */
  FRAGMENT,
  /** The name of a table, or a part of it, is missing. */
  TABLE,
  /** Nothing certain can be said. */
  WHOLE;

  /** The stronger of the two. */
  public HoleEffect or(HoleEffect other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
