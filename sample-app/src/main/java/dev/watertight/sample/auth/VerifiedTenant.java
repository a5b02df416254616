package dev.watertight.sample.auth;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A tenant, and the user who acts in it, as a verified {@link Session} names them: {@link
 * Session#tenant()} is the only way to one.
 *
 * <p>The data layer opens a scope for this type and for nothing else. A string from a request is
 * not one and cannot become one: that is checked by the compiler, not in a review.
 */
public final class VerifiedTenant {
  private static final Pattern PROVIDER_ID = Pattern.compile("org_[A-Za-z0-9_]{1,128}");

  private final String organizationId;
  private final String userId;

  /** For {@link Session} alone. */
  VerifiedTenant(String organizationId, String userId) {
    if (!PROVIDER_ID.matcher(organizationId).matches()) {
      throw new IllegalArgumentException(
          "The session's organization id is not of the form org_…: check the token's claims");
    }
    this.organizationId = organizationId;
    this.userId = userId;
  }

  /** The identity provider's id of the organization, which is the tenant's key in the database. */
  public String organizationId() {
    return organizationId;
  }

  /** The identity provider's id of the user who acts. */
  public String userId() {
    return userId;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof VerifiedTenant that
        && organizationId.equals(that.organizationId)
        && userId.equals(that.userId);
  }

  @Override
  public int hashCode() {
    return 31 * organizationId.hashCode() + userId.hashCode();
  }

  @Override
  public String toString() {
    return organizationId + " (as " + userId + ")";
  }
}
