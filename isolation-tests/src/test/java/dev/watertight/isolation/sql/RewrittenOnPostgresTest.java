package dev.watertight.isolation.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Statements of tenant A's, as libraries write them, with and without their tenant conditions. */
class RewrittenOnPostgresTest {
  private static final UUID A = UUID.fromString(TwoTenants.UUID_A);

  private static final StatementReader READER = new StatementReader(TwoTenants.SCHEMA);
  private static final Rewriter REWRITER = new Rewriter(READER);

  private static Connection connection;

  @BeforeAll
  static void connect() throws SQLException {
    connection = TwoTenants.connect();
    connection.setAutoCommit(false);
  }

  @AfterAll
  static void disconnect() throws SQLException {
    connection.close();
  }

  /**
   * A statement.
   *
   * @param victim tenant B's id in the statement's tables
   */
  record Form(String sql, String victim, List<Object> binds) {
    @Override
    public String toString() {
      return sql;
    }
  }

  private static Form text(String sql, Object... binds) {
    return new Form(sql, "B", List.of(binds));
  }

  private static Form uuid(String sql, Object... binds) {
    return new Form(sql, TwoTenants.UUID_B, List.of(binds));
  }

  private static Form number(String sql, Object... binds) {
    return new Form(sql, "2", List.of(binds));
  }

  static Stream<Form> reads() {
    return Stream.of(
        // jOOQ
        text(
            """
            select "public"."projects"."id", "public"."projects"."name" from "public"."projects" \
            where "public"."projects"."org_id" = ?""",
            "A"),
        text(
            """
            select "public"."projects"."name" from "public"."projects" \
            where ("public"."projects"."org_id" = cast(? as varchar) and "public"."projects"."id" = ?) \
            order by "public"."projects"."id" offset ? rows fetch next ? rows only""",
            "A",
            1,
            0,
            10),
        text(
            """
            select "alias_1"."name" from (select "public"."projects"."name" from \
            "public"."projects" where "public"."projects"."org_id" = ? union all \
            select "public"."tasks"."title" from "public"."tasks" where "public"."tasks"."org_id" = ?) \
            as "alias_1"\
            """,
            "A",
            "A"),
        text(
            """
            select "p"."name", "t"."title" from "public"."projects" as "p" join "public"."tasks" as "t" \
            on ("p"."org_id" = "t"."org_id" and "p"."id" = "t"."project_id") where "p"."org_id" = ?""",
            "A"),
        text(
            """
            select "p"."name" from "public"."projects" as "p" where ("p"."org_id", "p"."id") = (?, ?)""",
            "A",
            1),
        text(
            """
            select "p"."name" from "public"."projects" as "p" \
            where ("p"."org_id", "p"."id") in ((?, ?), (?, ?))""",
            "A",
            1,
            "A",
            2),
        text(
            """
            with "mine" as (select "p".* from "public"."projects" as "p" where "p"."org_id" = ?) \
            select "mine"."name" from "mine" where "mine"."id" in (?, ?)""",
            "A",
            1,
            2),
        uuid(
            """
            select "billing"."Invoices"."note" from "billing"."Invoices" \
            where "billing"."Invoices"."account_id" = cast(? as uuid)""",
            TwoTenants.UUID_A),
        uuid("select i.note from billing.\"Invoices\" i where i.account_id = ?", A),
        uuid(
            "select i.note from billing.\"Invoices\" i where (i.account_id, i.id) = (?, ?)", A, 1L),
        uuid(
            "select i.note from billing.\"Invoices\" i where i.account_id = ?::uuid",
            TwoTenants.UUID_A),
        number("select note from billing.items where tenant_no = ?", 1L),
        number("select note from billing.items where (tenant_no, id) in ((?, ?))", 1L, 1L),
        // Hibernate
        text(
            """
            select p1_0.org_id,p1_0.id,p1_0.name from projects p1_0 where (p1_0.org_id,p1_0.id) \
            in ((?,?))""",
            "A",
            1),
        text(
            """
            select p1_0.id,p1_0.name,t1_0.title from projects p1_0 left join tasks t1_0 on \
            t1_0.org_id=p1_0.org_id and t1_0.project_id=p1_0.id where p1_0.org_id=? and p1_0.id=? \
            fetch first ? rows only""",
            "A",
            1,
            5),
        text(
            "select p1_0.name from projects p1_0 where p1_0.org_id=? for no key update of p1_0",
            "A"),
        text("select count(p1_0.id), max(p1_0.name) from projects p1_0 where p1_0.org_id=?", "A"),
        text("select p.name from projects p where p.org_id in (?,?)", "A", "A"),
        // Spring Data JDBC, JdbcTemplate, MyBatis, by hand
        text(
            "SELECT \"projects\".\"name\" AS \"name\" FROM \"projects\" WHERE \"projects\".\"org_id\" = ?",
            "A"),
        text("SELECT name FROM projects WHERE ? = org_id -- ? by hand\n AND id = ?", "A", 1),
        text(
            "select name from projects where org_id = ? and data ?? 'k' /* ? */ and name <> '?'",
            "A"),
        text("select name from projects where name <> $x$ ' ? $x$ and org_id = ?", "A"),
        text("select name from projects where name <> E'it\\'s ?' and org_id=?", "A"),
        text("select name from projects where org_id is not distinct from ?", "A"),
        text("select name from projects where org_id = any (array[?, ?])", "A", "A"),
        text("select name from projects where lower(org_id) = lower(?)", "A"),
        text("select name from projects where org_id::text = ?", "A"),
        text("select name from projects where org_id like ? and id > ?", "A%", 0),
        text(
            "select name from projects where (org_id = ? or org_id = ?) and (id = ? or id = ?)",
            "A",
            "A",
            1,
            2),
        text(
            "select name from projects where org_id = (select id from organizations where name = ?)",
            "canary-A"),
        text(
            "select name from projects where org_id in (select o.id from organizations o where o.id = ?)",
            "A"),
        text(
            "select name from projects where org_id = coalesce(nullif(current_setting('app.x', true), ''), 'A')"),
        text(
            "select o.name, p.name from organizations o join projects p on p.org_id = o.id where o.id = ?",
            "A"),
        text(
            "select t.title from projects p join tasks t using (org_id) where org_id = ? and t.project_id = p.id",
            "A"),
        text(
            "select name from projects p where exists (select 1 from tasks t where t.org_id = p.org_id and t.project_id = p.id) and p.org_id = ?",
            "A"),
        text("select (select max(t.title) from tasks t where t.org_id = ?) from plans", "A"),
        text("select name from (select * from projects) p where p.org_id = ?", "A"),
        text(
            "with c as (select ?::text as org) select p.name from c, projects p where p.org_id = c.org",
            "A"),
        text(
            "select p.name from projects p join (values (?::text)) v(org) on v.org = p.org_id",
            "A"),
        text("select p.name from unnest(array[?]) u(org) join projects p on p.org_id = u.org", "A"),
        text(
            """
            with recursive tree as (select id, org_id, name from projects where org_id = ? and id = ? \
            union all select p.id, p.org_id, p.name from projects p join tree t on p.parent = t.id \
            and p.org_id = ?) select name from tree""",
            "A",
            1,
            "A"),
        text(
            "select p.name, t.title from projects p, lateral (select title from tasks where org_id = ? limit 9) t where p.org_id = ?",
            "A",
            "A"),
        text("select string_agg(name, ',') filter (where org_id = ?) from projects", "A"),
        text("select case when org_id = ? then name end from projects order by 1", "A"),
        text(
            "select org_id, string_agg(name, ',') from projects group by org_id having org_id = ?",
            "A"),
        text(
            "select name, row_number() over (partition by org_id order by id) from only projects where org_id = ? limit ? offset ?",
            "A",
            5,
            0),
        text(
            "(select name from projects where org_id = ?) union (select title from tasks where org_id = ?) order by 1",
            "A",
            "A"),
        text(
            "select p.name from projects p where p.org_id = ? and not exists (select 1 from tasks t where t.org_id = ? and t.id = 99)",
            "A",
            "A"),
        text("select name from projects where org_id = 'A'"),
        text("select distinct on (id) name from projects where org_id = ? order by id", "A"),
        text("select name from projects where id between ? and ? and org_id = ?", 1, 2, "A"),
        text("select name from projects where org_id between ? and ?", "A", "A"),
        text("select name from projects where org_id ~ ? and data ??| array['k']", "^A"),
        text("select json_agg(p) from projects p where p.org_id = ?", "A"));
  }

  @ParameterizedTest
  @MethodSource("reads")
  void aReadLeaksWithoutItsConditions(Form form) throws SQLException {
    assertThat(READER.read(form.sql()).opaque()).isEmpty();
    assertThat(rows(form.sql(), form)).contains("canary-A").doesNotContain("canary-B");
    Optional<String> off = REWRITER.rewrite(form.sql(), new Change.ApplicationOff(form.victim()));
    assertThat(rows(off.orElseThrow(), form)).as(off.get()).contains("canary-B");
  }

  @ParameterizedTest
  @MethodSource("reads")
  void everyMutantOfAReadRuns(Form form) throws SQLException {
    ReadStatement read = READER.read(form.sql());
    assertThat(read.predicates()).isNotEmpty();
    for (int i = 0; i < read.predicates().size(); i++) {
      for (Change change :
          List.of(new Change.Drop(i), new Change.Negate(i), new Change.Rebind(i, form.victim()))) {
        String changed = REWRITER.rewrite(form.sql(), change).orElseThrow();
        assertThat(rows(changed, form)).as(changed).isNotNull();
      }
      Optional<String> or = REWRITER.rewrite(form.sql(), new Change.UnderOr(i));
      if (or.isPresent()) {
        assertThat(rows(or.get(), form)).as(or.get()).isNotNull();
      }
    }
  }

  static Stream<Form> writes() {
    return Stream.of(
        text(
            "insert into \"public\".\"projects\" (\"org_id\", \"id\", \"name\") values (?, ?, ?)",
            "A",
            77,
            "new"),
        text(
            "insert into projects (id, org_id, name) values (?, ?, ?), (?, ?, ?) returning id",
            77,
            "A",
            "new",
            78,
            "A",
            "new"),
        text(
            """
            insert into "public"."projects" ("org_id", "id", "name") values (cast(? as varchar), ?, ?) \
            on conflict ("org_id", "id") do update set "name" = excluded."name" \
            where "public"."projects"."org_id" = ? returning "public"."projects"."id"\
            """,
            "A",
            1,
            "new",
            "A"),
        text(
            "insert into tasks (org_id, id, title) select ?, id + 100, 'new' from projects where org_id = ?",
            "A",
            "A"),
        text(
            "insert into tasks (id, org_id, title) select id + 100, p.org_id as o, 'new' from projects p where p.org_id = ? union all select 300, ?, 'x'",
            "A",
            "A"),
        text(
            "insert into tasks (id, org_id) values (500, (select id from organizations where id = ?))",
            "A"),
        text(
            "with n as (select ?::int as id) insert into tasks (org_id, id) select ?, n.id from n",
            900,
            "A"),
        text("update projects set name = ? where org_id = ? and id = ?", "new", "A", 1),
        text(
            "update projects as p set name = ? from tasks t where t.org_id = p.org_id and t.project_id = p.id and p.org_id = ?",
            "new",
            "A"),
        text(
            "update projects p1_0 set name=? where (p1_0.org_id,p1_0.id) in ((?,?))",
            "new",
            "A",
            1),
        text(
            "update projects set (org_id, name) = (?, ?) where org_id = ? and id = ?",
            "A",
            "new",
            "A",
            2),
        text("update only projects set name = ? where org_id = ?", "new", "A"),
        text("delete from only projects p where p.org_id = ?", "A"),
        text("delete from projects where org_id = ? and id = ?", "A", 1),
        text(
            "delete from projects using tasks where tasks.org_id = projects.org_id and projects.org_id = ? returning *",
            "A"),
        text(
            "with gone as (delete from tasks where org_id = ? returning *) select count(*) from gone",
            "A"),
        text(
            "delete from projects where id in (select id from projects where org_id = ? for update skip locked limit 10) and org_id = ?",
            "A",
            "A"),
        text(
            """
            merge into projects p using (select ?::int as id) s on p.id = s.id and p.org_id = ? \
            when matched then update set name = ? \
            when not matched then insert (id, org_id, name) values (s.id, ?, ?)""",
            1,
            "A",
            "new",
            "A",
            "new"),
        uuid(
            "insert into billing.\"Invoices\" (account_id, id, note) values (?, ?, ?)",
            A,
            5L,
            "new"),
        uuid(
            "insert into billing.\"Invoices\" (account_id, id, note) values (cast(? as uuid), ?, ?)",
            TwoTenants.UUID_A,
            5L,
            "new"),
        uuid(
            "update billing.\"Invoices\" set note = ? where account_id = ? and id = ?",
            "new",
            A,
            1L),
        number("insert into billing.items (tenant_no, id) values (?, ?)", 1L, 8L),
        number(
            "insert into billing.items (tenant_no, id) select ?, max(id) + 1 from billing.items where tenant_no = ?",
            1L,
            1L));
  }

  @ParameterizedTest
  @MethodSource("writes")
  void aWriteTouchesTheOtherTenantWithoutItsConditions(Form form) throws SQLException {
    ReadStatement read = READER.read(form.sql());
    assertThat(read.opaque()).isEmpty();
    assertThat(read.writes()).isTrue();
    assertThat(othersAfter(form.sql(), form)).isEqualTo(othersAfter("select 1", text("select 1")));
    String off =
        REWRITER.rewrite(form.sql(), new Change.ApplicationOff(form.victim())).orElseThrow();
    assertThat(othersAfter(off, form))
        .as(off)
        .isNotEqualTo(othersAfter("select 1", text("select 1")));
  }

  @ParameterizedTest
  @MethodSource("writes")
  void everyMutantOfAWriteRuns(Form form) throws SQLException {
    ReadStatement read = READER.read(form.sql());
    for (int i = 0; i < read.predicates().size(); i++) {
      for (Change change :
          List.of(new Change.Drop(i), new Change.Negate(i), new Change.Rebind(i, form.victim()))) {
        String changed = REWRITER.rewrite(form.sql(), change).orElseThrow();
        assertThat(othersAfter(changed, form)).as(changed).isNotEmpty();
      }
    }
    for (int i = 0; i < read.stamps().size(); i++) {
      String changed =
          REWRITER.rewrite(form.sql(), new Change.Restamp(i, form.victim())).orElseThrow();
      assertThat(othersAfter(changed, form)).as(changed).isNotEmpty();
    }
  }

  static Stream<String> contexts() {
    return Stream.of(
        "select set_config('app.org', ?, true)",
        "select set_config(?, 'A', true)",
        "set local app.org = 'A'",
        "set app.org to 'A'",
        "set local role postgres",
        "set session authorization postgres",
        "reset role",
        "reset app.org");
  }

  @ParameterizedTest
  @MethodSource("contexts")
  void everyMutantOfAContextRuns(String sql) throws SQLException {
    for (Change change :
        List.of(
            new Change.DropContext(),
            new Change.SessionWideContext(),
            new Change.OtherContext("B"))) {
      Optional<String> changed = REWRITER.rewrite(sql, change);
      if (changed.isEmpty()) {
        continue;
      }
      try (Connection own = TwoTenants.connect()) {
        own.setAutoCommit(false);
        try (PreparedStatement statement = own.prepareStatement(changed.get())) {
          if (statement.getParameterMetaData().getParameterCount() > 0) {
            statement.setString(1, sql.contains("app.org") ? "A" : "app.org");
          }
          assertThat(statement.execute()).as(changed.get()).isEqualTo(sql.startsWith("select"));
        }
        own.commit();
        try (Statement statement = own.createStatement();
            ResultSet rows = statement.executeQuery("select current_setting('app.org', true)")) {
          String after = String.valueOf(text(rows));
          assertThat(after).as(changed.get()).isIn(expectedAfter(sql, change));
        }
      }
    }
  }

  /** What the session's setting is once the transaction is over. */
  private static List<String> expectedAfter(String sql, Change change) {
    if (!sql.contains("'A'") && !sql.contains("?")) {
      return List.of("", "null");
    }
    if (change instanceof Change.SessionWideContext) {
      return List.of("A");
    }
    return change instanceof Change.OtherContext && sql.startsWith("set app")
        ? List.of("B")
        : List.of("", "null");
  }

  private static String rows(String sql, Form form) throws SQLException {
    try (PreparedStatement statement = prepared(sql, form);
        ResultSet rows = statement.executeQuery()) {
      return text(rows);
    } finally {
      connection.rollback();
    }
  }

  private static String text(ResultSet rows) throws SQLException {
    List<String> cells = new ArrayList<>();
    while (rows.next()) {
      for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
        cells.add(rows.getString(i));
      }
    }
    return String.join("|", cells.stream().map(String::valueOf).toList());
  }

  /** Tenant B's rows once the statement ran. */
  private static String othersAfter(String sql, Form form) throws SQLException {
    try (PreparedStatement statement = prepared(sql, form)) {
      statement.execute();
      return others();
    } catch (SQLException e) {
      // A key that is taken in the other tenant is a touch as well. A subquery that now has
      // several rows is what such a mutant does.
      if (e.getSQLState().startsWith("23") || e.getSQLState().equals("21000")) {
        return String.valueOf(e.getMessage());
      }
      throw new SQLException(sql, e);
    } finally {
      connection.rollback();
    }
  }

  private static String others() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                """
                select p::text from projects p where org_id = 'B' union all
                select t::text from tasks t where org_id = 'B' union all
                select i::text from billing."Invoices" i where account_id::text like '%b' union all
                select i::text from billing.items i where tenant_no = 2 order by 1""")) {
      return text(rows);
    }
  }

  private static PreparedStatement prepared(String sql, Form form) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    // A recursive query without its conditions may have no end.
    statement.setMaxRows(1000);
    statement.setQueryTimeout(20);
    for (int i = 0; i < form.binds().size(); i++) {
      statement.setObject(i + 1, form.binds().get(i));
    }
    return statement;
  }
}
