package dev.watertight.sample.data.tenant;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Something that happened in the tenant.
 *
 * @param id tells apart what happened in the same instant
 * @param occurredAt when, by the database's clock
 * @param actorUserId the identity provider's id of the user who did it
 * @param action what was done, such as {@code task.closed}
 * @param projectId the project it was done in, which may be gone by now
 * @param detail more in words; may be empty
 */
public record Activity(
    UUID id,
    Instant occurredAt,
    String actorUserId,
    String action,
    Optional<UUID> projectId,
    String detail) {}
