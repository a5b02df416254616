package dev.watertight.analyzer.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watertight.analyzer.sql.SqlShape;
import dev.watertight.analyzer.sql.SqlText;
import dev.watertight.analyzer.sql.TableRef;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MapperXmlTest {
  private static final String HEAD =
      """
      <?xml version="1.0" encoding="UTF-8" ?>
      <!DOCTYPE mapper PUBLIC "-//mybatis.org//DTD Mapper 3.0//EN" "http://mybatis.org/dtd/mybatis-3-mapper.dtd">
      <mapper namespace="com.acme.ProjectMapper">
      """;

  private static MapperFile mapper(String body) {
    return MapperXml.read("mapper/Project.xml", HEAD + body + "</mapper>");
  }

  private static MappedStatement only(String body) {
    List<MappedStatement> all = MapperXml.join(List.of(mapper(body)));
    assertThat(all).hasSize(1);
    return all.get(0);
  }

  private static List<String> texts(MappedStatement statement) {
    return statement.variants().stream().map(v -> squeezed(v.text())).toList();
  }

  private static String squeezed(String text) {
    return text.replaceAll("\\s+", " ").strip().replace(SqlText.HOLE, '␣');
  }

  private static String tables(MappedStatement statement) {
    assertThat(statement.shapes()).allMatch(SqlShape::understood);
    return statement.shapes().stream()
        .flatMap(s -> s.statements().stream())
        .flatMap(s -> s.tables().stream())
        .map(TableRef::name)
        .distinct()
        .sorted()
        .collect(Collectors.joining(", "));
  }

  @Test
  void binds_become_question_marks_and_substitutions_holes() {
    MappedStatement statement =
        only(
            "<select id='find'>select * from projects where id = #{id,jdbcType=OTHER} order by ${o}</select>");

    assertThat(statement.name()).isEqualTo("com.acme.ProjectMapper.find");
    assertThat(statement.kind()).isEqualTo(MapperStatement.Kind.SELECT);
    assertThat(statement.dynamic()).isFalse();
    assertThat(texts(statement)).containsExactly("select * from projects where id = ? order by ␣");
  }

  @Test
  void every_optional_part_is_taken() {
    MappedStatement statement =
        only(
            """
            <select id="find">
              select * from projects p
              <if test="tasks">join tasks t on t.project_id = p.id</if>
              <where>
                <if test="name != null">AND p.name = #{name}</if>
                <if test="ids">and p.id in
                  <foreach collection="ids" item="i" open="(" separator="," close=")">#{i}</foreach>
                </if>
              </where>
            </select>
            """);

    assertThat(statement.dynamic()).isTrue();
    assertThat(texts(statement))
        .containsExactly(
            "select * from projects p join tasks t on t.project_id = p.id where p.name = ? and p.id"
                + " in (?)");
    assertThat(tables(statement)).isEqualTo("projects, tasks");
  }

  @Test
  void each_branch_of_a_choice_is_in_a_variant() {
    MappedStatement statement =
        only(
            """
            <select id="find">
              select * from
              <choose>
                <when test="a">projects</when>
                <when test="b">
                  <choose><when test="c">tasks</when><otherwise>activity</otherwise></choose>
                </when>
                <otherwise>plans</otherwise>
              </choose>
            </select>
            """);

    assertThat(texts(statement))
        .containsExactly(
            "select * from projects",
            "select * from tasks",
            "select * from activity",
            "select * from plans");
  }

  @Test
  void a_choice_without_otherwise_may_be_nothing() {
    MappedStatement statement =
        only("<select id='f'>select 1 from a <choose><when test='x'>, b</when></choose></select>");

    assertThat(texts(statement)).containsExactly("select 1 from a , b", "select 1 from a");
  }

  @Test
  void parts_that_exclude_each_other_are_taken_one_at_a_time_where_together_they_make_no_sense() {
    MappedStatement statement =
        only(
            """
            <select id="find">
              select * from
              <if test="archive">archived_projects where</if>
              <if test="!archive">projects where</if>
              id = 1
            </select>
            """);

    assertThat(texts(statement)).contains("select * from archived_projects where id = 1");
    assertThat(texts(statement)).contains("select * from projects where id = 1");
  }

  @Test
  void and_where_a_second_name_would_pass_for_an_alias() {
    MappedStatement statement =
        only(
            """
            <delete id="d">
              delete from <if test="a">projects</if><if test="!a">tasks</if>
            </delete>
            """);

    assertThat(texts(statement)).contains("delete from projects", "delete from tasks");
  }

  @Test
  void set_and_trim_take_away_what_is_too_much() {
    MappedStatement statement =
        only(
            """
            <update id="u">
              update projects
              <set><if test="a">a = #{a},</if><if test="b">b = #{b},</if></set>
              <trim prefix="WHERE (" suffix=")" prefixOverrides="AND |OR " suffixOverrides="AND|OR">
                and id = #{id} or
              </trim>
            </update>
            """);

    assertThat(texts(statement))
        .containsExactly("update projects set a = ?, b = ? WHERE ( id = ? )");
  }

  @Test
  void words_that_only_begin_like_and_stay() {
    MappedStatement statement =
        only("<select id='f'>select 1 from a <where>android = 1</where></select>");

    assertThat(texts(statement)).containsExactly("select 1 from a where android = 1");
  }

  @Test
  void fragments_are_included_with_their_properties_and_over_files() {
    MapperFile base =
        MapperXml.read(
            "mapper/Base.xml",
            """
            <mapper namespace="base">
              <sql id="columns">${alias}.id, ${alias}.${name}</sql>
              <sql id="from">from ${table} ${alias}</sql>
            </mapper>
            """);
    MapperFile file =
        mapper(
            """
            <sql id="own"><include refid="base.from"><property name="table" value="projects"/></include></sql>
            <select id="find">
              select <include refid="base.columns"><property name="alias" value="p"/><property name="name" value="${x}"/></include>
              <include refid="own"><property name="alias" value="p"/></include>
            </select>
            """);

    MappedStatement statement = MapperXml.join(List.of(file, base)).get(0);

    assertThat(texts(statement)).containsExactly("select p.id, p.␣ from projects p");
    assertThat(statement.missing()).isEmpty();
  }

  @Test
  void an_include_that_is_not_there_is_a_hole_and_is_named() {
    MappedStatement statement =
        only("<select id='f'>select * from projects <include refid='other.where'/></select>");

    assertThat(texts(statement)).containsExactly("select * from projects ␣");
    assertThat(statement.missing()).containsExactly("other.where");
  }

  @Test
  void an_include_whose_name_is_partly_unknown_may_be_each_that_fits() {
    MapperFile file =
        mapper(
            """
            <sql id="from_a">from a</sql><sql id="from_b">from b</sql><sql id="other">from c</sql>
            <select id="f">select 1 <include refid="from_${x}"/></select>
            """);

    assertThat(texts(MapperXml.join(List.of(file)).get(0)))
        .containsExactly("select 1 from a", "select 1 from b");
  }

  @Test
  void includes_that_go_round_end() {
    MapperFile file =
        mapper(
            """
            <sql id="a">x <include refid="b"/> <include refid="b"/></sql>
            <sql id="b">y <include refid="a"/> <include refid="a"/></sql>
            <select id="f">select 1 from t where <include refid="a"/></select>
            """);

    MappedStatement statement = MapperXml.join(List.of(file)).get(0);

    assertThat(statement.variants()).isNotEmpty();
    assertThat(SqlText.hasHole(statement.variants().get(0).text())).isTrue();
  }

  @Test
  void a_statement_for_several_other_databases_is_left_out_where_there_is_one_for_any() {
    MapperFile file =
        mapper(
            """
            <select id="f">select 1 from projects</select>
            <select id="f_mssql_or_db2">select 1 from a</select>
            <select id="g_mssql_or_db2">select 1 from b</select>
            <select id="h">select 1 from c</select>
            <select id="h_mysql_or_postgres">select 1 from d</select>
            """);

    assertThat(MapperXml.join(List.of(file)))
        .extracting(MapperXmlTest::tables)
        .containsExactly("projects", "b", "c", "d");
  }

  @Test
  void a_variable_of_the_configuration_is_put_in() {
    MapperFile file =
        mapper(
            """
            <sql id="from_a">from a</sql><sql id="from_b">from b</sql>
            <select id="f">${begin} x <include refid="from_${kind}"/> ${order}</select>
            """);
    Map<String, String> variables =
        Map.of("begin", "select ${distinct}", "kind", "b", "order", "order by ${internal}");

    assertThat(texts(MapperXml.join(List.of(file), variables).get(0)))
        .containsExactly("select ␣ x from b order by ␣");
  }

  @Test
  void a_bind_that_is_always_a_constant_is_each_of_its_values() {
    String bind = "<bind name='JOIN' value=\"'join'\"/>";
    String text = "select 1 from a ${JOIN} b on true";

    assertThat(
            texts(
                only(
                    "<select id='f'>"
                        + bind
                        + "<if test='x'><bind name='JOIN' value=\"'left join'\"/></if>"
                        + text
                        + "</select>")))
        .containsExactly("select 1 from a join b on true", "select 1 from a left join b on true");
    assertThat(texts(only("<select id='f'><if test='x'>" + bind + "</if>" + text + "</select>")))
        .containsExactly("select 1 from a ␣ b on true");
    assertThat(
            texts(
                only(
                    "<select id='f'>"
                        + bind
                        + "<bind name='JOIN' value='kind'/>"
                        + text
                        + "</select>")))
        .containsExactly("select 1 from a ␣ b on true");
  }

  @Test
  void a_bind_in_each_branch_of_a_choice_is_known_behind_it() {
    String when = "<when test='x'><bind name='AND' value=\"'and'\"/></when>";
    String otherwise = "<otherwise><bind name='AND' value=\"'or'\"/></otherwise>";
    String begin = "<select id='f'>select 1 from a where true <choose>";
    String end = "</choose> ${AND} b</select>";

    assertThat(texts(only(begin + when + otherwise + end)))
        .containsExactly("select 1 from a where true and b", "select 1 from a where true or b");
    assertThat(texts(only(begin + when + end))).containsExactly("select 1 from a where true ␣ b");
  }

  @Test
  void a_bind_behind_its_use_is_too_late() {
    assertThat(
            texts(
                only(
                    "<select id='f'>select 1 from a ${JOIN} b on true"
                        + "<bind name='JOIN' value=\"'join'\"/></select>")))
        .containsExactly("select 1 from a ␣ b on true");
  }

  @Test
  void a_table_of_its_own_is_shown_however_many_parts_there_are() {
    StringBuilder choice = new StringBuilder("<select id='f'>select 1 from <choose>");
    StringBuilder apart = new StringBuilder("<select id='f'>select 1 from ");
    for (int i = 0; i < 40; i++) {
      choice.append("<when test='x").append(i).append("'>a").append(i).append("</when>");
      apart.append("<if test='x").append(i).append("'>(select ").append(i).append(") a</if>");
    }
    choice.append("<otherwise>projects</otherwise></choose></select>");
    apart.append("<if test='y'>b join projects on true</if></select>");

    assertThat(tables(only(choice.toString()))).contains("a39", "projects");
    assertThat(tables(only(apart.toString()))).isEqualTo("b, projects");
  }

  @Test
  void a_bind_in_a_loop_holds_in_the_loop() {
    String loop =
        "<foreach collection='all' item='a'><bind name='AND' value=\"'and'\"/>${AND} a = #{a}</foreach>";

    assertThat(texts(only("<select id='f'>select 1 from a where true " + loop + "</select>")))
        .containsExactly("select 1 from a where true and a = ?");
    assertThat(
            texts(only("<select id='f'>select 1 from a where true " + loop + " ${AND} b</select>")))
        .containsExactly("select 1 from a where true ␣ a = ? ␣ b");
  }

  @Test
  void a_select_key_is_a_statement_by_itself() {
    MapperFile file =
        mapper(
            """
            <insert id="add">
              <selectKey keyProperty="id">select nextval('s') from counters</selectKey>
              insert into projects (id) values (#{id})
            </insert>
            """);

    List<MappedStatement> all = MapperXml.join(List.of(file));

    assertThat(all).extracting(MappedStatement::id).containsExactly("add", "add!selectKey");
    assertThat(tables(all.get(0))).isEqualTo("projects");
    assertThat(tables(all.get(1))).isEqualTo("counters");
  }

  @Test
  void of_the_statements_for_several_databases_those_of_postgresql_are_taken() {
    MapperFile file =
        mapper(
            """
            <select id="f" databaseId="oracle">select 1 from dual</select>
            <select id="f" databaseId="postgresql">select 1 from projects</select>
            <select id="g" databaseId="oracle">select 1 from dual</select>
            """);

    List<MappedStatement> all = MapperXml.join(List.of(file));

    assertThat(all).extracting(MapperXmlTest::tables).containsExactly("projects", "dual");
  }

  @Test
  void entities_sections_and_comments_are_resolved() {
    MappedStatement statement =
        only(
            "<select id='f'>select * from a <!-- from b --> where x &lt; 1 <![CDATA[ and y < 2 ]]></select>");

    assertThat(texts(statement)).containsExactly("select * from a where x < 1 and y < 2");
  }

  @Test
  void knows_the_line_of_each_place_also_in_an_include_of_another_file() {
    MapperFile base =
        MapperXml.read(
            "Base.xml",
            "<mapper namespace='base'>\n\n<sql id='from'>\n  from projects</sql></mapper>");
    MapperFile file =
        mapper(
            """
            <select id="f">
              select 1
              <where>
                id in (select id
                       from tasks)
              </where>
            </select>
            <select id="g">select 1
              <include refid="base.from"/>
            </select>
            """);

    List<MappedStatement> all = MapperXml.join(List.of(base, file));

    SourceText f = all.get(0).variants().get(0);
    assertThat(all.get(0).line()).isEqualTo(4);
    assertThat(f.lineAt(f.text().indexOf("select 1"))).isEqualTo(5);
    assertThat(f.lineAt(f.text().indexOf("select id"))).isEqualTo(7);
    assertThat(f.lineAt(f.text().indexOf("tasks"))).isEqualTo(8);
    SourceText g = all.get(1).variants().get(0);
    assertThat(g.pathAt(g.text().indexOf("projects"))).isEqualTo("Base.xml");
    assertThat(g.lineAt(g.text().indexOf("projects"))).isEqualTo(4);
    assertThat(g.pathAt(0)).isEqualTo("mapper/Project.xml");
  }

  @Test
  void reads_the_maps_of_ibatis() {
    MapperFile file =
        MapperXml.read(
            "sqlmap/Project.xml",
            """
            <sqlMap namespace="Project">
              <sql id="cols">id, name</sql>
              <select id="find" resultClass="x">
                select <include refid="cols"/> from projects
                <dynamic prepend="where">
                  <isNotNull prepend="and" property="name">name = #name:VARCHAR#</isNotNull>
                  <isNotEmpty prepend="and" property="ids">
                    id in <iterate property="ids" open="(" close=")" conjunction=",">#ids[]#</iterate>
                  </isNotEmpty>
                </dynamic>
                order by $order$
              </select>
              <statement id="any">delete from tasks where cost = '$5'</statement>
            </sqlMap>
            """);

    List<MappedStatement> all = MapperXml.join(List.of(file));

    assertThat(texts(all.get(0)))
        .containsExactly("select id, name from projects where name = ? and id in (?) order by ␣");
    assertThat(texts(all.get(1))).containsExactly("delete from tasks where cost = '$5'");
  }

  @Test
  void reads_the_script_of_an_annotation() {
    List<SourceText> variants =
        MapperXml.annotation(
            "A.java",
            "<script>select * from projects <where><if test='x'>and a &lt; #{x}</if></where></script>");

    assertThat(variants)
        .extracting(v -> squeezed(v.text()))
        .containsExactly("select * from projects where a < ?", "select * from projects");
  }

  @Test
  void reads_the_plain_text_of_an_annotation() {
    assertThat(MapperXml.annotation("A.java", "select * from ${t} where a = #{a}"))
        .extracting(v -> squeezed(v.text()))
        .containsExactly("select * from ␣ where a = ?");
  }

  @Test
  void a_mapper_that_is_no_xml_is_a_problem_with_its_line() {
    MapperFile file = mapper("<select id='f'>select 1 from a where x < 1</select>\n");

    assertThat(file.problems())
        .singleElement()
        .matches(p -> p.line() == 4 && p.reason().startsWith("the mapper is not well-formed XML"));
  }

  @Test
  void other_xml_is_no_mapper() {
    assertThat(MapperXml.read("pom.xml", "<project><mapper/></project>").isEmpty()).isTrue();
    assertThat(MapperXml.read("a.xml", "<beans/>").isEmpty()).isTrue();
  }
}
