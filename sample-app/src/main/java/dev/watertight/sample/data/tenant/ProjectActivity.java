package dev.watertight.sample.data.tenant;

import java.time.Instant;

/**
 * A project in which something happened.
 *
 * @param project the project
 * @param lastAt when something last happened
 * @param events how much happened since the time asked for
 */
public record ProjectActivity(Project project, Instant lastAt, long events) {}
