package dev.watertight.analyzer.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watertight.core.tenant.detection.TableFact;
import dev.watertight.core.tenant.detection.ViewFact;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MigrationReaderTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "create table projects (id int, name text) | projects(id int, name text)",
        "CREATE TABLE IF NOT EXISTS app.Projects (Id int NOT NULL) | app.Projects(Id int!)",
        "create table \"Projects\" (\"Id\" int) | Projects(Id int)",
        "create unlogged table t (id int primary key) | t(id int!)",
        "create temp table t (id int) | ^^",
        "create temporary table if not exists t (id int) | ^^",
        "create table t (id bigint generated always as identity, n numeric(19, 2) default 0) "
            + "| t(id bigint, n numeric(19,2))",
        "create table t (a timestamp with time zone not null default now(), b text[]) "
            + "| t(a timestamp with time zone!, b text[])",
        "create table t (a int check (a in (1, 2)), b int) | t(a int, b int)",
        "create table t (a int, constraint x check (a > 0), b int) | t(a int, b int)",
        "create table t (a int, primary key (a), unique (a), check (a > 1), foreign key (a)"
            + " references x (y)) | t(a int)",
        "create table t (a int, exclude using gist (a with =)) | t(a int)",
        "create table `t` (`id` bigint NOT NULL AUTO_INCREMENT, PRIMARY KEY (`id`), KEY `i` (`a`),"
            + " UNIQUE KEY `u` (`b`)) ENGINE=InnoDB DEFAULT CHARSET=utf8 | t(id bigint!)",
        "create table t (key varchar(10), index varchar(20) not null) "
            + "| t(key varchar(10), index varchar(20)!)",
        "create table [dbo].[t] ([id] [int] IDENTITY(1,1) NOT NULL, [name] nvarchar(max) NULL) "
            + "| dbo.t(id int!, name nvarchar(max))",
        "CREATE TABLE ACT_RU_TASK (ID_ NVARCHAR2(64), REV_ NUMBER(19,0), TENANT_ID_ varchar2(64)"
            + " default '', primary key (ID_)) "
            + "| ACT_RU_TASK(ID_ NVARCHAR2(64), REV_ NUMBER(19,0), TENANT_ID_ varchar2(64))",
        "create cached table t (id int) | t(id int)",
        "create table ${schema}.projects (id int) | projects(id int)",
        "create table ${prefix}projects (id int) | projects(id int)",
        "create table a (id int); create table b (like a including all, x int) "
            + "| a(id int); b(x int, id int)",
        "create table a (id int); create table b like a | a(id int); b(id int)",
        "create table a (id int, x int); create table b as select id, x as y from a "
            + "| a(id int, x int); b(id, y)",
        "create table a (id int); create table b as select * from a | a(id int); b(id int)",
        "create table a (id int) partition by range (id); create table a_1 partition of a for"
            + " values from (1) to (2) | a(id int); a_1(id int)",
        "create table a (id int); create table b (x int) inherits (a) "
            + "| a(id int); b(x int, id int)",
        "create table t (a int,, b int,) | t(a int, b int)",
        "create table t (id int) GO | t(id int)",
        "create table t (a int comment 'x, y', b enum('a', 'b') not null) "
            + "| t(a int, b enum(a,b)!)",
      })
  void reads_the_columns_of_a_table(String sql, String expected) {
    SchemaFacts facts = MigrationReader.read("db/a.sql", sql.replace(" GO", "\nGO\n"));

    assertThat(Schemas.spelled(facts)).isEqualTo(expected);
    assertThat(facts.problems()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "alter table t add column b text not null | t(a int, b text!)",
        "alter table only public.t add b text | t(a int, b text)",
        "alter table if exists t add column if not exists b text | t(a int, b text)",
        "alter table t add b text, add c int | t(a int, b text, c int)",
        "alter table t add (b text, c int) | t(a int, b text, c int)",
        "alter table t add b text, c int | t(a int, b text, c int)",
        "alter table t add constraint x unique (a), add column b int | t(a int, b int)",
        "alter table t drop column a | t()",
        "alter table t drop a cascade, add b int | t(b int)",
        "alter table t drop constraint a | t(a int)",
        "alter table t rename to u | u(a int)",
        "alter table t rename column a to b | t(b int)",
        "alter table t rename a to b | t(b int)",
        "alter table t rename constraint a to b | t(a int)",
        "alter table t alter column a rename to b | t(b int)",
        "alter table t alter column a set not null | t(a int)",
        "alter table t change a b bigint not null | t(b bigint!)",
        "alter table t modify a bigint | t(a bigint)",
        "alter table t modify (a bigint) | t(a bigint)",
        "alter table t set schema app | app.t(a int)",
        "alter table t owner to me | t(a int)",
        "rename table t to u | u(a int)",
        "exec sp_rename 'dbo.t', 'u' | u(a int)",
        "exec sp_rename 'dbo.t.a', 'b', 'COLUMN' | t(b int)",
        "drop table t | ^^",
        "drop table if exists x, t cascade | ^^",
        "drop table other | t(a int)",
        "if not exists (select 1 from x) alter table t add b int | t(a int, b int)",
        "begin execute immediate 'alter table t add b int' | t(a int, b int)",
      })
  void applies_a_later_migration(String sql, String expected) {
    SchemaFacts facts = Schemas.of("create table t (a int);", sql);

    assertThat(Schemas.spelled(facts)).isEqualTo(expected);
    assertThat(facts.problems()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "alter table app.t add column tenant int not null | app.t(tenant int!)",
        "alter table t add tenant int; alter table t add x int | t(tenant int, x int)",
        "alter table t add tenant int; alter table t drop column tenant | t()",
        "alter table t add tenant int; alter table t rename to u | u(tenant int)",
        "alter table t add tenant int; drop table t | ^^",
        "alter table t add tenant int; create table t (a int) | t(a int, tenant int)",
        "alter table t enable row level security | ^^",
        "create view t as select 1 as a; alter table t add tenant int | ^^",
      })
  void a_table_that_is_made_elsewhere_is_known_by_the_columns_that_it_gets(
      String sql, String expected) {
    SchemaFacts facts = Schemas.of(sql);

    assertThat(Schemas.spelled(facts)).isEqualTo(expected);
    assertThat(facts.problems()).isEmpty();
  }

  @Test
  void says_where_a_table_that_is_made_elsewhere_is_altered() {
    SchemaFacts facts = Schemas.of("create table x (a int);", "\nalter table t add tenant int;");

    assertThat(facts.tables().get(1).source()).isEqualTo("db/V2__x.sql");
    assertThat(facts.tables().get(1).line()).isEqualTo(2);
  }

  @Test
  void reads_foreign_keys_however_they_are_written() {
    SchemaFacts facts =
        Schemas.of(
            """
            create table tasks (
              id uuid primary key,
              organization_id text not null references organizations (id) on delete cascade,
              project_id uuid,
              owner_id uuid references app.users,
              constraint fk foreign key (organization_id, project_id)
                references projects (organization_id, id)
            );
            alter table tasks add constraint y foreign key (id) references x;
            alter table tasks with check add constraint z foreign key (id) references [dbo].[w] ([id]);
            """);

    assertThat(Schemas.keys(facts.tables().get(0)))
        .isEqualTo(
            "organization_id -> organizations(id); owner_id -> users();"
                + " organization_id,project_id -> projects(organization_id,id); id -> x();"
                + " id -> w(id)");
  }

  @Test
  void foreign_keys_and_policies_follow_a_renamed_table() {
    SchemaFacts facts =
        Schemas.of(
            """
            create table org (id int);
            create table t (org_id int references org (id));
            alter table t enable row level security;
            create policy p on t using (org_id = current_setting('app.org')::int);
            """,
            "alter table org rename to organizations; alter table t rename to things;");

    assertThat(Schemas.keys(facts.tables().get(1))).isEqualTo("org_id -> organizations(id)");
    assertThat(facts.policies()).singleElement().matches(p -> p.table().equals("things"));
    assertThat(facts.rlsTables()).containsExactly("things");
  }

  @Test
  void reads_primary_keys_unique_constraints_and_unique_indexes() {
    SchemaFacts facts =
        Schemas.of(
            """
            create table t (a int primary key, b int unique, c int, unique (b, c));
            create unique index concurrently if not exists i on t using btree (c desc, a);
            create unique index on t (lower(b));
            create index on t (a);
            """);

    assertThat(facts.tables().get(0).primaryAndUniqueKeys())
        .containsExactly(List.of("a"), List.of("b"), List.of("b", "c"), List.of("c", "a"));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "using (organization_id = current_setting('app.org')) | organization_id | app.org",
        "using (organization_id = current_setting('app.org', true)::uuid) "
            + "| organization_id | app.org",
        "for all to app_user using (organization_id = (select current_setting('app.org'))) with"
            + " check (organization_id = (select current_setting('app.org'))) "
            + "| organization_id | app.org",
        "using (current_setting('app.org')::uuid = organization_id) | organization_id | app.org",
        "using (organization_id::text = nullif(current_setting('app.org'), '')) "
            + "| organization_id | app.org",
        "using ((organization_id = current_setting('app.org'))) | organization_id | app.org",
        "using (projects.tenant_id = cast(current_setting('a.b') as int)) | tenant_id | a.b",
        "with check (\"orgId\" = current_setting('app.org')) | orgId | app.org",
        "using (deleted = false and org_id = current_setting('app.org')) | org_id | app.org",
        "using (org_id in (select org_id from memberships where user_id = auth.uid())) | org_id |",
        "using (tenant = current_user) | tenant |",
        "using (org_id = app.current_org()) | org_id |",
        "using (true) | |",
        "using (status = 'open') | |",
      })
  void reads_the_column_and_the_setting_of_a_policy(
      String expression, String column, String setting) {
    SchemaFacts facts =
        Schemas.of(
            "create table projects (a int); create policy p on public.projects " + expression);

    assertThat(facts.policies())
        .singleElement()
        .satisfies(
            p -> {
              assertThat(p.table()).isEqualTo("projects");
              assertThat(p.policyName()).isEqualTo("p");
              assertThat(p.column()).isEqualTo(Optional.ofNullable(column));
              assertThat(p.setting()).isEqualTo(Optional.ofNullable(setting));
            });
  }

  @Test
  void a_policy_reads_the_setting_that_its_function_reads() {
    SchemaFacts facts =
        Schemas.of(
            """
            create function app.current_org() returns text language sql stable as $$
              select current_setting('app.current_org_id', true); $$;
            create table projects (org_id text);
            create policy p on projects using (org_id = app.current_org());
            """);

    assertThat(facts.policies().get(0).setting()).contains("app.current_org_id");
  }

  @Test
  void knows_which_tables_have_row_level_security() {
    SchemaFacts facts =
        Schemas.of(
            """
            create table a (id int); create table b (id int);
            alter table a enable row level security;
            alter table only public.b enable row level security;
            alter table a force row level security;
            """,
            "alter table b disable row level security; drop policy if exists p on a;");

    assertThat(facts.rlsTables()).containsExactly("a");
  }

  @Test
  void reads_what_a_view_shows_and_reads() {
    SchemaFacts facts =
        Schemas.of(
            """
            create or replace view v with (security_invoker = true) as
              select p.id, p.organization_id as org, count(*) from projects p join tasks using (id);
            create view w (x, y) as select 1, 2;
            create materialized view m as with c as (select a from b) select c.* from c;
            """);

    assertThat(facts.views())
        .extracting(ViewFact::name, ViewFact::columns, ViewFact::allColumns, ViewFact::reads)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                "v", List.of("id", "org"), false, List.of("projects", "tasks")),
            org.assertj.core.groups.Tuple.tuple("w", List.of("x", "y"), false, List.of()),
            org.assertj.core.groups.Tuple.tuple("m", List.of(), true, List.of("b")));
  }

  @Test
  void passes_over_what_is_no_definition() {
    SchemaFacts facts =
        Schemas.of(
            """
            --liquibase formatted sql
            --changeset me:1
            \\connect other
            \\set x create table no1 (id int);
            /* create table no2 (id int); */
            comment on table t is 'create table no3 (id int);';
            create table t (id int); -- create table no4 (id int);
            --rollback drop table t;
            COPY t (id) FROM stdin;
            create table no5 (id int);
            \\.
            create function f() returns void as $body$ begin
              execute 'x'; create table no6 (id int); end $body$ language plpgsql;
            insert into t values ('create table no7 (id int);');
            """);

    assertThat(Schemas.spelled(facts)).isEqualTo("t(id int)");
    assertThat(facts.problems()).isEmpty();
  }

  @Test
  void reads_on_behind_the_rows_of_a_copy() {
    SchemaFacts facts =
        Schemas.of(
            "create table a (id int);\nCOPY a FROM stdin;\n1\t'\n\\.\ncreate table b (id int);");

    assertThat(Schemas.spelled(facts)).isEqualTo("a(id int); b(id int)");
  }

  @Test
  void reads_scripts_with_the_separators_of_other_databases() {
    SchemaFacts facts =
        Schemas.of(
            """
            create table a (id int)
            GO
            create table b (id int)
            /
            DELIMITER $$
            create trigger x before insert on a begin set y = 1; end$$
            DELIMITER ;
            create table c (id int);
            """);

    assertThat(Schemas.spelled(facts)).isEqualTo("a(id int); b(id int); c(id int)");
  }

  @Test
  void says_where_a_table_is_defined() {
    SchemaFacts facts =
        MigrationReader.read(
            "db/a.sql", "-- one\n\ncreate table a (\n  id int\n);\n\ncreate table b (id int);");

    assertThat(facts.tables()).extracting(TableFact::line).containsExactly(3, 7);
    assertThat(facts.tables()).extracting(TableFact::source).containsOnly("db/a.sql");
  }

  @Test
  void a_definition_that_cannot_be_read_is_a_problem_and_not_silence() {
    SchemaFacts facts =
        Schemas.of(
            """
            create table (id int);
            create table x (id int, foreign key (id) nowhere);
            begin execute immediate 'create table ' || name;
            begin execute immediate stmt;
            """);

    assertThat(facts.problems())
        .extracting(NotRead::line, NotRead::reason)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                1, "CREATE TABLE without a name could not be read as the definition of a table"),
            org.assertj.core.groups.Tuple.tuple(
                2, "a part of CREATE TABLE x could not be read as the definition of a table"),
            org.assertj.core.groups.Tuple.tuple(
                3, "CREATE TABLE without a name could not be read as the definition of a table"),
            org.assertj.core.groups.Tuple.tuple(
                4, "a statement that is put together at run time was not read"));
  }

  @Test
  void reads_the_definitions_in_a_block_and_reports_those_made_at_run_time() {
    SchemaFacts facts =
        Schemas.of(
            """
            do $$
            begin
              if not exists (select from pg_tables where tablename = 'a') then
                create table a (id int);
              end if;
              foreach t in array array['a', 'b'] loop
                execute format('create policy p on %I using (true)', t);
              end loop;
            end $$;
            """);

    assertThat(Schemas.spelled(facts)).isEqualTo("a(id int)");
    assertThat(facts.problems())
        .singleElement()
        .matches(p -> p.line() == 7 && p.reason().contains("CREATE POLICY"));
  }

  @Test
  void a_script_that_only_drops_is_no_step_forward_unless_it_is_a_version() {
    SchemaFacts create = MigrationReader.read("db/create.sql", "create table t (id int);");
    SchemaFacts drop = MigrationReader.read("db/drop.sql", "drop table t;");
    SchemaFacts version = MigrationReader.read("db/V2__drop.sql", "drop table t;");

    assertThat(SchemaFacts.merge(List.of(create, drop)).tables()).hasSize(1);
    assertThat(SchemaFacts.merge(List.of(create, version)).tables()).isEmpty();
  }

  @Test
  void the_same_table_for_two_databases_is_one_with_the_columns_of_both() {
    SchemaFacts facts =
        Schemas.of("create table T (a int, b int);", "create table t (b int, c int);");

    assertThat(Schemas.spelled(facts)).isEqualTo("T(a int, b int, c int)");
  }
}
