package dev.watertight.sample.data.tenant;

import dev.watertight.sample.auth.TestSessions;
import dev.watertight.sample.auth.VerifiedTenant;
import dev.watertight.sample.data.RequestDatabase;
import dev.watertight.sample.data.provisioning.OrganizationRegistry;
import dev.watertight.sample.postgres.ScratchDatabase;
import dev.watertight.sample.postgres.ScratchServer;
import dev.watertight.sample.postgres.Twins;
import java.util.function.Function;

/** A database with our tenant, which has nothing yet, and another that has much. */
final class Workspace implements AutoCloseable {
  static final VerifiedTenant ACME = TestSessions.tenant(Twins.ACME, "user_ada");
  static final VerifiedTenant GLOBEX = TestSessions.tenant(Twins.GLOBEX, "user_ada");

  private final ScratchDatabase database = ScratchServer.shared().database();
  private final RequestDatabase requests = RequestDatabase.connect(database.app(), 2);

  ScratchDatabase database() {
    return database;
  }

  void begin() {
    new OrganizationRegistry(database.owner()).register(Twins.ACME, "Acme");
    Twins.seedGlobex(database);
  }

  void end() {
    Twins.clear(database);
  }

  /** One request of our tenant. */
  <T> T acme(Function<TenantDb, T> work) {
    return requests.tenants().open(ACME, work);
  }

  /** One request of the other tenant. */
  <T> T globex(Function<TenantDb, T> work) {
    return requests.tenants().open(GLOBEX, work);
  }

  @Override
  public void close() {
    requests.close();
    database.close();
  }
}
