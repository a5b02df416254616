package dev.watertight.database.catalog;

/**
 * A trigger of a table or view; those that constraints make are left out.
 *
 * @param table object id of its table
 * @param function object id of the function that it calls
 * @param definition its text, as PostgreSQL writes it
 */
public record Trigger(
    long oid, String name, long table, long function, boolean enabled, String definition) {}
