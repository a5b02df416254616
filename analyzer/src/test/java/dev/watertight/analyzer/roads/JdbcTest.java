package dev.watertight.analyzer.roads;

import static dev.watertight.analyzer.roads.RoadCheck.check;

import org.junit.jupiter.api.Test;

class JdbcTest {
  private static final String HEAD =
      """
      package acme;
      import java.sql.*;
      import java.util.*;
      import java.util.function.*;
      import java.util.stream.*;
      import javax.sql.rowset.*;
      """;

  @Test
  void aRowSetHasACommand() {
    check(
        HEAD
            + """
            class Dao {
              void run(CachedRowSet rows) throws SQLException {
                rows.setCommand("select * from projects"); //> projects
                RowSetProvider.newFactory().createJdbcRowSet().setCommand("select * from tasks"); //> tasks
                rows.setCommand("select * from plans");
              }
            }
            """);
  }

  @Test
  void aMapOfTextsGivesTheOneOfItsKey() {
    check(
        HEAD
            + """
            class Dao {
              private static final Map<String, String> OF = Map.of("a", "delete from projects", "b", "delete from plans");
              private static final Map<String, String> PUT = new HashMap<>();
              static { PUT.put("a", "delete from tasks"); PUT.put("b", "delete from plans"); }
              private static final Map<String, String> OPEN = new HashMap<>();
              static { OPEN.put("a", "delete from plans"); }
              void add(String text) { OPEN.put("b", text); }
              void run(Statement s, String key) throws SQLException {
                s.execute(OF.get(key)); //> projects
                s.execute(OF.get("a")); //> projects
                s.execute(OF.get("b"));
                s.execute(PUT.get(key)); //> tasks
                s.execute(PUT.get("b"));
                s.execute(OF.getOrDefault("b", "delete from members")); //> members
                s.execute(OPEN.get(key)); //> ?
                for (Map.Entry<String, String> e : OF.entrySet()) { s.execute(e.getValue()); } //> projects
              }
            }
            """);
  }

  @Test
  void functionsGiveTexts() {
    check(
        HEAD
            + """
            class Dao {
              void run(Statement s, String any) throws SQLException {
                Supplier<String> supplier = () -> "delete from projects";
                Supplier<String> plans = () -> "delete from plans";
                Function<String, String> from = t -> "delete from " + t;
                s.execute(supplier.get()); //> projects
                s.execute(plans.get());
                s.execute(from.apply("tasks")); //> tasks
                s.execute(from.apply("plans"));
                s.execute(Optional.of("members").map(t -> "delete from " + t).get()); //> members
                s.execute(Optional.ofNullable(any).map(x -> "delete from plans").orElse("truncate plans"));
                s.execute(Stream.of("delete", "from", "tasks").collect(Collectors.joining(" "))); //> tasks
                s.execute(Stream.of("delete", "from", "plans").collect(Collectors.joining(" ")));
              }
            }
            """);
  }

  @Test
  void eachElementGoesToTheLambda() {
    check(
        HEAD
            + """
            class Dao {
              void run(Statement s) {
                List.of("projects", "plans").forEach(t -> { try { s.execute("truncate " + t); } catch (SQLException e) { } }); //> projects
                Stream.of("tasks").map(t -> "truncate " + t).forEach(q -> { try { s.execute(q); } catch (SQLException e) { } }); //> tasks
                List.of("plans").forEach(t -> { try { s.execute("truncate " + t); } catch (SQLException e) { } });
              }
            }
            """);
  }

  @Test
  void anObjectKeepsWhatItWasMadeOf() {
    check(
        HEAD
            + """
            record Query(String sql) { Query { sql = sql.strip(); } }
            record From(String table) { String select() { return "select * from " + table; } }
            enum Kind {
              PROJECTS("select * from projects"), PLANS("select * from plans");
              final String sql;
              Kind(String sql) { this.sql = sql; }
              String sql() { return sql; }
            }
            class Dao {
              void run(Statement s, Kind kind) throws SQLException {
                s.execute(new Query("delete from projects").sql()); //> projects
                s.execute(new Query("delete from plans").sql());
                From tasks = new From("tasks");
                s.execute(tasks.select()); //> tasks
                s.execute(new From("plans").select());
                s.execute(Kind.PROJECTS.sql); //> projects
                s.execute(Kind.PLANS.sql);
                s.execute(Kind.PLANS.sql());
                s.execute(kind.sql()); //> projects
              }
            }
            """);
  }

  @Test
  void anInheritedMethodIsThatOfItsObject() {
    check(
        HEAD
            + """
            interface Named { String table(); default String select() { return "select * from " + table(); } }
            class Projects implements Named {
              public String table() { return "projects"; }
              void run(Statement s) throws SQLException { s.execute(select()); } //> projects
            }
            class Plans implements Named {
              public String table() { return "plans"; }
              void run(Statement s) throws SQLException { s.execute(select()); }
            }
            """);
  }

  @Test
  void aHelperPutsTextIntoABuilder() {
    check(
        HEAD
            + """
            class Dao {
              void run(Statement s) throws SQLException {
                StringBuilder one = new StringBuilder("select * ");
                tail(one, "projects");
                s.execute(one.toString()); //> projects
                StringBuilder other = new StringBuilder("select * ");
                tail(other, "plans");
                s.execute(other.toString());
              }
              private static void tail(StringBuilder text, String table) { text.append("from ").append(table); }
            }
            """);
  }

  @Test
  void aHelperTakesAnyNumberOfArguments() {
    check(
        HEAD
            + """
            class Dao {
              Connection c;
              private ResultSet run(String sql, Object... values) throws SQLException { return c.prepareStatement(sql).executeQuery(); }
              void use() throws SQLException {
                run("select * from projects"); //> projects
                run("select * from tasks where id = ?", 1); //> tasks
                run("select * from members where id in (?, ?)", 1, 2); //> members
                run("select * from plans");
                run("select * from plans where id in (?, ?)", 1, 2);
              }
            }
            """);
  }

  @Test
  void aReferenceToAHelperIsACall() {
    check(
        HEAD
            + """
            class Dao {
              Statement s;
              private void runIt(String sql) { try { s.execute(sql); } catch (SQLException e) { } }
              void use(List<String> any) {
                List.of("delete from projects").forEach(this::runIt); //> projects
                List.of("delete from plans").forEach(this::runIt);
                any.forEach(this::runIt); //> ?
              }
            }
            """);
  }
}
