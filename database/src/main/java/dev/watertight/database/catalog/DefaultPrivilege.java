package dev.watertight.database.catalog;

import java.util.Optional;

/**
 * What everyone may do with objects that a role is yet to create.
 *
 * @param role the role that will create them
 * @param schema the schema that it is limited to
 * @param objects {@code r} tables, {@code S} sequences, {@code f} functions, {@code T} types,
 *     {@code n} schemas
 */
public record DefaultPrivilege(String role, Optional<String> schema, String objects, Grant grant) {}
