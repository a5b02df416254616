package dev.watertight.isolation.operation;

/**
 * A part of the data layer that is not tested, and why.
 *
 * @param operation its name
 * @param reason why it is not called, and what would help
 */
public record Uncalled(String operation, String reason) {}
