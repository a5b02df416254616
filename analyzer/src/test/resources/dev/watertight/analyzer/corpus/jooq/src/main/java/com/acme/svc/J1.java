package com.acme.svc;
import static com.acme.jooq.Tables.*;
import static org.jooq.impl.DSL.*;
import com.acme.jooq.tables.*;
import com.acme.jooq.tables.records.*;
import java.util.*;
import org.jooq.*;
import org.jooq.Record;
import org.jooq.impl.DSL;
class J1 {
  private final DSLContext dsl;
  private final Configuration configuration;
  J1(DSLContext dsl, Configuration configuration) { this.dsl = dsl; this.configuration = configuration; }
  void a() { dsl.selectFrom(PROJECTS).fetch(); } // raw
  void b() { dsl.selectFrom(PLANS).fetch(); } // safe
  void c() { dsl.select(PLANS.NAME).from(PLANS).join(PROJECTS).on(PROJECTS.ID.eq(PLANS.ID)).fetch(); } // raw
  void d() { dsl.select().from(PLANS).where(exists(selectOne().from(TASKS))).fetch(); } // raw
  void e() { dsl.select().from(PLANS).where(PLANS.ID.in(select(TASKS.ID).from(TASKS))).fetch(); } // raw
  void f() { var t = TASKS.as("t"); dsl.select(t.NAME).from(t).fetch(); } // raw
  void g() { dsl.insertInto(TASKS, TASKS.NAME).values("x").onConflict().doNothing().execute(); } // raw
  void h() { dsl.insertInto(TASKS).set(TASKS.NAME, "x").returning().fetchOne(); } // raw
  void i() { dsl.update(PROJECTS).set(PROJECTS.NAME, "x").where(PROJECTS.ID.eq(UUID.randomUUID())).execute(); } // raw
  void j() { dsl.deleteFrom(PROJECTS).execute(); } // raw
  void k() { dsl.mergeInto(PLANS).using(TASKS).on(trueCondition()).whenNotMatchedThenInsert().execute(); } // raw
  void l() { dsl.fetchCount(PROJECTS); } // raw
  void m() { dsl.fetchExists(selectOne().from(PROJECTS)); } // raw
  void n() { dsl.fetchOne(PROJECTS, PROJECTS.ID.eq(UUID.randomUUID())); } // raw
  void o() { dsl.fetchOne(PLANS, PLANS.NAME.eq("x")); } // safe
  void p() { dsl.newRecord(PROJECTS).store(); } // raw
  void q() { ProjectsRecord r = new ProjectsRecord(); r.attach(configuration); r.setName("x"); r.store(); } // raw
  void r() { PlansRecord r = dsl.newRecord(PLANS); r.setName("x"); r.store(); } // safe
  void s(ProjectsRecord r) { r.delete(); } // raw
  void t(List<TasksRecord> rs) { dsl.batchStore(rs).execute(); } // raw
  void u(List<PlansRecord> rs) { dsl.batchInsert(rs).execute(); } // safe
  void v() { dsl.transaction(c -> { c.dsl().selectFrom(TASKS).fetch(); }); } // raw
  void w() { dsl.transactionResult(c -> DSL.using(c).selectFrom(TASKS).fetch()); } // raw
  void x() { DSL.using(configuration).selectFrom(TASKS).fetch(); } // raw
  void y() { dsl.with("x").as(select().from(TASKS)).select().from(table(name("x"))).fetch(); } // raw
  void z() { dsl.with("tasks").as(select().from(PLANS)).select().from(table(name("tasks"))).fetch(); } // safe
  void aa() { CommonTableExpression<?> cte = name("x").as(select(TASKS.ID).from(TASKS)); dsl.with(cte).selectFrom(cte).fetch(); } // raw
  void ab() { dsl.select().from("projects").fetch(); } // raw
  void ac() { dsl.select().from(table("projects p")).fetch(); } // raw
  void ad() { dsl.select().from(table(name("public", "projects"))).fetch(); } // raw
  void ae() { dsl.select().from(table(name("plans"))).fetch(); } // safe
  void af() { dsl.fetch("select * from projects"); } // raw
  void ag() { dsl.fetch("select * from plans where id = {0}", val("projects")); } // safe
  void ah() { dsl.fetch("select * from {0}", PROJECTS); } // raw
  void ai() { dsl.execute("delete from tasks where id = ?", 1); } // raw
  void aj() { dsl.resultQuery("select 1 from tasks").fetch(); } // raw
  void ak() { dsl.batch("delete from plans", "delete from tasks").execute(); } // raw
  void al() { dsl.batch(dsl.deleteFrom(PLANS), dsl.deleteFrom(TASKS)).execute(); } // raw
  void am(String q) { dsl.fetch(q); } // opaque
  void an(Table<?> t) { dsl.selectFrom(t).fetch(); } // safe
  void ao() { an(PROJECTS); } // raw
  void ap() { an(PLANS); } // safe
  void aq() { Condition c = TASKS.NAME.eq("x"); } // safe
  void ar() { List<Field<?>> fs = List.of(TASKS.NAME, PROJECTS.ID); dsl.select(fs).from(PLANS).fetch(); } // safe
  void as() { Select<?> s = select().from(TASKS); dsl.select().from(s.asTable("x")).fetch(); } // raw
  void at() { var q = dsl.selectQuery(); q.addFrom(PLANS); q.addJoin(TASKS, trueCondition()); q.fetch(); } // raw
  void au(boolean w) { var q = dsl.selectQuery(); q.addFrom(w ? PROJECTS : PLANS); q.fetch(); } // raw
  void av() { dsl.select().from(PLANS).union(select().from(TASKS)).fetch(); } // raw
  void aw() { dsl.select(field("(select count(*) from tasks)")).from(PLANS).fetch(); } // raw
  void ax() { dsl.select().from(PLANS).where("exists (select 1 from tasks)").fetch(); } // raw
  void ay() { dsl.select().from(PLANS).where("name = 'tasks'").fetch(); } // safe
  void az() { dsl.loadInto(TASKS).loadCSV("x").fields(TASKS.NAME).execute(); } // raw
  void ba() { dsl.truncate(TASKS).execute(); } // raw
  void bb() { dsl.select(multiset(select(TASKS.NAME).from(TASKS))).from(PLANS).fetch(); } // raw
  void bc() { dsl.meta().getTables("projects"); } // safe
  void bd() { dsl.createTableIfNotExists("projects_tmp").columns(TASKS.NAME).execute(); } // safe
  void be() { dsl.select(set("x")).fetch(); } // safe
  Field<String> set(String x) { return val(x); }
  void bf() { dsl.select(function("set_config", String.class, val("app.current_org_id"), val("x"), val(false))).fetch(); } // session
  void bg() { dsl.select(function("set_config", String.class, val("app.current_org_id"), val("x"), val(true))).fetch(); } // outside
  void bh(Converter<String, UUID> conv) { conv.from("x"); } // safe
  void bi(ProjectsRecord r, Map<String, Object> m) { r.from(m); r.into(String.class); } // safe
  void bj(Result<ProjectsRecord> rs) { rs.forEach(x -> System.out.println(x.getId())); } // safe
  void bk() { dsl.connection(c -> { c.createStatement().execute("select * from tasks"); }); } // raw
  void bl() { dsl.connectionResult(c -> c.prepareStatement("select * from plans")); } // safe
  void bm() { String sql = dsl.renderInlined(select().from(PLANS)); dsl.fetch(sql); } // opaque
  void bn() { dsl.selectFrom(Projects.PROJECTS.where(Projects.PROJECTS.NAME.eq("x"))).fetch(); } // raw
  void bo() { dsl.select().from(PLANS.leftJoin(TASKS).on(trueCondition())).fetch(); } // raw
  void bp() { dsl.select().from(lateral(select().from(TASKS))).fetch(); } // raw
  void bq() { dsl.selectCount().from(TASKS).fetchOne(0, int.class); } // raw
  void br() { Projects p = new Projects(); dsl.selectFrom(p).fetch(); } // raw
  void bs() { dsl.insertInto(PLANS).select(select().from(TASKS)).execute(); } // raw
  SelectConditionStep<Record> base() { return dsl.select().from(TASKS).where(trueCondition()); } // raw
  void bt() { base().and(TASKS.NAME.eq("x")).fetch(); } // safe
  void bu(Optional<String> n) { n.map(x -> dsl.selectFrom(TASKS).where(TASKS.NAME.eq(x)).fetch()).orElseThrow(); } // raw
  void bv() { Runnable r = () -> dsl.selectFrom(TASKS).fetch(); r.run(); } // raw
  void bw() { new Object() { void go() { dsl.selectFrom(TASKS).fetch(); } }.go(); } // raw
  void bx() { List.of(1).stream().map(i -> dsl.fetchCount(TASKS)).toList(); } // raw
  void by() { dsl.query("set app.current_org_id = 'a'").execute(); } // session
  void bz() { dsl.setLocal(name("app.current_org_id"), val("x")).execute(); } // outside
  void ca() { dsl.fetch(DSL.sql("select * from tasks")); } // raw
  void cb() { dsl.fetch("select * from " + TASKS.getName()); } // raw|opaque
  void cc() { dsl.fetch("select * from {0}", table(name("tasks"))); } // raw
  void cd() { dsl.fetchSingle(select(count()).from(TASKS)); } // raw
  void ce() { ResultQuery<?> q = dsl.parser().parseResultQuery("select * from tasks"); dsl.fetch(q); } // raw|opaque
}
