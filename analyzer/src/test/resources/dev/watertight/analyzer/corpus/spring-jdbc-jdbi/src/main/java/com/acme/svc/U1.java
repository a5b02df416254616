package com.acme.svc;
import java.util.*;
import org.springframework.jdbc.core.*;
class U1 {
  private final JdbcTemplate jdbc; U1(JdbcTemplate jdbc) { this.jdbc = jdbc; }
  private final Properties props = new Properties();
  List<?> rows(String sql, Object... args) { return jdbc.queryForList(sql, args); } // safe
  void a() { rows("select * from plans"); } // safe
  void b() { rows(System.getProperty("sql")); } // opaque
  void c() { rows(props.getProperty("sql"), 1); } // opaque
  void d(java.util.function.Supplier<String> s) { rows(s.get()); } // opaque
  void e(Map<String, String> m) { rows(m.get("x")); } // opaque
  void f() throws Exception { rows(java.nio.file.Files.readString(java.nio.file.Path.of("x.sql"))); } // opaque
  void g() { String s = unknownCall(); rows(s); } // opaque
  native String unknownCall();
  void h() { jdbc.query(System.getenv("Q"), (rs, i) -> 1); } // opaque
  void i(com.other.Lib lib) { jdbc.query(lib.sql(), (rs, i) -> 1); } // opaque
  void j(com.other.Lib lib) { rows(lib.sql()); } // opaque
  void k() { List.of("select * from tasks").forEach(this::rows); } // raw|opaque
  void l() { List.of("select * from tasks").forEach(q -> rows(q)); } // raw|opaque
  void m() { List.of("select * from tasks").forEach(jdbc::execute); } // raw|opaque
  void n() { Optional.of("select * from tasks").map(q -> jdbc.queryForList(q)); } // raw|opaque
  void o() { for (var q : List.of("delete from tasks", "delete from plans")) jdbc.execute(q); } // raw
  private String q; void setQ(String q) { this.q = q; } void p() { jdbc.execute(q); } // opaque
  private String r = "delete from plans"; void setR() { r = "delete from tasks"; } void q() { jdbc.execute(r); } // raw
  void r() { String x; if (q == null) x = "delete from plans"; else x = "delete from tasks"; jdbc.execute(x); } // raw
  void s() { String x = null; try { x = "delete from tasks"; } finally { jdbc.execute(x); } } // raw
  void t(Object o) { if (o instanceof String str) jdbc.execute(str); } // opaque
  void u() { jdbc.execute(("delete from " + "tasks").intern().trim()); } // raw
  void v() { char[] c = "delete from tasks".toCharArray(); jdbc.execute(new String(c)); } // raw|opaque
  void w() { jdbc.execute("delete from ${t}".replace("${t}", "tasks")); } // raw
  void x() { jdbc.execute(java.text.MessageFormat.format("delete from {0}", "tasks")); } // raw
  record Q(String sql) {} 
  void y() { jdbc.execute(new Q("delete from tasks").sql()); } // raw
  static String build(String... parts) { return String.join(" ", parts); }
  void z() { jdbc.execute(build("delete", "from", "tasks")); } // raw
  void aa() { jdbc.execute(build("delete", "from", "plans")); } // safe
  enum T { TASKS, PLANS; String table() { return name().toLowerCase(); } }
  void ab() { jdbc.execute("delete from " + T.TASKS.table()); } // raw|opaque
  void ac() { jdbc.execute("delete from " + T.TASKS.name()); } // raw|opaque
  void ad() { jdbc.execute("delete from " + T.TASKS); } // raw|opaque
  void ae() { jdbc.execute("delete from " + 5 + "x"); } // safe|opaque
  void af(int n) { jdbc.execute("delete from plans where n = " + n + " and m = " + (n + 1)); } // safe
  void ag(long id) { jdbc.execute("delete from plans where id = '" + id + "'"); } // safe
  void ah(String id) { jdbc.execute("delete from plans where id = '" + id + "'"); } // safe|opaque
  void ai(String cond) { jdbc.execute("delete from plans where " + cond); } // opaque
  void aj(UUID id) { jdbc.execute("delete from plans where id = '" + id + "'"); } // safe
}
