package dev.watertight.database.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A world in which an application is tempted: see {@link WorldRequest#uneven()}. */
class TemptingWorldTest {
  private static final String SCOPED = "organization_id text not null references organizations";

  @Test
  void countsTellTenantsApart() {
    try (Seeded seeded = seeded("create table notes (" + SCOPED + ", body text);")) {
      assertThat(seeded.attackers("notes", "body")).hasSize(3);
      assertThat(seeded.victims("notes", "body")).hasSize(2);
    }
  }

  @Test
  void theFirstKeyIsTheOtherTenantsTooAndNoOtherIs() {
    try (Seeded seeded =
        seeded(
            "create table projects ("
                + SCOPED
                + ", id uuid, slug text, primary key (organization_id, id),"
                + " unique (organization_id, slug));")) {
      for (String column : List.of("id", "slug")) {
        List<String> own = seeded.attackers("projects", column);
        List<String> others = seeded.victims("projects", column);
        assertThat(own.get(0)).isEqualTo(others.get(0));
        assertThat(own.subList(1, own.size())).doesNotContainAnyElementsOf(others);
      }
      assertThat(seeded.attackers("projects", "slug").get(1))
          .matches(text -> Canary.isIn(text, seeded.world.attacker()));
    }
  }

  @Test
  void theSecondTenantsIdBeginsWithTheFirstsAndTheThirdsDiffersInCaseOnly() {
    try (Seeded seeded = seeded("create table notes (" + SCOPED + ", body text);")) {
      List<String> ids = ids(seeded);
      assertThat(ids.get(1)).startsWith(ids.get(0));
      assertThat(ids.get(2)).isEqualToIgnoringCase(ids.get(0)).isNotEqualTo(ids.get(0));
    }
  }

  @Test
  void theFourthTenantsIdMatchesTheFirstsAsAPattern() {
    try (Seeded seeded =
        Seeded.schema(
            "create table organizations (id text primary key check (id like 'org\\_%'));",
            WorldRequest.defaults().uneven(4, 3), List.of("organization_id"))) {
      List<String> ids = ids(seeded);
      assertThat(ids.get(3)).matches(ids.get(0).replace("_", "."));
      assertThat(ids).allMatch(id -> id.startsWith("org_")).doesNotHaveDuplicates();
    }
  }

  @Test
  void whereIdsAreOfOneCaseAllBeginWithTheFirst() {
    try (Seeded seeded =
        Seeded.schema(
            "create table organizations (id text primary key check (id = lower(id)));",
            WorldRequest.defaults().uneven(3, 3),
            List.of("organization_id"))) {
      List<String> ids = ids(seeded);
      assertThat(ids).allMatch(id -> id.startsWith(ids.get(0))).doesNotHaveDuplicates();
    }
  }

  private static List<String> ids(Seeded seeded) {
    return seeded.world.tenants().stream().map(Tenant::id).toList();
  }

  @Test
  void anIdOfOneLengthIsNoOthersBeginning() {
    try (Seeded seeded =
        Seeded.schema(
            "create table organizations (id text primary key check (length(id) = 8));",
            WorldRequest.defaults().uneven(3, 3),
            List.of("organization_id"))) {
      assertThat(seeded.world.unseeded()).isEmpty();
      assertThat(seeded.world.victim().id()).hasSize(8).isNotEqualTo(seeded.world.attacker().id());
    }
  }

  @Test
  void textsDifferInLength() {
    try (Seeded seeded = seeded("create table notes (" + SCOPED + ", body text);")) {
      assertThat(seeded.attackers("notes", "body").get(0).length())
          .isNotEqualTo(seeded.victims("notes", "body").get(0).length());
    }
  }

  @Test
  void aColumnThatIsNamedAfterATableRefersToItsRows() {
    try (Seeded seeded =
        seeded(
            "create table projects ("
                + SCOPED
                + ", id uuid, primary key (organization_id, id));"
                + "create table events ("
                + SCOPED
                + ", project_id uuid, other_id uuid, project text);")) {
      assertThat(seeded.attackers("projects", "id"))
          .containsAll(seeded.attackers("events", "project_id"));
      assertThat(seeded.victims("projects", "id"))
          .containsAll(seeded.victims("events", "project_id"));
      assertThat(seeded.attackers("projects", "id"))
          .doesNotContainAnyElementsOf(seeded.attackers("events", "other_id"));
    }
  }

  @Test
  void whereTenantsAreEvenNothingOfThisIsSo() {
    try (Seeded seeded =
        Seeded.schema(
            "create table projects ("
                + SCOPED
                + ", id uuid, primary key (organization_id, id));"
                + "create table events ("
                + SCOPED
                + ", project_id uuid);")) {
      assertThat(seeded.attackers("projects", "id"))
          .hasSameSizeAs(seeded.victims("projects", "id"))
          .doesNotContainAnyElementsOf(seeded.victims("projects", "id"))
          .doesNotContainAnyElementsOf(seeded.attackers("events", "project_id"));
    }
  }

  private static Seeded seeded(String sql) {
    return Seeded.schema(
        Seeded.ORGANIZATIONS + sql,
        WorldRequest.defaults().uneven(3, 3),
        List.of("organization_id"));
  }
}
