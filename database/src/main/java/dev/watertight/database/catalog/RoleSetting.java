package dev.watertight.database.catalog;

import java.util.Optional;

/**
 * A setting that a new session starts with.
 *
 * @param role for this role only
 * @param database for this database only
 */
public record RoleSetting(
    Optional<String> role, Optional<String> database, String name, String value) {}
