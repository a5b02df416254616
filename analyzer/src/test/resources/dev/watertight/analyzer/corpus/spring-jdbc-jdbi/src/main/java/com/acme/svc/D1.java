package com.acme.svc;
import java.util.*;
import org.jdbi.v3.core.*;
import org.jdbi.v3.sqlobject.statement.*;
import org.jdbi.v3.sqlobject.locator.*;
import org.jdbi.v3.sqlobject.SqlObject;
class D1 {
  private final Jdbi jdbi; D1(Jdbi jdbi) { this.jdbi = jdbi; }
  void a() { jdbi.withHandle(h -> h.createQuery("select * from projects").mapToMap().list()); } // raw
  void b() { jdbi.useHandle(h -> h.execute("delete from plans")); } // safe
  void c() { jdbi.useTransaction(h -> { h.createUpdate("update tasks set title = :t").bind("t", 1).execute(); }); } // raw
  void d() { try (Handle h = jdbi.open()) { h.select("select 1 from tasks").mapToMap().list(); } } // raw
  void e() { try (var h = jdbi.open()) { h.prepareBatch("insert into tasks (id) values (:id)"); } } // raw
  void f() { try (var h = jdbi.open()) { h.createBatch().add("delete from plans").add("delete from tasks").execute(); } } // raw
  void g() { jdbi.inTransaction(h -> h.createQuery("select * from <table>").define("table", "projects").mapToMap().list()); } // raw|opaque
  void h() { jdbi.onDemand(TaskDao2.class).all(); } // safe
  void i() { jdbi.withExtension(PlanDao2.class, d -> d.all()); } // safe
}
interface TaskDao2 extends SqlObject {
  @SqlQuery("select * from tasks") List<String> all(); // raw
  @SqlUpdate("update plans set title = :t") void plan(String t); // safe
  @SqlQuery("select * from projects where id = :id") // raw
  String one(String id);
  default void raw() { getHandle().execute("delete from tasks"); } // raw
  @SqlBatch("insert into tasks (id) values (:id)") void insert(List<String> id); // raw
}
interface PlanDao2 {
  @SqlQuery("select * from plans where title = 'from tasks'") List<String> all(); // safe
}
class Handle2 { void execute(String s) {} static void x(Handle2 h) { h.execute("hello projects"); } } // safe
class NotSession { Object get(Class<?> c, String id) { return null; } static void x(NotSession s) { s.get(String.class, "projects"); } } // safe
