package dev.watertight.database.world;

import dev.watertight.database.catalog.Relation;

/**
 * A table that got no rows.
 *
 * @param reason the constraint, the value tried and the server's words, for people
 */
public record Unseeded(Relation table, String reason) {}
