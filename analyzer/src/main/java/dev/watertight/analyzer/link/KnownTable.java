package dev.watertight.analyzer.link;

import java.util.Optional;

/**
 * A table that the schema or a mapping declares.
 *
 * @param schema if known
 * @param name as declared
 */
public record KnownTable(Optional<String> schema, String name) {}
