package dev.watertight.analyzer.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SqlReaderTablesTest {
  static Stream<String[]> statements() throws IOException {
    return specification("statements.txt");
  }

  static Stream<String[]> jpql() throws IOException {
    return specification("jpql.txt");
  }

  static Stream<String[]> specification(String file) throws IOException {
    try (InputStream in = SqlReaderTablesTest.class.getResourceAsStream(file)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(
              line -> {
                int arrow = line.lastIndexOf(" => ");
                return new String[] {
                  line.substring(0, arrow).replace('␣', SqlText.HOLE), line.substring(arrow + 4)
                };
              })
          .toList()
          .stream();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("statements")
  void finds_the_tables_of_a_statement_and_nothing_else(String sql, String expected) {
    SqlShape shape = SqlReader.read(sql, Dialect.SQL);

    assertThat(shape.problem()).isEmpty();
    assertThat(shape.understood()).isTrue();
    assertThat(spelled(shape)).isEqualTo(expected);
  }

  static String spelled(SqlShape shape) {
    List<String> tables =
        shape.statements().stream()
            .flatMap(s -> s.tables().stream())
            .map(SqlReaderTablesTest::spelled)
            .toList();
    return tables.isEmpty() ? "none" : String.join(", ", tables);
  }

  private static String spelled(TableRef table) {
    return (table.access() == TableRef.Access.WRITE ? "+" : "")
        + table.schema().map(s -> s.replace(SqlText.HOLE, '␣') + ".").orElse("")
        + table.name().replace(SqlText.HOLE, '␣')
        + table.alias().map(a -> " " + a).orElse("");
  }

  static String paths(SqlShape shape) {
    return shape.statements().stream()
        .flatMap(s -> s.paths().stream())
        .map(
            p -> p.alias() + "." + String.join(".", p.path()) + p.as().map(a -> " " + a).orElse(""))
        .collect(Collectors.joining(", "));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("jpql")
  void finds_the_entities_of_a_jpql_statement_and_its_paths(String jpql, String expected) {
    SqlShape shape = SqlReader.read(jpql, Dialect.JPQL);

    assertThat(shape.problem()).isEmpty();
    String paths = paths(shape);
    assertThat(spelled(shape) + (paths.isEmpty() ? "" : " | " + paths)).isEqualTo(expected);
  }
}
