package dev.watertight.database.catalog;

/**
 * That one object's definition uses another, as PostgreSQL tracks it. It does not track what the
 * text of a function's body uses.
 *
 * @param from object id of the view, table, policy, trigger or function whose definition it is
 * @param to object id of the relation or function that is used
 * @param column the column that is used; 0 for the object as a whole
 */
public record Dependency(long from, long to, int column) {}
