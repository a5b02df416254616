package dev.watertight.sample.auth;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the identity provider says of the caller, after the signature, the issuer, the audience and
 * the expiry of its token were checked.
 *
 * <p>The constructor is not public, on purpose: whatever verifies tokens belongs in this package,
 * and is the only place to review. Handlers receive a session, they cannot make one.
 */
public final class Session {
  private final String userId;
  private final @Nullable VerifiedTenant tenant;

  /**
   * For the verifier in this package.
   *
   * @param userId the token's subject
   * @param organizationId the active organization that the token names; null where it names none
   * @throws IllegalArgumentException where an id does not look like the provider's
   */
  Session(String userId, @Nullable String organizationId) {
    if (userId.isBlank()) {
      throw new IllegalArgumentException("A verified session must name its user");
    }
    this.userId = userId;
    this.tenant = organizationId == null ? null : new VerifiedTenant(organizationId, userId);
  }

  /** The identity provider's id of the user. */
  public String userId() {
    return userId;
  }

  /** The tenant that the user has chosen to work in; empty where none is active. */
  public Optional<VerifiedTenant> tenant() {
    return Optional.ofNullable(tenant);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Session that
        && userId.equals(that.userId)
        && Objects.equals(tenant, that.tenant);
  }

  @Override
  public int hashCode() {
    return Objects.hash(userId, tenant);
  }

  @Override
  public String toString() {
    return "Session[user=" + userId + ", tenant=" + tenant + "]";
  }
}
