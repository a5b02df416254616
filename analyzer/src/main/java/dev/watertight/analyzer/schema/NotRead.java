package dev.watertight.analyzer.schema;

/**
 * A part of a source that could not be read.
 *
 * @param source the file, relative to the project's root
 * @param line the line, from 1
 * @param reason why, for people
 */
public record NotRead(String source, int line, String reason) {}
