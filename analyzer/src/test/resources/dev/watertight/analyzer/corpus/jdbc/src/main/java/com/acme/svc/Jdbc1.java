package com.acme.svc;
import java.sql.*;
import java.util.*;
import javax.sql.DataSource;
class Jdbc1 {
  DataSource ds;
  static final String T = "projects";
  static final String Q = "select * from " + T;
  static final String JAVADOC = "the table projects holds the projects";
  void a() throws Exception { try (Connection c = ds.getConnection(); PreparedStatement p = c.prepareStatement("select * from projects where id = ?")) { p.executeQuery(); } } // raw
  void b() throws Exception { try (var c = ds.getConnection(); var s = c.createStatement()) { s.executeQuery(Q); } } // raw
  void c() throws Exception { try (var c = ds.getConnection(); var s = c.createStatement()) { s.execute("SELECT * FROM \"Invoices\""); } } // raw
  void d() throws Exception { try (var c = ds.getConnection(); var s = c.createStatement()) { s.execute("select * from app.AUDIT_ENTRIES"); } } // raw
  void e() throws Exception { try (var c = ds.getConnection(); var s = c.createStatement()) { s.execute("select * from plans"); } } // safe
  void f() throws Exception { try (var c = ds.getConnection(); var s = c.createStatement()) { s.execute("select 'projects' as name from plans -- from projects"); } } // safe
  void g() throws Exception { try (var c = ds.getConnection(); var s = c.createStatement()) { s.execute("with projects as (select * from plans) select * from projects"); } } // safe
  void h() throws Exception { try (var c = ds.getConnection(); var s = c.createStatement()) { s.execute("with p as (select * from projects) select * from p"); } } // raw
  void i() throws Exception { try (var c = ds.getConnection(); var s = c.createStatement()) { s.addBatch("insert into tasks(id) values ('x')"); s.executeBatch(); } } // raw
  void j(String col) throws Exception { try (var c = ds.getConnection(); var s = c.createStatement()) { s.executeQuery("select " + col + " from projects"); } } // raw
  void k(String table) throws Exception { try (var c = ds.getConnection(); var s = c.createStatement()) { s.executeQuery("select * from " + table); } } // opaque
  void l() throws Exception { StringBuilder sb = new StringBuilder("select * "); sb.append("from ").append("pro").append("jects"); try (var c = ds.getConnection()) { c.prepareStatement(sb.toString()); } } // raw
  void m() throws Exception { String sql = String.format("update %s set name = ?", "projects"); try (var c = ds.getConnection()) { c.prepareStatement(sql).executeUpdate(); } } // raw
  void n() throws Exception { String sql = "delete from %s".formatted(T); try (var c = ds.getConnection()) { c.prepareStatement(sql).executeUpdate(); } } // raw
  void o(boolean x) throws Exception { String sql = x ? "select * from plans" : "select * from tasks"; try (var c = ds.getConnection()) { c.prepareStatement(sql); } } // raw
  void p(int x) throws Exception { String sql = switch (x) { case 1 -> "select * from plans"; case 2 -> "select * from tasks"; default -> throw new IllegalStateException(); }; try (var c = ds.getConnection()) { c.prepareStatement(sql); } } // raw
  void q() throws Exception { String sql = """
      select *
      from projects p
      join plans l on l.id = p.plan_id
      """; try (var c = ds.getConnection()) { c.prepareStatement(sql); } } // raw
  void r() throws Exception { try (var c = ds.getConnection()) { c.prepareStatement(String.join(" ", "select", "*", "from", "tasks")); } } // raw
  void s() throws Exception { try (var c = ds.getConnection()) { c.prepareStatement(String.join(" ", List.of("select", "*", "from", "tasks"))); } } // raw
  static final Map<String, String> SQLS = Map.of("one", "select * from tasks", "two", "select * from plans");
  void t(String k) throws Exception { try (var c = ds.getConnection()) { c.prepareStatement(SQLS.get(k)); } } // raw|opaque
  void u() throws Exception { StringJoiner j = new StringJoiner(" "); j.add("select * from"); j.add("tasks"); try (var c = ds.getConnection()) { c.prepareStatement(j.toString()); } } // raw
  void v() throws Exception { try (var c = ds.getConnection()) { var st = c.prepareCall("{call refresh_projects()}"); st.execute(); } } // safe
  void w() throws Exception { throw new IllegalStateException("could not select * from projects"); } // safe
  void x(org.slf4j.Logger log) throws Exception { log.info("select * from projects where id = {}", 1); } // safe
  void y() throws Exception { try (var c = ds.getConnection()) { new org.postgresql.copy.CopyManager(null).copyOut("copy projects to stdout", (java.io.OutputStream) null); } } // raw
  void z() throws Exception { try (var c = ds.getConnection(); var s = c.createStatement()) { s.execute("truncate table tasks"); } } // raw
  void aa() throws Exception { try (var c = ds.getConnection(); var s = c.createStatement()) { s.execute("set app.current_org_id = 'x'"); } } // session
  void ab() throws Exception { try (var c = ds.getConnection(); var s = c.createStatement()) { s.execute("set local app.current_org_id = 'x'"); } } // outside
  void ac() throws Exception { try (var c = ds.getConnection(); var s = c.createStatement()) { s.execute("set statement_timeout = 1000"); } } // safe
  void ad() throws Exception { try (var c = ds.getConnection(); var s = c.prepareStatement("select set_config('app.current_org_id', ?, false)")) { s.execute(); } } // session
  void ae() throws Exception { try (var c = ds.getConnection(); var s = c.prepareStatement("select set_config('app.current_org_id', ?, true)")) { s.execute(); } } // outside
  void af() throws Exception { try (var c = ds.getConnection(); var s = c.prepareStatement("select set_config('app.current_org_id', ?, ?)")) { s.execute(); } } // session|opaque
  void ag() throws Exception { try (var c = ds.getConnection(); var s = c.createStatement()) { s.executeUpdate("INSERT INTO plans SELECT id, title FROM plans WHERE EXISTS (SELECT 1 FROM projects)"); } } // raw
  void ah() throws Exception { try (var c = ds.getConnection(); var s = c.createStatement()) { s.executeUpdate("update plans set title = t.title from tasks t"); } } // raw
  void ai() throws Exception { try (var c = ds.getConnection(); var s = c.createStatement()) { s.executeUpdate("create temp table projects_tmp as select 1"); } } // safe
  void aj() throws Exception { try (var c = ds.getConnection(); var s = c.createStatement()) { s.executeQuery("select * from projects_archive_config"); } } // safe
  Statement st;
  void ak() throws Exception { st.executeQuery("select * from tasks"); } // raw
  ResultSet run(String sql) throws Exception { return st.executeQuery(sql); } // safe
  void al() throws Exception { run("select * from tasks"); } // raw
  void am() throws Exception { run("select * from plans"); } // safe
  void an() throws Exception { for (String t : List.of("projects", "tasks")) { st.execute("delete from " + t); } } // raw
  void ao() throws Exception { for (String t : new String[] {"plans"}) { st.execute("delete from " + t); } } // safe
  void ap(Connection c) throws Exception { DatabaseMetaData m = c.getMetaData(); m.getColumns(null, null, "projects", null); } // safe
  void aq(Connection c) throws Exception { c.setSchema("projects"); } // safe
  void ar(Connection c) throws Exception { String q = "select * from plans"; q = q.replace("plans", "tasks"); c.prepareStatement(q); } // raw
  void as(Connection c) throws Exception { c.prepareStatement("select * from plans where title = 'from projects' /* join projects */"); } // safe
  void at(Connection c) throws Exception { c.prepareStatement(Sqls.ALL_TASKS); } // raw
  void au(Connection c) throws Exception { c.prepareStatement(Sqls.Inner.PLANS); } // safe
  void av(Connection c) throws Exception { c.prepareStatement(Sqls.byName("tasks")); } // raw
  void aw(Connection c) throws Exception { c.prepareStatement(Sqls.Q.TASKS.sql); } // raw
  void ax(Connection c) throws Exception { c.prepareStatement(Sqls.Q.TASKS.sql()); } // raw
}
