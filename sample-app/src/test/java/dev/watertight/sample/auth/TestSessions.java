package dev.watertight.sample.auth;

/** Stands in for the verifier of tokens. */
public final class TestSessions {
  private TestSessions() {}

  /** What a session of this user in this organization would hold. */
  public static VerifiedTenant tenant(String organizationId, String userId) {
    return new Session(userId, organizationId).tenant().orElseThrow();
  }
}
