package dev.watertight.analyzer.roads;

import static dev.watertight.analyzer.roads.RoadCheck.check;

import org.junit.jupiter.api.Test;

class JooqTest {
  private static final String HEAD =
      """
      package acme;
      import static acme.db.Tables.*;
      import acme.db.tables.records.PlansRecord;
      import acme.db.tables.records.ProjectsRecord;
      import java.util.*;
      import java.util.stream.*;
      import org.jooq.*;
      import org.jooq.impl.DSL;
      """;

  @Test
  void aStatementBeginsAtEveryMethodThatTakesATableOrARecord() {
    check(
        HEAD
            + """
            class Dao {
              DSLContext dsl;
              void run(ProjectsRecord project, PlansRecord plan) {
                dsl.fetchByExample(project); //> projects
                dsl.selectQuery(TASKS).fetch(); //> tasks
                dsl.fetchByExample(plan);
                dsl.selectQuery(PLANS).fetch();
                dsl.selectQuery().addSelect(TASKS.ID);
              }
            }
            """);
  }

  @Test
  void plainSqlIsReadWhereverItCanStand() {
    check(
        HEAD
            + """
            class Dao {
              DSLContext dsl;
              void run(String anything) {
                dsl.execute(DSL.sql("truncate projects")); //> projects
                dsl.selectFrom(PLANS).where(PLANS.ID.eq(1).and("exists (select 1 from tasks)")).fetch(); //> tasks
                dsl.selectFrom(PLANS).where(DSL.sql("id in (select id from members)")).fetch(); //> members
                dsl.selectFrom(PLANS).where(anything).fetch(); //> ?
                dsl.selectFrom(PLANS).where(DSL.condition(anything)).fetch(); //> ?
                dsl.execute(DSL.sql("truncate plans"));
                dsl.selectFrom(PLANS).where(PLANS.ID.eq(1).and("name = 'tasks'")).fetch();
                dsl.selectFrom(PLANS).where(DSL.sql("id in (select id from plans)")).fetch();
                dsl.select(DSL.field(anything)).from(PLANS).fetch();
              }
            }
            """);
  }

  @Test
  void aTableThatIsJoinedIntoATextIsItsName() {
    check(
        HEAD
            + """
            class Dao {
              DSLContext dsl;
              void run() {
                dsl.execute("delete from " + PROJECTS); //> projects
                dsl.fetch("select * from " + TASKS.getName()); //> tasks
                dsl.fetch("select * from " + MEMBERS.getQualifiedName()); //> members
                dsl.execute("delete from " + PLANS);
                dsl.fetch("select * from " + PLANS.getName());
              }
            }
            """);
  }

  @Test
  void aTableThatAFunctionMakesIsKnown() {
    check(
        HEAD
            + """
            class Dao {
              DSLContext dsl;
              void run(Table<?> any) {
                dsl.select().from(DSL.generateSeries(1, 3)).fetch();
                dsl.select().from(DSL.unnest(new String[] {"tasks"})).fetch();
                dsl.select().from(any).fetch(); //> ?
              }
            }
            """);
  }

  @Test
  void tablesComeOutOfStreamsAndOptionals() {
    check(
        HEAD
            + """
            class Dao {
              DSLContext dsl;
              void run() {
                Stream.of(PROJECTS, TASKS).forEach(t -> dsl.deleteFrom(t).execute()); //> projects, tasks
                Optional.of(MEMBERS).map(t -> dsl.selectFrom(t).fetch()); //> members
                List.of(PLANS).forEach(t -> dsl.deleteFrom(t).execute());
              }
            }
            """);
  }

  @Test
  void aGeneratedDaoIsAStatementWhereItIsCalled() {
    check(
        """
        package acme.db.tables.daos;
        import acme.db.tables.records.ProjectsRecord;
        import org.jooq.impl.DAOImpl;
        public class ProjectsDao extends DAOImpl<ProjectsRecord, Object, Long> {
          public Object fetchById(Long... values) { return fetch(acme.db.Tables.PROJECTS.ID, values); }
        }
        """,
        """
        package acme;
        class Use { Object run(acme.db.tables.daos.ProjectsDao dao) { return dao.fetchById(1L); } } //> projects
        """);
  }
}
