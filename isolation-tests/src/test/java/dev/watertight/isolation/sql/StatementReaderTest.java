package dev.watertight.isolation.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watertight.isolation.sql.ReadStatement.Kind;
import dev.watertight.isolation.sql.ReadStatement.Predicate;
import dev.watertight.isolation.sql.ReadStatement.Stamp;
import dev.watertight.isolation.sql.ReadStatement.Unscoped;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatementReaderTest {
  private final StatementReader reader = new StatementReader(TwoTenants.SCHEMA);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "select 1 from projects where org_id = ?|SELECT",
        "/* x */ with a as (select 1) select * from a, projects|SELECT",
        "with a as (select 1 as id) delete from projects where org_id = ? and id in (select id from a)|DELETE",
        "insert into projects (org_id, id) values (?, ?)|INSERT",
        "update projects set name = 'x' where org_id = ?|UPDATE",
        "select set_config('app.org', ?, true)|CONTEXT",
        "SET LOCAL app.org TO 'A'|CONTEXT",
        "set role app_user|CONTEXT",
        "reset role|CONTEXT",
        "discard all|CONTEXT",
        "set session authorization x|CONTEXT",
        "BEGIN|TRANSACTION",
        "set transaction isolation level serializable|TRANSACTION",
        "rollback to savepoint a|TRANSACTION",
        "set constraints all deferred|UTILITY",
        "truncate projects|UTILITY",
        "select 1|SELECT",
        "select number, final from projects where org_id = ? order by output|SELECT",
        "select 1 from projects where org_id = ? and exists (select from projects)|SELECT",
        "begin; select 1 from projects where org_id = ?; commit|SELECT",
        "''|UTILITY",
      })
  void namesTheKind(String sql, Kind kind) {
    assertThat(reader.read(sql).kind()).isEqualTo(kind);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "call archive(?)",
        "{call archive(?)}",
        "do $$ begin delete from projects; end $$",
        "copy projects to stdout",
        "create table x as select * from projects",
        "insert into projects values (?, ?, ?)",
        "insert into projects (org_id, id) select * from projects where org_id = ?",
        "select 1 from projects where org_id = ? garbage ( here",
        "select * into x from projects where org_id = ?",
      })
  void saysWhatItDoesNotUnderstand(String sql) {
    ReadStatement read = reader.read(sql);
    assertThat(read.kind()).isEqualTo(Kind.OPAQUE);
    assertThat(read.opaque()).isPresent();
  }

  @Test
  void knowsTheTablesOfAnOpaqueStatement() {
    assertThat(reader.read("copy projects to stdout").tables()).containsExactly("public.projects");
  }

  @Test
  void ordersPredicatesByTheText() {
    ReadStatement read =
        reader.read("select 1 from tasks t join projects p on p.org_id = ? where ? = t.org_id");
    assertThat(read.predicates())
        .containsExactly(
            new Predicate(0, "public.projects", "p", "org_id", "p.org_id = ?"),
            new Predicate(1, "public.tasks", "t", "org_id", "? = t.org_id"));
  }

  @Test
  void tellsThePredicatesOfNestedQueries() {
    ReadStatement read =
        reader.read(
            """
            select (select count(*) from tasks where org_id = ?) from projects p
            where p.org_id in (select o.id from organizations o where o.id = $1) and p.id = ?""");
    assertThat(read.predicates())
        .extracting(Predicate::table)
        .containsExactly("public.tasks", "public.projects", "public.organizations");
    assertThat(read.tables())
        .containsExactlyInAnyOrder("public.tasks", "public.projects", "public.organizations");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select 1 from projects p join tasks t on t.org_id = p.org_id where p.id = ?",
        "select 1 from projects where org_id <> ?",
        "select 1 from projects where not (org_id = ?)",
        "select 1 from projects where org_id not in (?)",
        "select 1 from plans p where p.org_id = ?",
        "with projects as (select 1 as org_id) select 1 from projects where org_id = ?",
      })
  void findsNoPredicate(String sql) {
    assertThat(reader.read(sql).predicates()).isEmpty();
    assertThat(reader.read(sql).opaque()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select 1 from projects p join tasks t on t.org_id = p.org_id where p.org_id = ?",
        "select 1 from projects p join tasks t using (org_id) where t.org_id = ?",
        "select 1 from projects natural join tasks where org_id = ?",
        "select 1 from organizations o join projects p on p.org_id = o.id join tasks t on t.org_id = p.org_id where o.id = ?",
        "select 1 from (select * from projects) p where p.org_id = ?",
        "with p as (select org_id as o from projects) select 1 from p where p.o = ?",
        "insert into projects (org_id, id) values (?, ?) on conflict (org_id, id) do update set name = 'x'",
      })
  void findsNothingUnscoped(String sql) {
    assertThat(reader.read(sql).unscoped()).isEmpty();
    assertThat(reader.read(sql).opaque()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select 1 from projects p join tasks t on t.project_id = p.id where p.org_id = ?",
        "select 1 from tasks t",
        "delete from tasks t where t.id = ?",
        "select 1 from projects where org_id = ? union all select 1 from tasks t",
        "insert into tasks as t (org_id, id) values (?, ?) on conflict (id) do update set title = 'x'",
        "with t as (delete from tasks t where id = ? returning *) select 1 from t where org_id = ?",
      })
  void findsTheTableThatNothingConstrains(String sql) {
    assertThat(reader.read(sql).unscoped()).containsExactly(new Unscoped("public.tasks", "t"));
  }

  @Test
  void findsTheStampsOfEachRow() {
    ReadStatement read =
        reader.read(
            "insert into projects (id, org_id) values (?, ?), (?, cast(? as text)) on conflict do nothing");
    assertThat(read.stamps())
        .containsExactly(
            new Stamp(0, "public.projects", "org_id", "?"),
            new Stamp(1, "public.projects", "org_id", "cast(? as text)"));
  }

  @Test
  void findsTheStampOfAnUpdate() {
    assertThat(reader.read("update projects set name = ?, org_id = ? where org_id = ?").stamps())
        .containsExactly(new Stamp(0, "public.projects", "org_id", "?"));
  }

  @Test
  void namesTheSettings() {
    assertThat(
            reader
                .read("select set_config('app.Org', ?, true), set_config(?, 'x', false)")
                .contextSettings())
        .containsExactly("app.org", "?");
    assertThat(reader.read("set session authorization default").contextSettings())
        .containsExactly("session_authorization");
  }

  @Test
  void deepNestingEndsInTime() {
    String sql = "select 1 from projects where " + "(".repeat(300) + "org_id = ?" + ")".repeat(300);
    long start = System.nanoTime();
    assertThat(reader.read(sql).sql()).isEqualTo(sql);
    assertThat(System.nanoTime() - start).isLessThan(20_000_000_000L);
  }
}
