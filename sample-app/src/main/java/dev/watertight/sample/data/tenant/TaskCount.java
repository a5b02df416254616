package dev.watertight.sample.data.tenant;

import java.util.UUID;

/**
 * How many tasks of one status a project has.
 *
 * @param projectId the project
 * @param projectName what it is called
 * @param status the status
 * @param tasks how many; at least 1, since what has none is left out
 */
public record TaskCount(UUID projectId, String projectName, TaskStatus status, long tasks) {}
