package dev.watertight.analyzer.text;

import dev.watertight.analyzer.sql.Dialect;

/**
 * A query that a mapping file names.
 *
 * @param name its name
 * @param dialect JPQL, or SQL where it is native
 * @param text its text
 */
public record NamedQuery(String name, Dialect dialect, SourceText text) {}
