package dev.watertight.core.finding;

/**
 * One step on the way from a request to a statement.
 *
 * @param location where the step is
 * @param message what happens there
 */
public record FlowStep(Location location, String message) {}
