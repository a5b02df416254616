package dev.watertight.database.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watertight.core.finding.Attack;
import dev.watertight.core.finding.NotAnalysed;
import dev.watertight.core.report.Report;
import dev.watertight.database.Audited;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What sessions set shows in the proofs of what is attacked: a wide policy beside a right one. */
class SessionContextsTest {
  private static final String TABLE =
      """
      create table projects (
        organization_id text not null references organizations,
        id uuid not null,
        name text not null,
        primary key (organization_id, id)
      );
      alter table projects enable row level security;
      grant select on projects to app_user;
      """;

  private static Report projects(String policy) {
    return Audited.schema(TABLE + policy);
  }

  /** What a session of A sets, read from a proof on the table without row-level security. */
  private static String session(String policy) {
    Report report =
        projects(
            policy
                + """

                create table open_notes (
                  organization_id text not null references organizations,
                  id uuid not null,
                  primary key (organization_id, id)
                );
                grant select on open_notes to app_user;
                """);
    assertThat(report.notAnalysed()).isEmpty();
    return report.attacks().stream()
        .filter(a -> a.rule().equals("rls-off"))
        .map(Attack::proof)
        .map(p -> p.fields().get("setting"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aFunctionMayReadTheSetting() {
    assertThat(
            session(
                """
                create function tenant() returns text stable language sql as
                  $$ select nullif(current_setting('app.tenant', true), '') $$;
                create function current_tenant() returns text stable language plpgsql as
                  $$ begin return public.tenant(); end $$;
                create policy own on projects to app_user
                  using (organization_id = (select current_tenant()));
                """))
        .contains("app.tenant = 'org_a'");
  }

  @Test
  void claimsMayBeJson() {
    assertThat(
            session(
                """
                create policy own on projects to app_user using (organization_id = (select
                  nullif(current_setting('request.jwt.claims', true), '')::jsonb
                    -> 'app_metadata' ->> 'org_id'));
                """))
        .contains("request.jwt.claims = '{\"app_metadata\": {\"org_id\": \"org_a\"}}'");
  }

  @Test
  void aMembershipMayDecide() {
    assertThat(
            session(
                """
                create table memberships (
                  organization_id text not null references organizations,
                  user_id uuid not null,
                  primary key (organization_id, user_id)
                );
                create policy own on projects to app_user using (organization_id in (
                  select m.organization_id from memberships m
                  where m.user_id = nullif(current_setting('app.user_id', true), '')::uuid));
                grant select on memberships to app_user;
                alter table memberships enable row level security;
                create policy own on memberships to app_user
                  using (user_id = nullif(current_setting('app.user_id', true), '')::uuid);
                """))
        .contains("app.user_id = '0000");
  }

  @Test
  void aPolicyThatShowsATenantNothingMakesAttacksBlind() {
    assertThat(
            projects(
                    """
                    create policy own on projects to app_user
                      using (organization_id = md5(current_setting('app.current_org_id', true)));
                    """)
                .notAnalysed())
        .singleElement()
        .extracting(NotAnalysed::reason)
        .asString()
        .contains("public.projects", "policy own", "settings tried: app.current_org_id");
  }

  @Test
  void aDeniedTableIsNotBlind() {
    assertThat(
            projects("create policy own on projects for insert to app_user with check (true);")
                .notAnalysed())
        .isEmpty();
  }

  @Test
  void aRoleForEachTenantIsMadeAndLoggedInAs() {
    Report report =
        Audited.files(
            Map.of(
                "schema.sql",
                TABLE
                    + """
                    create policy own on projects to app_user using (organization_id = current_user);
                    create table open_notes (organization_id text not null references organizations);
                    grant select on open_notes to app_user;
                    """,
                "watertight.yml",
                """
                tenant:
                  table: organizations
                  column: organization_id
                  setting: app.current_org_id
                  role-per-tenant: true
                database:
                  app-role: app_user
                """));
    assertThat(report.notAnalysed()).isEmpty();
    assertThat(
            report.attacks().stream()
                .filter(a -> a.rule().equals("rls-off"))
                .map(a -> a.proof().fields().get("sql"))
                .toList())
        .allMatch(sql -> sql.contains("set local session authorization org_a"));
  }
}
