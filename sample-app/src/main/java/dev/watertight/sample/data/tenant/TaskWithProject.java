package dev.watertight.sample.data.tenant;

/**
 * A task and what its project is called.
 *
 * @param task the task
 * @param projectName its project's name
 */
public record TaskWithProject(Task task, String projectName) {}
