package com.acme.svc;
import java.util.*;
import org.springframework.jdbc.core.*;
import org.springframework.jdbc.core.namedparam.*;
import org.springframework.jdbc.core.simple.*;
import org.springframework.jdbc.core.support.JdbcDaoSupport;
import org.springframework.jdbc.object.*;
import javax.sql.DataSource;
class S1 {
  private final JdbcTemplate jdbc; private final NamedParameterJdbcTemplate named; private final JdbcClient client; private final DataSource ds;
  private final JdbcOperations ops; private final NamedParameterJdbcOperations nops;
  S1(JdbcTemplate jdbc, NamedParameterJdbcTemplate named, JdbcClient client, DataSource ds, JdbcOperations ops, NamedParameterJdbcOperations nops) { this.jdbc = jdbc; this.named = named; this.client = client; this.ds = ds; this.ops = ops; this.nops = nops; }
  static final String COLUMNS = "id, name";
  static final String SELECT = "select " + COLUMNS + " from projects";
  void a() { jdbc.query("select * from projects", (rs, i) -> rs.getString(1)); } // raw
  void b() { jdbc.queryForObject("select count(*) from plans", Integer.class); } // safe
  void c() { jdbc.queryForList(SELECT + " where id = ?", 1); } // raw
  void d() { jdbc.update("update tasks set title = ?", "x"); } // raw
  void e() { jdbc.batchUpdate("insert into tasks (id) values (?)", List.of()); } // raw
  void f() { jdbc.batchUpdate("delete from plans", "delete from tasks"); } // raw
  void g() { jdbc.execute("truncate tasks"); } // raw
  void h() { named.query("select * from projects where id = :id", Map.of("id", 1), (rs, i) -> 1); } // raw
  void i() { named.queryForObject("select title from plans where id = :id", new MapSqlParameterSource("id", "projects"), String.class); } // safe
  void j() { client.sql("select * from projects").query().listOfRows(); } // raw
  void k() { client.sql("select * from plans where id = :p").param("p", "projects").query().listOfRows(); } // safe
  void l() { new SimpleJdbcInsert(ds).withTableName("tasks").execute(Map.of()); } // raw
  void m() { new SimpleJdbcInsert(jdbc).withSchemaName("public").withTableName("plans").usingGeneratedKeyColumns("id").execute(Map.of()); } // safe
  void n() { new SimpleJdbcCall(ds).withProcedureName("refresh_projects").execute(); } // safe
  void o() { jdbc.query(con -> con.prepareStatement("select * from projects"), (rs, i) -> 1); } // raw
  void p() { jdbc.execute((java.sql.Connection c) -> c.createStatement().executeQuery("select * from plans")); } // safe
  void q() { ops.queryForMap("select * from tasks limit 1"); } // raw
  void r() { nops.update("delete from tasks", new EmptySqlParameterSource()); } // raw
  void s(String where) { jdbc.query("select * from projects where " + where, (rs, i) -> 1); } // raw
  void t(String sql) { jdbc.query(sql, (rs, i) -> 1); } // opaque
  void u(List<String> ids) { String in = String.join(",", Collections.nCopies(ids.size(), "?")); jdbc.queryForList("select * from plans where id in (" + in + ")"); } // safe
  void v(List<String> ids) { String in = String.join(",", Collections.nCopies(ids.size(), "?")); jdbc.queryForList("select * from projects where id in (" + in + ")"); } // raw
  void w() { jdbc.getJdbcTemplateHolder(); } // safe
  void x() { named.getJdbcOperations().execute("delete from tasks"); } // raw
  void y() { named.getJdbcTemplate().queryForList("select 1 from tasks"); } // raw
  void z(String order) { String sql = "select * from plans"; if (order != null) { sql += " order by " + order; } jdbc.queryForList(sql); } // safe
  void aa(boolean asc) { String sql = "select * from plans"; sql += asc ? " order by id" : " order by id desc"; jdbc.queryForList(sql); } // safe
  void ab(Filter f) { StringBuilder sql = new StringBuilder("select * from tasks where 1=1"); if (f.title != null) sql.append(" and title = ?"); jdbc.queryForList(sql.toString(), f.title); } // raw
  void ac(Filter f) { StringBuilder sql = new StringBuilder("select * from plans where 1=1"); if (f.title != null) sql.append(" and title = ?"); jdbc.queryForList(sql.toString(), f.title); } // safe
  static class Filter { String title; }
  void ad() { jdbc.queryForObject("select set_config('app.current_org_id', ?, true)", String.class, "x"); } // outside
  void ae() { jdbc.queryForObject("select set_config('app.current_org_id', ?, false)", String.class, "x"); } // session
  void af() { jdbc.execute("SET app.current_org_id TO 'x'"); } // session
  void ag() { jdbc.execute("RESET ALL"); } // safe
  void ah() { jdbc.execute("SET SESSION app.current_org_id = '" + System.getenv("X") + "'"); } // session
  void ai() { jdbc.execute("set session characteristics as transaction isolation level serializable"); } // safe
  void aj() { jdbc.queryForList("select current_setting('app.current_org_id')"); } // safe
  Map<String, Object> one(String table, String id) { return jdbc.queryForMap("select * from " + table + " where id = ?", id); } // safe
  void ak() { one("projects", "1"); } // raw
  void al() { one("plans", "1"); } // safe
  void am(String t) { one(t, "1"); } // opaque
  void an() { jdbc.query("select p.* from plans p, lateral (select * from tasks) t", (rs, i) -> 1); } // raw
  void ao() { jdbc.query("select * from \"public\".\"projects\"", (rs, i) -> 1); } // raw
  void ap() { jdbc.query("select * from other.projects_view", (rs, i) -> 1); } // safe
  void aq() { jdbc.query("explain analyze select * from projects", (rs, i) -> 1); } // raw
  void ar() { jdbc.query("SELECT * FROM ONLY projects FOR UPDATE SKIP LOCKED", (rs, i) -> 1); } // raw
  void as() { jdbc.update("insert into plans (id, title) values ('a', 'b') on conflict (id) do update set title = (select max(name) from projects)"); } // raw
  void at() { jdbc.update("delete from plans using tasks where tasks.id::text = plans.id"); } // raw
  void au() { jdbc.query("select * from plans p where p.id = any(array(select plan_id from projects))", (rs, i) -> 1); } // raw
  void av() { jdbc.query("table projects", (rs, i) -> 1); } // raw
  void aw() { jdbc.query("values (1), (2)", (rs, i) -> 1); } // safe
  void ax() { jdbc.query("select * from generate_series(1, 10) projects", (rs, i) -> 1); } // safe
  void ay() { jdbc.execute("lock table projects in share mode"); } // raw
  void az() { jdbc.execute("refresh materialized view plan_stats"); } // safe
  void ba() { jdbc.execute("notify projects, 'x'"); } // safe
  void bb() { jdbc.execute("listen projects"); } // safe
  void bc() { jdbc.query("select * from plans where title ilike '%from projects%'", (rs, i) -> 1); } // safe
  void bd() { jdbc.query("select $$select * from projects$$ from plans", (rs, i) -> 1); } // safe
  void be() { jdbc.execute("do $$ begin delete from tasks; end $$"); } // raw|opaque
  void bf() { jdbc.query("select * from plans natural join tasks", (rs, i) -> 1); } // raw
  void bg() { jdbc.query("merge into plans p using projects s on p.id = s.plan_id when matched then update set title = s.name", (rs, i) -> 1); } // raw
  void bh() { jdbc.query("select * from plans; delete from tasks", (rs, i) -> 1); } // raw
  void bi() { jdbc.execute("copy plans from stdin"); } // safe
  void bj() { jdbc.query("select tasks.* from plans as tasks", (rs, i) -> 1); } // safe
  void bk() { jdbc.query("select (t).title from (select title from tasks) t", (rs, i) -> 1); } // raw
  void bl() { jdbc.query("with recursive r as (select id from plans union all select id from tasks) select * from r", (rs, i) -> 1); } // raw
  void bm() { jdbc.query("with d as (delete from tasks returning *) select * from d", (rs, i) -> 1); } // raw
  void bn() { jdbc.query("select * from plans where id in (select organization_id from app.audit_entries)", (rs, i) -> 1); } // raw
}
class Dao1 extends JdbcDaoSupport {
  void a() { getJdbcTemplate().queryForList("select * from tasks"); } // raw
  void b() { getJdbcTemplate().queryForList("select * from plans"); } // safe
}
abstract class BaseDao {
  protected JdbcTemplate jdbc;
  protected abstract String tableName();
  List<Map<String, Object>> all() { return jdbc.queryForList("select * from " + tableName()); } // raw
}
class TaskDao extends BaseDao { protected String tableName() { return "tasks"; } } // safe
class PlanDao extends BaseDao { protected String tableName() { return "plans"; } } // safe
class ProjectQuery extends MappingSqlQuery<String> {
  ProjectQuery(DataSource ds) { super(ds, "select * from projects"); compile(); } // raw
  protected String mapRow(java.sql.ResultSet rs, int i) { return null; }
}
class PlanUpdate extends SqlUpdate { PlanUpdate(DataSource ds) { super(ds, "update plans set title = ?"); } } // safe
class Wrapper { private final JdbcTemplate t; Wrapper(JdbcTemplate t) { this.t = t; } <T> List<T> rows(String sql, RowMapper<T> m, Object... args) { return t.query(sql, m, args); } } // safe
class UsesWrapper {
  private final Wrapper w; UsesWrapper(Wrapper w) { this.w = w; }
  void a() { w.rows("select * from tasks where id = ?", (rs, i) -> 1, 5); } // raw
  void b() { w.rows("select * from plans where id = ?", (rs, i) -> 1, 5); } // safe
  void c() { w.rows(S1.SELECT, (rs, i) -> 1); } // raw
}
