package dev.watertight.sample.data.tenant;

import java.time.Instant;
import java.util.UUID;

/**
 * A project of the tenant.
 *
 * @param id unique within the tenant
 * @param name unique within the tenant
 * @param status what becomes of it
 * @param createdAt when it was created
 * @param updatedAt when it was last changed
 */
public record Project(
    UUID id, String name, ProjectStatus status, Instant createdAt, Instant updatedAt) {}
