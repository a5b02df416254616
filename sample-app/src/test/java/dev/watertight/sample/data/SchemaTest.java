package dev.watertight.sample.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watertight.sample.postgres.ScratchDatabase;
import dev.watertight.sample.postgres.ScratchServer;
import dev.watertight.sample.postgres.Twins;
import java.time.YearMonth;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What every table of the schema must be like, asked of the catalog: a table that a later migration
 * adds is held to it too.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SchemaTest {
  private static final String POLICY_ON =
      "(%s = ( SELECT NULLIF(current_setting('app.current_org_id'::text, true), ''::text)"
          + " AS \"nullif\"))";

  private ScratchDatabase database;

  @BeforeAll
  void open() {
    database = ScratchServer.shared().database();
    new SchemaMigrations(database.owner()).prepareActivityMonths(YearMonth.of(2026, 1), 2);
  }

  @AfterAll
  void close() {
    database.close();
  }

  @Test
  void theApplicationsRoleHasNoPower() {
    assertThat(
            rows(
                """
                select rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication
                  from pg_roles where rolname = 'app_user'
                """))
        .containsExactly("false");
    assertThat(rows("select 1 from pg_auth_members where member = 'app_user'::regrole")).isEmpty();
  }

  @Test
  void theApplicationsRoleOwnsNothing() {
    assertThat(
            rows(
                """
                select classid::regclass || ' ' || objid from pg_shdepend
                 where refclassid = 'pg_authid'::regclass and refobjid = 'app_user'::regrole
                   and deptype = 'o'
                """))
        .isEmpty();
    assertThat(
            rows(
                """
                select distinct relowner::regrole from pg_class
                 where relnamespace = 'public'::regnamespace
                """))
        .containsExactly("app_owner");
  }

  @Test
  void everyTableButTheSharedOnesIsUnderRowLevelSecurity() {
    assertThat(
            rows(
                """
                select relname from pg_class
                 where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
                   and not relrowsecurity order by 1
                """))
        .containsExactly("flyway_schema_history", "plans");
  }

  @Test
  void everyPolicyIsTheSameOneForAllCommandsOfTheApplicationsRole() {
    List<String> organizations =
        rows(
            """
            select concat_ws(' | ', policyname, permissive, cmd, roles::text, qual, with_check)
              from pg_policies where tablename = 'organizations'
            """);
    assertThat(organizations).containsExactly(policyOn("id"));
    assertThat(
            rows(
                """
                select distinct
                       concat_ws(' | ', policyname, permissive, cmd, roles::text, qual, with_check)
                  from pg_policies where tablename <> 'organizations'
                """))
        .containsExactly(policyOn("organization_id"));
    assertThat(rows("select tablename from pg_policies order by 1"))
        .containsExactly(
            "activity",
            "activity_2026_01",
            "activity_2026_02",
            "activity_default",
            "organizations",
            "projects",
            "tasks",
            "team_members");
  }

  @Test
  void theTenantColumnIsNeverNullAndNamesATenant() {
    assertThat(
            rows(
                """
                select a.attrelid::regclass from pg_attribute a
                  join pg_class c on c.oid = a.attrelid
                 where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
                   and a.attname = 'organization_id' and not a.attnotnull
                """))
        .isEmpty();
    for (String table : Twins.SCOPED_TABLES) {
      assertThat(
              rows(
                  """
                  select pg_get_constraintdef(oid) from pg_constraint
                   where contype = 'f' and confrelid = 'organizations'::regclass
                     and conrelid = '%s'::regclass
                  """
                      .formatted(table)))
          .containsExactly(
              "FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE");
    }
  }

  @Test
  void everyIndexOfATenantsTableLeadsWithTheTenant() {
    assertThat(
            rows(
                """
                select i.indexrelid::regclass from pg_index i
                  join pg_attribute t
                    on t.attrelid = i.indrelid and t.attname = 'organization_id'
                 where i.indkey[0] <> t.attnum
                """))
        .isEmpty();
  }

  @Test
  void everyForeignKeyBetweenTenantsTablesContainsTheTenant() {
    assertThat(
            rows(
                """
                select conname || ': ' || pg_get_constraintdef(oid) from pg_constraint
                 where contype = 'f' and conrelid = 'tasks'::regclass
                   and confrelid <> 'organizations'::regclass order by 1
                """))
        .containsExactly(
            "tasks_assignee_fkey: FOREIGN KEY (organization_id, assignee_id)"
                + " REFERENCES team_members(organization_id, id) ON DELETE SET NULL (assignee_id)",
            "tasks_project_fkey: FOREIGN KEY (organization_id, project_id)"
                + " REFERENCES projects(organization_id, id) ON DELETE CASCADE");
    assertThat(
            rows(
                """
                select conname from pg_constraint f
                 where contype = 'f' and connamespace = 'public'::regnamespace
                   and confrelid not in ('organizations'::regclass, 'plans'::regclass)
                   and conrelid <> 'tasks'::regclass
                """))
        .isEmpty();
  }

  @Test
  void theApplicationsRoleIsGrantedWhatItNeeds() {
    assertThat(
            rows(
                """
                select table_name || ' ' || string_agg(privilege_type, ', ' order by privilege_type)
                  from information_schema.role_table_grants
                 where grantee = 'app_user' group by table_name order by 1
                """))
        .containsExactly(
            "activity SELECT",
            "organizations SELECT",
            "plans SELECT",
            "projects DELETE, SELECT",
            "tasks DELETE, SELECT",
            "team_members DELETE, SELECT");
    assertThat(
            rows(
                """
                select a.attrelid::regclass || ' ' || p.privilege_type || ': '
                       || string_agg(a.attname, ', ' order by a.attnum)
                  from pg_attribute a, aclexplode(a.attacl) p
                 where p.grantee = 'app_user'::regrole
                 group by a.attrelid, p.privilege_type order by 1
                """))
        .containsExactly(
            "activity INSERT: organization_id, actor_user_id, action, project_id, detail",
            "projects INSERT: organization_id, name, status",
            "projects UPDATE: name, status, updated_at",
            "tasks INSERT: organization_id, project_id, title, description, status, assignee_id",
            "tasks UPDATE: project_id, title, description, status, assignee_id, updated_at",
            "team_members INSERT: organization_id, user_id, display_name, role",
            "team_members UPDATE: display_name, role");
  }

  @Test
  void nothingIsGrantedToEverybody() {
    assertThat(
            rows(
                """
                select c.relname from pg_class c, aclexplode(c.relacl) p
                 where c.relnamespace = 'public'::regnamespace and p.grantee = 0
                union all
                select p.proname from pg_proc p,
                       aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
                 where p.pronamespace = 'public'::regnamespace and a.grantee = 0
                union all
                select n.nspname from pg_namespace n, aclexplode(n.nspacl) p
                 where n.nspname = 'public' and p.grantee = 0
                """))
        .isEmpty();
  }

  @Test
  void whatTheOwnerMakesLaterIsOpenToNobody() {
    assertThat(
            rows(
                """
                select defaclobjtype::text || ' ' || defaclacl::text from pg_default_acl order by 1
                """))
        .containsExactly("f {app_owner=X/app_owner}");

    database.asOwner().execute("create table later (id int)");
    database.asOwner().execute("create function later() returns int language sql as 'select 1'");
    assertThat(
            rows(
                """
                select has_table_privilege('app_user', 'later', 'select')
                    or has_function_privilege('app_user', 'later()', 'execute')
                """))
        .containsExactly("false");
    database.asOwner().execute("drop table later; drop function later()");
  }

  @Test
  void thereIsNothingThatRunsAsItsOwnerOrPublishesCounts() {
    assertThat(
            rows(
                """
                select 'definer ' || proname from pg_proc
                 where pronamespace = 'public'::regnamespace and (prosecdef or proleakproof)
                union all
                select 'kind ' || relkind::text || ' ' || relname from pg_class
                 where relnamespace = 'public'::regnamespace
                   and relkind not in ('r', 'p', 'i', 'I')
                union all
                select 'rule ' || rulename from pg_rules where schemaname = 'public'
                union all
                select 'trigger ' || tgname from pg_trigger where not tgisinternal
                union all
                select 'setting of a role or database' from pg_db_role_setting
                """))
        .isEmpty();
  }

  private static String policyOn(String column) {
    String predicate = POLICY_ON.formatted(column);
    return "tenant_isolation | PERMISSIVE | ALL | {app_user} | " + predicate + " | " + predicate;
  }

  private List<String> rows(String sql) {
    return database.asOwner().fetch(sql).getValues(0, String.class);
  }
}
