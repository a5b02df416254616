package dev.watertight.database.world;

import dev.watertight.database.catalog.Column;
import dev.watertight.database.catalog.Identifier;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Lets PostgreSQL evaluate expressions of one table over rows that are not in it. An expression
 * that raises an error for some row is taken for false there.
 */
final class Evaluation {
  private final Connection connection;
  private final TablePlan plan;
  private final Map<String, String> guarded = new HashMap<>();
  private boolean guard;

  Evaluation(Connection connection, TablePlan plan) {
    this.connection = connection;
    this.plan = plan;
  }

  /** One place of the query: columns that vary together, and the values that they may have. */
  record Dimension(List<String> columns, List<Map<String, Optional<String>>> options) {}

  /** What an expression's value is read as. */
  enum As {
    /** Whether it is not false. */
    CHECK,
    /** Whether it is true. */
    PREDICATE,
    /** Its text. */
    TEXT
  }

  /** An expression to evaluate. */
  record Question(String expression, As as, Set<String> columns) {}

  /** For each row the answers: {@code t} or {@code f}, or the text; empty for null. */
  List<List<Optional<String>>> answers(List<Draft> rows, List<Question> questions)
      throws SQLException {
    String source = source(rows, questions);
    try {
      return ask(source, rows.size(), questions);
    } catch (SQLException e) {
      if (guard) {
        throw e;
      }
      guard = true;
      return ask(source, rows.size(), questions);
    }
  }

  /** The same; empty where a value is none of its column's type, or an expression fails. */
  Optional<List<List<Optional<String>>>> unguarded(List<Draft> rows, List<Question> questions)
      throws SQLException {
    try {
      return Optional.of(ask(source(rows, questions), rows.size(), questions));
    } catch (SQLException e) {
      if (Inserts.isFatal(e)) {
        throw e;
      }
      return Optional.empty();
    }
  }

  private String source(List<Draft> rows, List<Question> questions) {
    Set<String> columns = columns(questions.stream().flatMap(q -> q.columns().stream()).toList());
    StringBuilder values = new StringBuilder();
    for (int i = 0; i < rows.size(); i++) {
      values.append(i == 0 ? "(" : ", (").append(i);
      for (String column : columns) {
        values.append(", ").append(cast(column, rows.get(i).value(column)));
      }
      values.append(')');
    }
    return "select * from (values " + values + ") v(\"wt row\"" + names(columns, ", ") + ")";
  }

  private List<List<Optional<String>>> ask(String source, int rows, List<Question> questions)
      throws SQLException {
    StringBuilder sql = new StringBuilder("select ");
    for (int i = 0; i < questions.size(); i++) {
      sql.append(i == 0 ? "" : ", ").append(asked(questions.get(i)));
    }
    sql.append(" from ").append(withGenerated(source)).append(" order by \"wt row\"");
    List<List<Optional<String>>> answers = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql.toString())) {
      while (result.next()) {
        List<Optional<String>> row = new ArrayList<>();
        for (int i = 1; i <= questions.size(); i++) {
          row.add(Optional.ofNullable(result.getString(i)));
        }
        answers.add(row);
      }
    }
    if (answers.size() != rows) {
      throw new SQLException("asked of " + rows + " rows, answered of " + answers.size());
    }
    return answers;
  }

  /**
   * The combinations of options that satisfy all checks, as an option's number for each dimension;
   * those that deviate least first.
   *
   * @param row what columns hold that are in no dimension
   */
  List<int[]> solutions(Draft row, List<Dimension> dimensions, List<Question> checks, int most)
      throws SQLException {
    try {
      return solve(row, dimensions, checks, most);
    } catch (SQLException e) {
      if (guard) {
        throw e;
      }
      guard = true;
      return solve(row, dimensions, checks, most);
    }
  }

  private List<int[]> solve(Draft row, List<Dimension> dimensions, List<Question> checks, int most)
      throws SQLException {
    Set<String> fixed = columns(checks.stream().flatMap(q -> q.columns().stream()).toList());
    StringBuilder source = new StringBuilder("select * from (select 1) one");
    StringBuilder ranks = new StringBuilder();
    StringBuilder order = new StringBuilder();
    for (int d = 0; d < dimensions.size(); d++) {
      Dimension dimension = dimensions.get(d);
      dimension.columns().forEach(fixed::remove);
      source.append(" cross join (values ");
      for (int o = 0; o < dimension.options().size(); o++) {
        source.append(o == 0 ? "(" : ", (").append(o);
        for (String column : dimension.columns()) {
          Optional<String> value =
              dimension.options().get(o).getOrDefault(column, Optional.empty());
          source.append(", ").append(cast(column, value));
        }
        source.append(')');
      }
      source
          .append(") d")
          .append(d)
          .append("(\"wt ")
          .append(d)
          .append('"')
          .append(names(dimension.columns(), ", "))
          .append(')');
      ranks.append(d == 0 ? "" : ", ").append("\"wt ").append(d).append('"');
      order.append(d == 0 ? "" : " + ").append("\"wt ").append(d).append('"');
    }
    if (!fixed.isEmpty()) {
      source.append(" cross join (values (");
      int i = 0;
      for (String column : fixed) {
        source.append(i++ == 0 ? "" : ", ").append(cast(column, row.value(column)));
      }
      source.append(")) fixed(").append(names(fixed, ", ").substring(2)).append(')');
    }
    StringBuilder where = new StringBuilder("true");
    checks.forEach(c -> where.append(" and ").append(asked(c)));
    String sql =
        "select "
            + ranks
            + " from "
            + withGenerated(source.toString())
            + " where "
            + where
            + " order by "
            + order
            + ", "
            + ranks
            + " limit "
            + most;
    List<int[]> solutions = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        int[] solution = new int[dimensions.size()];
        for (int d = 0; d < solution.length; d++) {
          solution[d] = result.getInt(d + 1);
        }
        solutions.add(solution);
      }
    }
    return solutions;
  }

  /** Those of the values that the column's type reads at all. */
  Set<String> readable(String column, Collection<String> values) throws SQLException {
    TypeShape type = plan.type(column).base();
    if (type.isText() || values.isEmpty()) {
      return Set.copyOf(values);
    }
    Set<String> readable = new LinkedHashSet<>();
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "create or replace function pg_temp.wt_reads(v text, t text) returns boolean"
              + " language plpgsql as 'begin execute format(''select %L::%s'', v, t); return true;"
              + " exception when others then return false; end'");
      try (ResultSet rows =
          statement.executeQuery(
              "select v from (values ("
                  + String.join(
                      "), (", values.stream().map(v -> Identifier.literal(v) + "::text").toList())
                  + ")) given(v) where pg_temp.wt_reads(v, "
                  + Identifier.literal(type.name())
                  + ")")) {
        while (rows.next()) {
          readable.add(rows.getString(1));
        }
      }
    }
    return readable;
  }

  private Set<String> columns(Collection<String> mentioned) {
    Set<String> columns = new LinkedHashSet<>();
    for (String column : mentioned) {
      columns.add(column);
      for (Column generated : plan.generated()) {
        if (generated.name().equals(column)) {
          columns.addAll(Plans.mentioned(plan.table(), generated.defaultValue().orElse("null")));
        }
      }
    }
    plan.generated().forEach(g -> columns.remove(g.name()));
    return columns;
  }

  private String withGenerated(String source) {
    String name = Identifier.quoted(plan.table().name());
    if (plan.generated().isEmpty()) {
      return "(" + source + ") " + name;
    }
    StringBuilder sql = new StringBuilder("(select *");
    for (Column column : plan.generated()) {
      sql.append(", (")
          .append(present(source, column) ? column.defaultValue().orElse("null") : "null")
          .append(") as ")
          .append(column.sql());
    }
    return sql.append(" from (")
        .append(source)
        .append(") ")
        .append(name)
        .append(") ")
        .append(name)
        .toString();
  }

  /** Whether the source has all columns that the generated one is computed from. */
  private boolean present(String source, Column generated) {
    return Plans.mentioned(plan.table(), generated.defaultValue().orElse("null")).stream()
        .allMatch(c -> source.contains(Identifier.quoted(c)));
  }

  private static String names(Collection<String> columns, String before) {
    StringBuilder names = new StringBuilder();
    columns.forEach(c -> names.append(before).append(Identifier.quoted(c)));
    return names.toString();
  }

  /** The value as the base of its column's type: a domain's checks are asked for by themselves. */
  private String cast(String column, Optional<String> value) {
    return value.map(Identifier::literal).orElse("null") + "::" + plan.type(column).base().name();
  }

  private String asked(Question question) {
    String expression = guard ? guarded(question) : "(" + question.expression() + ")";
    return switch (question.as()) {
      case CHECK -> expression + " is not false";
      case PREDICATE -> expression + " is true";
      case TEXT -> expression + "::text";
    };
  }

  /** A call of a temporary function that answers false, or null, where the expression fails. */
  private String guarded(Question question) {
    String known = guarded.get(question.expression());
    if (known != null) {
      return known;
    }
    List<String> columns = new ArrayList<>(question.columns());
    String name = "wt_" + Integer.toHexString((question + plan.toString()).hashCode());
    List<String> parameters =
        columns.stream().map(c -> Identifier.quoted(c) + " " + plan.type(c).base().name()).toList();
    boolean text = question.as() == As.TEXT;
    String body =
        " begin return ("
            + question.expression()
            + ")"
            + (text ? "::text" : "")
            + "; exception when others then return "
            + (text ? "null" : "false")
            + "; end ";
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "create or replace function pg_temp."
              + name
              + "("
              + String.join(", ", parameters)
              + ") returns "
              + (text ? "text" : "boolean")
              + " language plpgsql as "
              + Identifier.literal(body));
    } catch (SQLException e) {
      // What cannot even be put into a function is left to the insert, which says why.
      guarded.put(question.expression(), text ? "null" : "true");
      return text ? "null" : "true";
    }
    String call =
        "pg_temp."
            + name
            + "("
            + String.join(", ", columns.stream().map(Identifier::quoted).toList())
            + ")";
    guarded.put(question.expression(), call);
    return call;
  }
}
