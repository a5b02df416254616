package dev.watertight.core.tenant;

/**
 * Something that was configured or detected, and from what.
 *
 * @param subject what it is, in the words of the configuration: {@code tenant.column}
 * @param value the value
 * @param evidence where it comes from, for people: {@code watertight.yml:3}, {@code 4 policies in
 *     V1__init.sql}
 */
public record Detection(String subject, String value, String evidence) {}
