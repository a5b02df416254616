package dev.watertight.sample.data.tenant;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A task of a project.
 *
 * @param id unique within the tenant
 * @param projectId the tenant's project that it belongs to
 * @param title in a line
 * @param description at length, or nothing
 * @param status how far it is
 * @param assigneeId the team member who does it, or nobody
 * @param createdAt when it was created
 * @param updatedAt when it was last changed
 */
public record Task(
    UUID id,
    UUID projectId,
    String title,
    Optional<String> description,
    TaskStatus status,
    Optional<UUID> assigneeId,
    Instant createdAt,
    Instant updatedAt) {}
