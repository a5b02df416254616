package dev.watertight.analyzer.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlFileTest {
  @Test
  void a_file_without_names_is_one_query() {
    SqlFile file = SqlFile.read("sql/find.sql", "\n-- finds it\nselect * from projects\n");

    assertThat(file.queries()).hasSize(1);
    assertThat(file.queries().get(0).name()).isEmpty();
    SourceText text = file.queries().get(0).text();
    assertThat(text.lineAt(text.text().indexOf("projects"))).isEqualTo(3);
  }

  @Test
  void comments_with_names_begin_queries() {
    SqlFile file =
        SqlFile.read(
            "sql/all.sql",
            """
            -- name: find-all
            select * from projects;

            -- name: add<!
            -- adds one
            insert into tasks values (?);
            """);

    assertThat(file.queries())
        .extracting(q -> q.name().orElse(""))
        .containsExactly("find-all", "add");
    SourceText text = file.queries().get(1).text();
    assertThat(text.lineAt(text.text().indexOf("insert"))).isEqualTo(6);
  }

  @Test
  void comments_alone_are_no_query() {
    assertThat(SqlFile.read("a.sql", "-- nothing\n\n/* here */").queries()).isEmpty();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "db/migration/V1__a.sql | select 1 | true",
        "src/main/resources/db/changelog/x.sql | insert into a values (1) | true",
        "V2__x.sql | delete from a | true",
        "a.sql | create table a (id int) | true",
        "a.sql | insert into a values (1); create table b (id int) | true",
        "data.sql | insert into a values (1); insert into b values (2) | true",
        "sql/find.sql | select * from a where id = :id | false",
        "sql/add.sql | insert into a values (:id) | false",
        "sql/Vote.sql | update a set x = 1 | false",
        "sql/with.sql | with x as (select 1) select * from x | false",
      })
  void tells_migrations_from_queries(String path, String text, boolean migration) {
    assertThat(SqlFile.isMigration(path, text)).isEqualTo(migration);
  }
}
