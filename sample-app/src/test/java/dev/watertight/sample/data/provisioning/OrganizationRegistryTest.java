package dev.watertight.sample.data.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watertight.sample.auth.TestSessions;
import dev.watertight.sample.auth.VerifiedTenant;
import dev.watertight.sample.data.RequestDatabase;
import dev.watertight.sample.data.tenant.NewProject;
import dev.watertight.sample.data.tenant.Organization;
import dev.watertight.sample.data.tenant.TenantDb;
import dev.watertight.sample.postgres.ScratchDatabase;
import dev.watertight.sample.postgres.ScratchServer;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OrganizationRegistryTest {
  private ScratchDatabase database;
  private RequestDatabase requests;
  private OrganizationRegistry registry;

  @BeforeEach
  void open() {
    database = ScratchServer.shared().database();
    requests = RequestDatabase.connect(database.app(), 1);
    registry = new OrganizationRegistry(database.owner());
  }

  @AfterEach
  void close() {
    requests.close();
    database.close();
  }

  @Test
  void aRegisteredOrganizationIsATenantOnTheFreePlan() {
    registry.register("org_acme", "Acme");

    Organization acme = organization("org_acme");
    assertThat(acme.id()).isEqualTo("org_acme");
    assertThat(acme.name()).isEqualTo("Acme");
    assertThat(acme.plan()).isEqualTo("free");
  }

  @Test
  void registeringTwiceRenamesThatOneAndKeepsWhatItHas() {
    registry.register("org_acme", "Acme");
    registry.register("org_globex", "Globex");
    requests
        .tenants()
        .run(tenant("org_acme"), db -> db.projects().create(NewProject.named("Apollo")));

    registry.register("org_acme", "Acme Inc.");

    assertThat(organization("org_acme").name()).isEqualTo("Acme Inc.");
    assertThat(organization("org_globex").name()).isEqualTo("Globex");
    assertThat(database.asOwner().fetchCount(DSL.table("projects"))).isEqualTo(1);
  }

  @Test
  void aRemovedOrganizationIsGoneWithAllItHas() {
    registry.register("org_acme", "Acme");
    registry.register("org_globex", "Globex");
    requests
        .tenants()
        .run(tenant("org_acme"), db -> db.projects().create(NewProject.named("Apollo")));
    requests
        .tenants()
        .run(tenant("org_globex"), db -> db.projects().create(NewProject.named("Apollo")));

    assertThat(registry.remove("org_acme")).isTrue();

    assertThat(
            database
                .asOwner()
                .fetch("select organization_id from projects")
                .getValues(0, String.class))
        .containsExactly("org_globex");
    assertThat(registry.remove("org_acme")).isFalse();
  }

  @Test
  void theApplicationsRoleCannotDoAnyOfThis() {
    OrganizationRegistry asApplication = new OrganizationRegistry(database.app());

    assertThatThrownBy(() -> asApplication.register("org_mine", "Mine"))
        .hasMessageContaining("permission denied for table organizations");
    assertThatThrownBy(() -> asApplication.remove("org_acme"))
        .hasMessageContaining("permission denied for table organizations");
  }

  private Organization organization(String id) {
    return requests.tenants().open(tenant(id), TenantDb::organization);
  }

  private static VerifiedTenant tenant(String id) {
    return TestSessions.tenant(id, "user_ada");
  }
}
