package dev.watertight.analyzer;

import java.util.List;
import java.util.Random;

/**
 * Programs that run one statement from several files: the text comes from here, a caller hands it
 * on, something else runs it. Few of the files name a table or a class of a library.
 */
final class SpreadStatements {
  private static final List<String> TABLES =
      List.of("projects", "tasks", "team_members", "plans", "PROJECTS", "public.activity");
  private static final List<String> TEXTS =
      List.of("select * from %s", "delete from %s where id = 1", "select 1 from plans p, %s t");

  private final Random random;
  private int next;

  SpreadStatements(Random random) {
    this.random = random;
  }

  private <T> T any(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  void into(ExampleProject project, int statements) {
    for (int i = 0; i < statements; i++) {
      caller(project, text(project), runner(project));
    }
  }

  private String type(ExampleProject project, String prefix, String code) {
    String name = prefix + next++;
    project.with(
        "src/main/java/com/acme/spread/" + name + ".java",
        "package com.acme.spread;\n" + code.replace("$", name));
    return name;
  }

  /** An expression for the statement's text. */
  private String text(ExampleProject project) {
    String table = any(TABLES);
    String text = any(TEXTS).formatted(table);
    int middle = text.indexOf(table) + table.length() / 2;
    String first = text.substring(0, middle);
    String second = text.substring(middle);
    return switch (random.nextInt(6)) {
      case 0 -> "\"" + text + "\"";
      case 1 -> "\"" + first + "\" + \"" + second + "\"";
      case 2 ->
          type(project, "Text", "class $ { static final String ALL = \"" + text + "\"; }") + ".ALL";
      case 3 ->
          type(project, "Text", "class $ { static String all() { return \"" + text + "\"; } }")
              + ".all()";
      case 4 -> {
        String a = type(project, "Part", "class $ { static final String A = \"" + first + "\"; }");
        String b = type(project, "Part", "class $ { static final String B = \"" + second + "\"; }");
        yield type(
                project, "Text", "class $ { static final String ALL = " + a + ".A + " + b + ".B; }")
            + ".ALL";
      }
      default -> {
        String base = type(project, "Names", "interface $ { String TABLE = \"" + table + "\"; }");
        String holder = type(project, "Names", "class $ implements " + base + " {}");
        yield "\"select * from \" + " + holder + ".TABLE";
      }
    };
  }

  /** A class with a method {@code run(String)}. */
  private String runner(ExampleProject project) {
    String direct =
        switch (random.nextInt(4)) {
          case 0 ->
              type(
                  project,
                  "Runner",
                  "import org.springframework.jdbc.core.JdbcTemplate;\n"
                      + "class $ { JdbcTemplate jdbc; Object run(String sql) { return jdbc.queryForList(sql); } }");
          case 1 ->
              type(
                  project,
                  "Runner",
                  "import org.jooq.DSLContext;\n"
                      + "class $ { DSLContext dsl; Object run(String sql) { return dsl.fetch(sql); } }");
          case 2 ->
              type(
                  project,
                  "Runner",
                  "import jakarta.persistence.EntityManager;\n"
                      + "class $ { EntityManager em; Object run(String sql) { return em.createNativeQuery(sql).getResultList(); } }");
          default ->
              type(
                  project,
                  "Runner",
                  "import java.sql.*;\n"
                      + "class $ { Connection c; Object run(String sql) throws SQLException { return c.prepareStatement(sql).executeQuery(); } }");
        };
    return switch (random.nextInt(4)) {
      case 0 -> direct;
      case 1 -> type(project, "Runner", "class $ extends " + direct + " {}");
      case 2 ->
          type(
              project,
              "Runner",
              "class $ { "
                  + direct
                  + " inner; Object run(String sql) throws Exception { return inner.run(sql); } }");
      default -> {
        String type =
            type(project, "Port", "interface $ { Object run(String sql) throws Exception; }");
        type(project, "Runner", "class $ extends " + direct + " implements " + type + " {}");
        yield type;
      }
    };
  }

  private void caller(ExampleProject project, String text, String runner) {
    String body =
        switch (random.nextInt(4)) {
          case 0 ->
              "class $ { R r; Object all() throws Exception { return r.run(" + text + "); } }";
          case 1 ->
              "class $ { R r; Object all() throws Exception { String q = "
                  + text
                  + "; var x = q; return r.run(x); } }";
          case 2 ->
              "class $ { private final R r; $(R r) { this.r = r; } Object all() throws Exception {"
                  + " return go("
                  + text
                  + "); } private Object go(String q) throws Exception { return r.run(q); } }";
          default ->
              "class $ { static final String QUERY = "
                  + text
                  + "; java.util.concurrent.Callable<Object> all(R r) { return () -> r.run(QUERY); } }";
        };
    type(project, "Caller", body.replace("R r", runner + " r"));
  }
}
