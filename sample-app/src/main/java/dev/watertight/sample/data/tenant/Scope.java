package dev.watertight.sample.data.tenant;

import dev.watertight.sample.auth.VerifiedTenant;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** One tenant's open transaction. Answers in its own thread and until it ends, then never again. */
final class Scope {
  private final VerifiedTenant tenant;
  private final DSLContext dsl;
  private final Thread thread = Thread.currentThread();
  private volatile boolean open = true;
  private @Nullable RuntimeException failure;

  Scope(VerifiedTenant tenant, DSLContext dsl) {
    this.tenant = tenant;
    this.dsl = dsl;
  }

  /** Where statements run. Never handed out of this package. */
  DSLContext dsl() {
    if (Thread.currentThread() != thread) {
      throw new IllegalStateException(
          "A tenant's scope is used from another thread than the one that opened it:"
              + " do the work inside Tenants.open, or open a scope in that thread.");
    }
    if (!open) {
      throw new IllegalStateException(
          "A tenant's scope is used after its transaction has ended:"
              + " do the work inside Tenants.open, and let only its result out.");
    }
    refuseAfterAFailure();
    return dsl;
  }

  /** After a failed statement PostgreSQL takes no other, and turns a commit into a rollback. */
  void refuseAfterAFailure() {
    if (failure != null) {
      throw new IllegalStateException(
          "A statement failed earlier in this scope, so nothing of it can be committed:"
              + " let its exception end the work given to Tenants.open.",
          failure);
    }
  }

  void fail(RuntimeException statementFailure) {
    if (failure == null) {
      failure = statementFailure;
    }
  }

  String organizationId() {
    return tenant.organizationId();
  }

  String userId() {
    return tenant.userId();
  }

  boolean isOf(VerifiedTenant other) {
    return tenant.organizationId().equals(other.organizationId());
  }

  void end() {
    open = false;
  }
}
