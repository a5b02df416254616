package dev.watertight.analyzer.roads;

import static dev.watertight.analyzer.roads.RoadCheck.check;

import org.junit.jupiter.api.Test;

class JdbiTest {
  private static final String V3 =
      """
      package acme;
      import java.util.*;
      import org.jdbi.v3.core.*;
      import org.jdbi.v3.sqlobject.*;
      import org.jdbi.v3.sqlobject.statement.*;
      import org.jdbi.v3.sqlobject.locator.UseClasspathSqlLocator;
      """;
  private static final String V2 =
      """
      package acme;
      import java.util.*;
      import org.skife.jdbi.v2.*;
      import org.skife.jdbi.v2.sqlobject.*;
      """;

  private static final String HANDLE =
      """
      class Dao {
        void run(Handle handle) {
          handle.createQuery("select * from projects where id = :id"); //> projects
          handle.execute("delete from tasks where id = ?", 1); //> tasks
          handle.select("select * from members", 1); //> members
          handle.prepareBatch("insert into tasks (id) values (?)"); //> tasks
          handle.createBatch().add("delete from projects"); //> projects
          handle.createQuery("select * from plans where id = :id");
          handle.execute("delete from plans where id = ?", 1);
          handle.select("select * from plans", 1);
          handle.prepareBatch("insert into plans (id) values (?)");
          handle.createBatch().add("delete from plans");
        }
      }
      """;

  @Test
  void aHandleOfVersion3RunsText() {
    check(V3 + HANDLE);
  }

  @Test
  void aHandleOfVersion2RunsText() {
    check(V2 + HANDLE);
  }

  @Test
  void aHandleIsHandedToALambda() {
    check(
        V3
            + """
            class Dao {
              Jdbi jdbi;
              void run() {
                jdbi.useHandle(h -> h.execute("delete from tasks")); //> tasks
                jdbi.withHandle(h -> h.createQuery("select * from projects").mapToMap().list()); //> projects
                jdbi.useTransaction(h -> h.createUpdate("update members set a = 1").execute()); //> members
                jdbi.useHandle(h -> h.execute("delete from plans"));
                jdbi.withHandle(h -> h.createQuery("select * from plans").mapToMap().list());
                jdbi.useTransaction(h -> h.createUpdate("update plans set a = 1").execute());
              }
            }
            """);
  }

  @Test
  void anAnnotationOfVersion3IsTheStatement() {
    check(
        V3
            + """
            interface Dao extends SqlObject {
              @SqlQuery("select * from projects where id = :id") Object one(long id); //> projects
              @SqlUpdate("insert into tasks (id) values (:id)") void add(long id); //> tasks
              @SqlBatch("insert into members (id) values (:id)") void addAll(List<Long> ids); //> members
              @SqlQuery("select * from plans where id = :id") Object plan(long id);
              @SqlUpdate("insert into plans (id) values (:id)") void addPlan(long id);
              default void clear() {
                getHandle().execute("delete from tasks"); //> tasks
                getHandle().execute("delete from plans");
              }
            }
            """);
  }

  @Test
  void anAnnotationOfVersion2IsTheStatement() {
    check(
        V2
            + """
            abstract class Dao {
              @SqlQuery("select * from projects where id = :id") abstract Object one(long id); //> projects
              @SqlUpdate("delete from tasks") abstract void drop(); //> tasks
              @SqlQuery("select * from plans where id = :id") abstract Object plan(long id);
              @SqlUpdate("delete from plans") abstract void dropPlans();
            }
            """);
  }

  @Test
  void anAnnotationWithoutTextNamesAStatementThatStandsElsewhere() {
    check(
        V3
            + """
            @UseClasspathSqlLocator
            interface Dao {
              @SqlQuery Object all();
              @SqlQuery("findAll") Object byName();
              @SqlUpdate("dao.removeAll") void remove();
            }
            """);
  }

  @Test
  void anAttributeOfATemplateIsNotKnown() {
    check(
        V3
            + """
            interface Dao {
              @SqlQuery("select * from <table>") Object any(String table); //> ?
              @SqlQuery("select * from plans where <condition>") Object some(String condition); //> ?
              @SqlQuery("select * from plans where id in (<ids>)") Object listed(List<Long> ids);
              @SqlQuery("select * from plans where a < 3 and b > 4") Object compared();
            }
            """);
  }

  @Test
  void whatLooksLikeAHandleIsNone() {
    check(
        """
        package acme;
        class Handle { Object createQuery(String text) { return null; } void execute(String text) {} }
        class Use {
          void run(Handle handle) {
            handle.createQuery("select * from projects");
            handle.execute("delete from projects");
          }
        }
        """);
  }
}
