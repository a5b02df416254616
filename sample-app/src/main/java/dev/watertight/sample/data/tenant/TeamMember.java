package dev.watertight.sample.data.tenant;

import java.time.Instant;
import java.util.UUID;

/**
 * A user's membership in the tenant.
 *
 * @param id unique within the tenant
 * @param userId the identity provider's id of the user; unique within the tenant
 * @param displayName what the others see
 * @param role what the user may do here
 * @param joinedAt when the membership began
 */
public record TeamMember(
    UUID id, String userId, String displayName, MemberRole role, Instant joinedAt) {}
