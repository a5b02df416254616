package dev.watertight.analyzer.roads;

import static dev.watertight.analyzer.roads.RoadCheck.check;

import org.junit.jupiter.api.Test;

class SpringJdbcTest {
  private static final String HEAD =
      """
      package acme;
      import java.util.*;
      import java.util.stream.*;
      import javax.sql.DataSource;
      import org.springframework.jdbc.core.*;
      import org.springframework.jdbc.object.*;
      """;

  @Test
  void anSqlObjectIsItsText() {
    check(
        HEAD
            + """
            class Objects {
              Object a(DataSource ds) { return new SqlUpdate(ds, "delete from projects"); } //> projects
              Object b(DataSource ds) { return new SqlUpdate(ds, "delete from plans"); }
              void c(SqlUpdate update) { update.setSql("delete from tasks"); } //> tasks
              void d(SqlUpdate update) { update.setSql("delete from plans"); }
              Object e() { return new PreparedStatementCreatorFactory("delete from members"); } //> members
            }
            class Projects extends MappingSqlQuery<String> {
              Projects(DataSource ds) { super(ds, "select * from projects"); } //> projects
            }
            class Plans extends MappingSqlQuery<String> {
              Plans(DataSource ds) { super(ds, "select * from plans"); }
            }
            class Rename extends SqlUpdate {
              Rename() { setSql("update tasks set name = ?"); } //> tasks
            }
            """);
  }

  @Test
  void aReferenceToATemplateRunsEachText() {
    check(
        HEAD
            + """
            class Dao {
              JdbcTemplate jdbc;
              void run() {
                Stream.of("delete from projects", "delete from tasks").forEach(jdbc::execute); //> projects, tasks
                List.of("delete from plans").forEach(jdbc::execute);
              }
            }
            """);
  }
}
