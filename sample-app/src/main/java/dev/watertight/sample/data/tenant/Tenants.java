package dev.watertight.sample.data.tenant;

import dev.watertight.sample.auth.VerifiedTenant;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jooq.Configuration;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Opens the data of one tenant, once per request:
 *
 * <pre>{@code
 * VerifiedTenant tenant = session.tenant().orElseThrow(...);
 * Optional<Project> project = tenants.open(tenant, db -> db.projects().findById(id));
 * }</pre>
 *
 * <p>A scope is one transaction, on one connection, in one thread. It commits when the work returns
 * and rolls back when it throws. Thread-safe.
 */
public final class Tenants {
  /** Over all instances: two pools in one thread are no way around the rule either. */
  private static final ThreadLocal<Scope> CURRENT = new ThreadLocal<>();

  private final Configuration jooq;

  /**
   * Works with a jOOQ configuration whose connections log in as the application's role and whose
   * transaction provider opens a transaction of its own (jOOQ's default does).
   */
  public Tenants(Configuration jooq) {
    this.jooq = jooq.deriveAppending(new StatementFailures());
  }

  /**
   * Runs {@code work} in a transaction that sees and changes the data of {@code tenant} only.
   *
   * @return what the work returned
   * @throws NestedScopeException where this thread has a scope open already
   * @throws ConstraintViolationException where a constraint refused a change and the work let the
   *     exception through; the transaction is rolled back
   * @throws org.jooq.exception.DataAccessException where the database fails otherwise
   * @throws IllegalStateException where the connection carries a tenant already; and where a
   *     statement failed and the work went on as if it had not: PostgreSQL has rolled back all of
   *     it, which must not pass for a commit
   */
  public <T> T open(VerifiedTenant tenant, Function<? super TenantDb, ? extends T> work) {
    Objects.requireNonNull(work, "work");
    refuseNesting(tenant);
    return DSL.using(jooq)
        .transactionResult(
            transaction -> {
              DSLContext dsl = transaction.dsl();
              refuseACarriedTenant(dsl);
              // true: for this transaction only. The next user of the connection finds it empty.
              dsl.fetch(
                  "select set_config('app.current_org_id', ?, true)", tenant.organizationId());
              Scope scope = new Scope(tenant, dsl);
              CURRENT.set(scope);
              try {
                T result = work.apply(new TenantDb(scope));
                scope.refuseAfterAFailure();
                return result;
              } finally {
                CURRENT.remove();
                scope.end();
              }
            });
  }

  /** As {@link #open}, for work that returns nothing. */
  public void run(VerifiedTenant tenant, Consumer<? super TenantDb> work) {
    Objects.requireNonNull(work, "work");
    open(
        tenant,
        db -> {
          work.accept(db);
          return true;
        });
  }

  /** The thread knows of no scope, but the connection may: only the database can tell. */
  private static void refuseACarriedTenant(DSLContext dsl) {
    String carried =
        dsl.fetchSingle("select coalesce(current_setting('app.current_org_id', true), '')")
            .get(0, String.class);
    if (!carried.isEmpty()) {
      throw new IllegalStateException(
          "The connection carries a tenant already, so no scope is opened on it. Either a"
              + " transaction around Tenants.open has set app.current_org_id, or something has set"
              + " it for the whole session (set_config(…, false), SET without LOCAL).");
    }
  }

  /** What {@link StatementFailures} reports, in the thread of the scope. */
  static void statementFailed(RuntimeException failure) {
    @Nullable Scope scope = CURRENT.get();
    if (scope != null) {
      scope.fail(failure);
    }
  }

  private static void refuseNesting(VerifiedTenant tenant) {
    @Nullable Scope outer = CURRENT.get();
    if (outer != null) {
      throw new NestedScopeException(outer.isOf(tenant));
    }
  }
}
