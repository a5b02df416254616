package dev.watertight.sample.data.provisioning;

import static dev.watertight.sample.data.schema.Tables.ORGANIZATIONS;

import dev.watertight.sample.data.DatabaseLogin;
import java.util.Objects;
import java.util.function.Function;
import org.jooq.CloseableDSLContext;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/**
 * Keeps the tenants in step with the identity provider: what its signed events say was created,
 * renamed or removed. Works as the owner, so it belongs in a job of its own and not in the process
 * that serves requests: there the application's role may read its own organization and no more.
 */
public final class OrganizationRegistry {
  private final DatabaseLogin owner;

  /** Works with the owner's login. */
  public OrganizationRegistry(DatabaseLogin owner) {
    this.owner = Objects.requireNonNull(owner, "owner");
  }

  /**
   * Creates the organization, or renames it where it exists: the provider may deliver an event
   * twice. A new organization has the plan {@code free}.
   *
   * @param id the identity provider's own id, {@code org_…}
   */
  public void register(String id, String name) {
    asOwner(
        dsl ->
            dsl.insertInto(ORGANIZATIONS)
                .set(ORGANIZATIONS.ID, id)
                .set(ORGANIZATIONS.NAME, name)
                .onConflict(ORGANIZATIONS.ID)
                .doUpdate()
                .set(ORGANIZATIONS.NAME, name)
                .where(ORGANIZATIONS.ID.eq(id))
                .execute());
  }

  /**
   * Removes the organization and, by cascade, everything it has.
   *
   * @return whether there was one
   */
  public boolean remove(String id) {
    return asOwner(dsl -> dsl.deleteFrom(ORGANIZATIONS).where(ORGANIZATIONS.ID.eq(id)).execute())
        > 0;
  }

  private int asOwner(Function<DSLContext, Integer> work) {
    try (CloseableDSLContext dsl = DSL.using(owner.url(), owner.user(), owner.password())) {
      return work.apply(dsl);
    }
  }
}
