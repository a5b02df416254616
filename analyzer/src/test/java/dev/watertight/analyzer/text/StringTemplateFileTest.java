package dev.watertight.analyzer.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watertight.analyzer.sql.SqlText;
import java.util.List;
import org.junit.jupiter.api.Test;

class StringTemplateFileTest {
  private static List<String> texts(ResolvedTemplate template) {
    return template.variants().stream()
        .map(v -> v.text().replaceAll("\\s+", " ").strip().replace(SqlText.HOLE, '␣'))
        .toList();
  }

  private static ResolvedTemplate template(String name, StringTemplateFile... files) {
    return StringTemplateFile.join(List.of(files)).stream()
        .filter(t -> t.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void reads_a_group_of_version_3_with_its_calls() {
    StringTemplateFile file =
        StringTemplateFile.read(
            "ProjectSqlDao.sql.stg",
            """
            group ProjectSqlDao;

            tableName() ::= "projects"
            fields(prefix) ::= <<
              <prefix>id
            , <prefix>name
            >>
            CHECK_TENANT() ::= "tenant_record_id = :tenantRecordId"

            getById(ids) ::= <<
            select <fields("t.")>
            from <tableName()> t
            where t.id in (<ids>) and <CHECK_TENANT()>
            >>
            """);

    assertThat(file.problems()).isEmpty();
    assertThat(file.name()).isEqualTo("ProjectSqlDao");
    ResolvedTemplate get = template("getById", file);
    assertThat(texts(get))
        .containsExactly(
            "select t.id , t.name from projects t where t.id in (␣) and tenant_record_id ="
                + " :tenantRecordId");
    assertThat(get.isStatement()).isTrue();
    assertThat(get.line()).isEqualTo(10);
    assertThat(get.called()).containsExactly("CHECK_TENANT", "fields", "tableName");
    SourceText text = get.variants().get(0);
    assertThat(text.lineAt(text.text().indexOf("from"))).isEqualTo(12);
    assertThat(template("CHECK_TENANT", file).isStatement()).isFalse();
  }

  @Test
  void a_template_of_a_base_calls_back_into_the_file_that_imports_it() {
    StringTemplateFile base =
        StringTemplateFile.read(
            "com/acme/Base.sql.stg",
            """
            group Base;
            tableName() ::= ""
            all() ::= <<select * from <tableName()> t>>
            """);
    StringTemplateFile file =
        StringTemplateFile.read(
            "com/acme/Project.sql.stg",
            """
            import "com/acme/Base.sql.stg"
            tableName() ::= "projects"
            """);
    StringTemplateFile extending =
        StringTemplateFile.read("Task.sql.stg", "group Task: Base;\ntableName() ::= \"tasks\"\n");

    List<ResolvedTemplate> all =
        StringTemplateFile.join(List.of(base, file, extending)).stream()
            .filter(t -> t.name().equals("all"))
            .toList();

    assertThat(all)
        .extracting(ResolvedTemplate::path, StringTemplateFileTest::texts, ResolvedTemplate::base)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                "com/acme/Base.sql.stg", List.of("select * from ␣ t"), true),
            org.assertj.core.groups.Tuple.tuple(
                "com/acme/Project.sql.stg", List.of("select * from projects t"), false),
            org.assertj.core.groups.Tuple.tuple(
                "Task.sql.stg", List.of("select * from tasks t"), false));
    assertThat(all.get(1).variants().get(0).pathAt(0)).isEqualTo("com/acme/Base.sql.stg");
  }

  @Test
  void each_branch_of_a_condition_is_in_a_variant() {
    StringTemplateFile file =
        StringTemplateFile.read(
            "a.stg",
            """
            f(x, y) ::= <<
            select * from <if(x)>projects<elseif(y)>tasks<else>plans<endif> <if(y)>where id = 1<endif>
            >>
            """);

    assertThat(texts(template("f", file)))
        .containsExactly(
            "select * from projects where id = 1",
            "select * from tasks",
            "select * from plans where id = 1");
  }

  @Test
  void escapes_and_operators_are_text() {
    StringTemplateFile file =
        StringTemplateFile.read(
            "a.stg",
            """
            // a comment
            f() ::= <<
            select * from projects where a \\< 1 and b \\<> 2 and c <= 3 and d > 4 <! a comment !>
            >>
            g() ::= "select \\"x\\" from tasks"
            /* another */
            h() ::= <%select 1
            from plans%>
            """);

    assertThat(file.problems()).isEmpty();
    assertThat(texts(template("f", file)))
        .containsExactly("select * from projects where a < 1 and b <> 2 and c <= 3 and d > 4");
    assertThat(texts(template("g", file))).containsExactly("select \"x\" from tasks");
    assertThat(texts(template("h", file))).containsExactly("select 1 from plans");
  }

  @Test
  void lists_and_options_are_holes_or_their_block() {
    StringTemplateFile file =
        StringTemplateFile.read(
            "a.stg",
            """
            f(ids, cols) ::= <<
            select <cols; separator=", "> from projects where id in (<ids:{id | :id_<i0>}; separator=",">)
            >>
            """);

    assertThat(texts(template("f", file)))
        .containsExactly("select ␣ from projects where id in ( :id_␣)");
  }

  @Test
  void other_delimiters_can_be_declared() {
    StringTemplateFile file =
        StringTemplateFile.read(
            "a.stg",
            """
            delimiters "$", "$"
            t() ::= "projects"
            f(x) ::= "select * from $t()$ where a < $x$"
            """);

    assertThat(texts(template("f", file))).containsExactly("select * from projects where a < ␣");
  }

  @Test
  void an_unknown_template_is_a_hole() {
    StringTemplateFile file =
        StringTemplateFile.read("a.stg", "f() ::= \"select * from <elsewhere()>\"");

    assertThat(texts(template("f", file))).containsExactly("select * from ␣");
  }

  @Test
  void templates_that_call_each_other_end() {
    StringTemplateFile file =
        StringTemplateFile.read(
            "a.stg", "f() ::= \"select <g()> <g()>\"\ng() ::= \"<f()> <f()>\"\n");

    assertThat(template("f", file).variants()).isNotEmpty();
  }

  @Test
  void what_is_no_template_is_a_problem_with_its_line() {
    StringTemplateFile file =
        StringTemplateFile.read("a.stg", "f() ::= \"select 1\"\n\n?? what\ng() ::= <<select 2");

    assertThat(file.templates()).extracting(SqlTemplate::name).containsExactly("f");
    assertThat(file.problems()).extracting(p -> p.line()).containsExactly(3, 4);
  }
}
