package dev.watertight.sample.data.tenant;

import java.time.Instant;

/**
 * The tenant itself.
 *
 * @param id the identity provider's id, {@code org_…}
 * @param name what people call it
 * @param plan the key of the plan that it is on
 * @param createdAt when it was registered
 */
public record Organization(String id, String name, String plan, Instant createdAt) {}
