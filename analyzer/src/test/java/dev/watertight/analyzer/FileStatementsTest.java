package dev.watertight.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watertight.core.finding.Finding;
import dev.watertight.core.finding.Severity;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileStatementsTest {
  @TempDir Path folder;
  private TinyProject project;

  @BeforeEach
  void aProject() throws Exception {
    project = new TinyProject(folder);
  }

  private void mapper(String statement) throws Exception {
    project.file(
        "src/main/resources/Mapper.xml",
        "<mapper namespace=\"com.acme.web.Mapper\">\n" + statement + "\n</mapper>\n");
  }

  private void mapperOfTheFactory(String statement) throws Exception {
    project.file("com/acme/data/Mapper.java", "package com.acme.data; interface Mapper {}");
    project.file(
        "src/main/resources/Mapper.xml",
        "<mapper namespace=\"com.acme.data.Mapper\">\n" + statement + "\n</mapper>\n");
  }

  @Test
  void a_schema_may_be_a_file_of_the_kind_ddl() throws Exception {
    Files.move(
        folder.resolve("src/main/resources/db/migration/V1__schema.sql"),
        folder.resolve("src/main/resources/db/migration/schema.ddl"));

    assertThat(project.scan().tables()).anyMatch(t -> t.name().equals("projects"));
  }

  @Test
  void a_clause_that_is_paging_by_its_name_is_a_remark() throws Exception {
    mapperOfTheFactory(
        "<select id='all'>${limitBefore} select * from projects where organization_id = #{o}"
            + " ${orderBy} ${limitAfter}</select>");

    assertThat(project.scan().findings())
        .singleElement()
        .satisfies(
            f -> {
              assertThat(f.rule()).isEqualTo("opaque-sql");
              assertThat(f.severity()).isEqualTo(Severity.NOTE);
              assertThat(f.message()).contains("`${limitBefore}`, `${orderBy}`, `${limitAfter}`");
            });
  }

  @Test
  void a_clause_of_any_other_name_is_not_proven_safe() throws Exception {
    mapperOfTheFactory(
        "<select id='all'>select * from projects where organization_id = #{o} ${more}</select>");

    assertThat(project.scan().findings())
        .extracting(Finding::rule, Finding::severity)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("opaque-sql", Severity.WARNING));
  }

  @Test
  void paging_does_not_hide_that_a_table_is_reached() throws Exception {
    mapper("<select id='all'>${limitBefore} select * from projects ${limitAfter}</select>");

    assertThat(project.found()).containsExactly("raw-table-access Mapper.xml:2");
  }

  @Test
  void a_table_of_no_tenant_is_known_under_any_prefix() throws Exception {
    mapper("<select id='all'>select * from ${prefix}countries where code = #{c}</select>");

    assertThat(project.found()).isEmpty();
  }

  @Test
  void a_name_that_may_become_the_one_of_a_tenants_table_is_not_known() throws Exception {
    mapper("<select id='all'>select * from ${kind}jects where id = #{c}</select>");

    assertThat(project.found()).containsExactly("opaque-sql Mapper.xml:2");
  }

  @Test
  void a_statement_for_another_database_is_left_out_where_there_is_one_for_postgresql()
      throws Exception {
    mapper(
        """
        <update id='rename'>update plans set name = #{n}</update>
        <update id='rename_mysql'>update projects set name = #{n}</update>
        <update id='drop_oracle'>delete from tasks</update>
        """);

    assertThat(project.found()).containsExactly("raw-table-access Mapper.xml:4");
  }

  @Test
  void a_part_for_another_database_is_left_out() throws Exception {
    mapper(
        """
        <select id='a'>select * from plans <if test="_databaseId == 'mysql'">join projects</if></select>
        <select id='b'>select * from plans <if test="_databaseId == 'postgresql'">, projects</if></select>
        <select id='c'><choose><when test="_databaseId != 'oracle'">select 1</when><otherwise>select * from tasks</otherwise></choose></select>
        <select id='d'>select * from plans <if test="_databaseId == 'mysql' or full">, projects</if></select>
        """);

    assertThat(project.found())
        .containsExactly("raw-table-access Mapper.xml:3", "raw-table-access Mapper.xml:5");
  }

  @Test
  void a_template_is_reported_where_it_stands_and_once() throws Exception {
    project.file(
        "src/main/resources/com/acme/web/Base.sql.stg",
        """
        tableName() ::= ""
        all() ::= <<
        select * from <tableName()>
        >>
        """);
    for (String name : new String[] {"A", "B"}) {
      project.file(
          "src/main/resources/com/acme/web/" + name + ".sql.stg",
          "import \"com/acme/web/Base.sql.stg\"\ntableName() ::= \"projects\"\n");
    }

    assertThat(project.found()).containsExactly("raw-table-access Base.sql.stg:2");
  }

  @Test
  void a_template_whose_table_nobody_names_is_not_proven_safe() throws Exception {
    project.file(
        "src/main/resources/com/acme/web/Any.sql.stg",
        "all(tableName) ::= <<\nselect * from <tableName>\n>>\n");

    assertThat(project.found()).containsExactly("opaque-sql Any.sql.stg:1");
  }

  @Test
  void scripts_that_upgrade_a_schema_are_no_statements_of_the_code() throws Exception {
    project.file(
        "src/main/resources/db/upgrade/mysql.1.to.2.sql", "update projects set name = 'x';\n");
    project.file("src/main/resources/queries/all.sql", "select * from projects\n");

    assertThat(project.found()).containsExactly("raw-table-access all.sql:1");
  }

  @Test
  void methods_that_call_each_other_end() throws Exception {
    project.file(
        "com/acme/web/Keys.java",
        """
        package com.acme.web;
        import org.springframework.jdbc.core.JdbcTemplate;
        class Keys {
          JdbcTemplate jdbc;
          boolean own;
          String key() { if (own) { return "plans"; } return other(); }
          String other() { if (own) { return "plans"; } return key(); }
          String twice(int n) { if (n == 0) { return "projects"; } return twice(n - 1); }
          Object plans() { return jdbc.queryForList("select * from " + key()); }
          Object projects() { return jdbc.queryForList("select * from " + twice(2)); }
        }
        """);

    assertThat(project.found())
        .contains("raw-table-access Keys.java:10")
        .noneMatch(f -> f.equals("raw-table-access Keys.java:9"));
  }
}
