package dev.watertight.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watertight.core.report.Report;
import dev.watertight.core.tenant.TableProtection;
import dev.watertight.core.tenant.TableProtection.Guard;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProtectionsTest {
  private static final String TASKS =
      """
      create table tasks (
        organization_id text not null references organizations, id uuid, title text,
        primary key (organization_id, id));
      alter table tasks enable row level security;
      create policy own on tasks to app_user
        using (organization_id = (select nullif(current_setting('app.current_org_id', true), '')));
      grant select, insert, delete on tasks to app_user;
      grant update (title) on tasks to app_user;
      """;

  @Test
  void everyGuardOfAHardenedTableHolds() {
    assertThat(guards(TASKS, "public.tasks"))
        .containsExactlyEntriesOf(
            ordered(
                "tenant column", "holds: organization_id text",
                "not null", "holds: yes",
                "foreign key to the tenant", "holds: to public.organizations (id)",
                "row-level security", "holds: on, not forced; the owner is watertight_owner",
                "SELECT", "holds: by own",
                "INSERT", "holds: by own",
                "UPDATE", "holds: by own",
                "DELETE", "holds: by own",
                "partitions", "not applicable: none",
                "unique keys", "holds: 1, of one tenant",
                "foreign keys", "not applicable: none to tenant tables",
                "index on the tenant", "holds: tasks_pkey",
                "grants", "holds: SELECT, INSERT, UPDATE (title), DELETE"));
  }

  @Test
  void everyTableHasTheSameGuards() {
    List<TableProtection> rows = Audited.schema(TASKS).protections();
    assertThat(rows)
        .extracting(TableProtection::table)
        .containsExactly("public.organizations", "public.tasks");
    assertThat(rows)
        .extracting(r -> r.guards().stream().map(Guard::name).toList())
        .containsOnly(rows.get(0).guards().stream().map(Guard::name).toList());
  }

  @Test
  void theTenantTableTellsByItsKey() {
    assertThat(guards(TASKS, "public.organizations"))
        .contains(
            Map.entry("tenant column", "holds: id text"),
            Map.entry("foreign key to the tenant", "not applicable: its rows are the tenants"),
            Map.entry("SELECT", "holds: by own"),
            Map.entry("INSERT", "holds: not granted"),
            Map.entry("index on the tenant", "holds: organizations_pkey"));
  }

  @Test
  void withoutRowLevelSecurityNoCommandIsHeld() {
    assertThat(guards(TASKS + "alter table tasks disable row level security;", "public.tasks"))
        .contains(
            Map.entry("row-level security", "missing: off"),
            Map.entry("SELECT", "missing: granted, and no policy has effect"));
  }

  @Test
  void anOwnerIsHeldByForceOnly() {
    String owned = TASKS + "alter table tasks owner to app_user;";
    assertThat(guards(owned, "public.tasks"))
        .contains(
            Map.entry(
                "row-level security",
                "missing: on, not forced, without effect: app_user owns the table"));
    assertThat(guards(owned + "alter table tasks force row level security;", "public.tasks"))
        .contains(
            Map.entry(
                "row-level security",
                "weak: on, forced; app_user owns the table, and can turn it off"));
  }

  @Test
  void aRoleThatBypassesIsNotHeld() {
    assertThat(guards(TASKS + "alter role app_user bypassrls;", "public.tasks"))
        .contains(
            Map.entry("row-level security", "missing: on, not forced; app_user bypasses it"),
            Map.entry("DELETE", "missing: granted, and no policy has effect"));
  }

  @Test
  void policiesAreNamedForEachCommand() {
    assertThat(
            guards(
                TASKS
                    + """
                    alter policy own on tasks to app_user using (false);
                    create policy all_of_them on tasks for select using (title is not null);
                    create policy floor on tasks as restrictive for delete using (
                      organization_id = (select current_setting('app.current_org_id', true)));
                    """,
                "public.tasks"))
        .contains(
            Map.entry("DELETE", "holds: by own, and only by floor"),
            Map.entry("INSERT", "weak: by own, which does not look at organization_id"))
        .hasEntrySatisfying(
            "SELECT",
            s ->
                assertThat(s)
                    .startsWith(
                        "weak: by all_of_them or own, which does not look at organization_id"));
  }

  @Test
  void aGrantedCommandWithoutAPolicyIsDenied() {
    assertThat(
            guards(
                """
                create table notes (organization_id text not null references organizations, id uuid,
                  primary key (organization_id, id));
                alter table notes enable row level security;
                grant select on notes to app_user;
                """,
                "public.notes"))
        .contains(Map.entry("SELECT", "holds: granted, and denied: no policy allows it"));
  }

  @Test
  void keysThatAllTenantsShareAreWeak() {
    assertThat(
            guards(
                TASKS
                    + """
                    alter table tasks add column slug text unique;
                    alter table tasks add column token uuid unique;
                    alter table tasks alter column title set not null;
                    """,
                "public.tasks"))
        .hasEntrySatisfying(
            "unique keys",
            k -> assertThat(k).startsWith("weak: over all tenants: tasks_slug_key (slug)"));
  }

  @Test
  void foreignKeysHoldTheTenantOrMayLeaveIt() {
    String steps =
        TASKS
            + """
            create unique index on tasks (id);
            create table steps (organization_id text not null references organizations, id uuid,
              task uuid, other uuid, primary key (organization_id, id),
              constraint held foreign key (organization_id, task) references tasks,
              constraint loose foreign key (other) references tasks (id));
            """;
    assertThat(guards(steps, "public.steps"))
        .hasEntrySatisfying(
            "foreign keys",
            k ->
                assertThat(k).startsWith("weak: may leave the tenant: loose to public.tasks (id)"));
    assertThat(guards(steps + "alter table steps drop constraint loose;", "public.steps"))
        .contains(Map.entry("foreign keys", "holds: 1, with the tenant"));
  }

  @Test
  void aNullableTenantColumnIsWeakAndLetsForeignKeysSkip() {
    Map<String, String> guards =
        guards(
            TASKS
                + """
                create table steps (organization_id text references organizations, id uuid primary key,
                  task uuid, constraint held foreign key (organization_id, task) references tasks);
                """,
            "public.steps");
    assertThat(guards)
        .containsEntry("not null", "weak: organization_id may be null")
        .containsEntry(
            "index on the tenant", "weak: none leads with organization_id: slow, no leak")
        .hasEntrySatisfying(
            "foreign keys", k -> assertThat(k).startsWith("weak: may leave the tenant: held"));
  }

  @Test
  void partitionsThatCanBeReachedAreMissingTheirPolicies() {
    String partitioned =
        """
        create table events (organization_id text not null references organizations, id uuid,
          at date not null, primary key (organization_id, id, at)) partition by range (at);
        create table events_2024 partition of events for values from ('2024-01-01') to ('2025-01-01');
        alter table events enable row level security;
        create policy own on events to app_user
          using (organization_id = (select nullif(current_setting('app.current_org_id', true), '')));
        grant select on events to app_user;
        """;
    assertThat(guards(partitioned, "public.events"))
        .containsEntry("partitions", "holds: 1, none reachable past the policies");
    assertThat(guards(partitioned + "grant select on events_2024 to app_user;", "public.events"))
        .containsEntry("partitions", "missing: 1 of 1 reachable past the policies: events_2024");
  }

  @Test
  void rightsBeyondRowsAndRightsOfEveryoneAreWeak() {
    assertThat(guards(TASKS + "grant truncate on tasks to app_user;", "public.tasks"))
        .containsEntry("grants", "weak: SELECT, INSERT, UPDATE (title), DELETE, TRUNCATE");
    assertThat(guards(TASKS + "grant select on tasks to public;", "public.tasks"))
        .containsEntry(
            "grants", "weak: SELECT, INSERT, UPDATE (title), DELETE; every role has SELECT");
  }

  private static Map<String, String> guards(String sql, String table) {
    Report report = Audited.schema(sql);
    Map<String, String> guards = new LinkedHashMap<>();
    for (TableProtection row : report.protections()) {
      if (row.table().equals(table)) {
        row.guards().forEach(g -> guards.put(g.name(), g.state().label() + ": " + g.detail()));
      }
    }
    assertThat(guards).as("%s in %s", table, report.protections()).isNotEmpty();
    return guards;
  }

  private static Map<String, String> ordered(String... pairs) {
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put(pairs[i], pairs[i + 1]);
    }
    return map;
  }
}
