package dev.watertight.analyzer.roads;

import static dev.watertight.analyzer.roads.RoadCheck.check;

import org.junit.jupiter.api.Test;

class MyBatisTest {
  private static final String HEAD =
      """
      package acme;
      import java.util.*;
      import com.baomidou.mybatisplus.annotation.TableName;
      import com.baomidou.mybatisplus.core.mapper.BaseMapper;
      import com.baomidou.mybatisplus.extension.service.IService;
      import com.baomidou.mybatisplus.extension.service.impl.ServiceImpl;
      import org.apache.ibatis.annotations.*;
      import org.apache.ibatis.jdbc.SQL;
      import org.apache.ibatis.session.SqlSession;
      @TableName("projects") class Project { Long id; }
      @TableName("plans") class Plan { Long id; }
      """;

  @Test
  void anAnnotationIsTheStatement() {
    check(
        HEAD
            + """
            interface Mapper {
              @Select("select * from projects where id = #{id,jdbcType=BIGINT}") Project one(long id); //> projects
              @Insert({"insert into tasks", "(id) values (#{id})"}) void add(long id); //> tasks
              @Update("update members set name = #{name}") void rename(String name); //> members
              @Delete("delete from projects") void drop(); //> projects
              @Select("select * from plans where id = #{id}") Plan plan(long id);
              @Insert({"insert into plans", "(id) values (#{id})"}) void addPlan(long id);
              @Update("update plans set name = #{name}") void renamePlan(String name);
              @Delete("delete from plans") void dropPlan();
            }
            """);
  }

  @Test
  void aSubstitutedPartIsNotKnown() {
    check(
        HEAD
            + """
            interface Mapper {
              @Select("select * from plans where ${condition}") List<Plan> open(String condition); //> ?
              @Select("select * from ${table}") List<Plan> any(String table); //> ?
              @Select("select * from plans where id = #{id}") List<Plan> closed(long id);
            }
            """);
  }

  @Test
  void aScriptIsReadWithAllItsBranches() {
    check(
        HEAD
            + """
            interface Mapper {
              @Select("<script>select * from plans <if test='x != null'>join projects on true</if></script>") List<Plan> a(); //> projects
              @Select({"<script>", "select * from tasks <where> <if test='a'>and id &lt; #{a}</if>",
                  "<foreach collection='ids' item='i' open='or id in (' separator=',' close=')'>#{i}</foreach> </where>", "</script>"}) List<Plan> b(); //!
              @Select("<script>select * from plans <where> <if test='a'>and <![CDATA[id < #{a}]]></if></where></script>") List<Plan> c();
              @Update("<script>update plans <set><if test='n'>name = #{n},</if></set> where id in <foreach collection='ids' item='i' open='(' separator=',' close=')'>#{i}</foreach></script>") void d();
              @Update("<script>update plans <trim prefix='set' suffixOverrides=','>name = #{n},</trim></script>") void e();
            }
            """
                .replace("\n  @Select({\"<script>\",", "\n  @Select({\"<script>\", //> tasks\n")
                .replace(" //!", ""));
  }

  @Test
  void aProviderIsAskedForItsText() {
    check(
        HEAD
            + """
            class Texts {
              public static String projects() { return "select * from projects"; }
              public static String plans() { return "select * from plans"; }
              public String built() { return new SQL().SELECT("*").FROM("tasks").toString(); } //> tasks
              public String harmless() { return new SQL().SELECT("*").FROM("plans").toString(); }
              public String anonymous() {
                return new SQL() {{
                  SELECT("*");
                  FROM("plans p");
                  INNER_JOIN("members m on true"); //> members
                }}.toString();
              }
            }
            interface Mapper {
              @SelectProvider(type = Texts.class, method = "projects") List<Project> a(); //> projects
              @SelectProvider(type = Texts.class, method = "plans") List<Plan> b();
              @SelectProvider(type = Texts.class, method = "built") List<Plan> c();
              @SelectProvider(value = Texts.class, method = "anonymous") List<Plan> d();
              @SelectProvider(type = elsewhere.Unknown.class, method = "x") List<Plan> e(); //> ?
            }
            """);
  }

  @Test
  void whatAMapperInheritsIsAStatementWhereItIsCalled() {
    check(
        HEAD
            + """
            interface Projects extends BaseMapper<Project> {}
            interface Plans extends BaseMapper<Plan> {}
            class Service {
              Projects projects; Plans plans;
              void run(Project p) {
                projects.selectById(1L); //> projects
                projects.selectList(null); //> projects
                projects.insert(p); //> projects
                projects.deleteBatchIds(List.of(1L)); //> projects
                plans.selectById(1L);
                plans.selectList(null);
                plans.insert(new Plan());
                plans.deleteBatchIds(List.of(1L));
              }
            }
            """);
  }

  @Test
  void whatAServiceInheritsIsAStatementWhereItIsCalled() {
    check(
        HEAD
            + """
            interface Projects extends BaseMapper<Project> {}
            interface Plans extends BaseMapper<Plan> {}
            interface ProjectService extends IService<Project> {}
            class ProjectServiceImpl extends ServiceImpl<Projects, Project> implements ProjectService {
              void own() {
                list(); //> projects
                this.removeById(1L); //> projects
                baseMapper.selectList(null); //> projects
                getBaseMapper().selectById(1L); //> projects
              }
            }
            class PlanService extends ServiceImpl<Plans, Plan> {
              void own() {
                list();
                this.removeById(1L);
                baseMapper.selectList(null);
              }
            }
            class Controller {
              ProjectService projects; PlanService plans;
              void run() {
                projects.page(null); //> projects
                projects.lambdaQuery(); //> projects
                plans.page(null);
                plans.lambdaQuery();
              }
            }
            """);
  }

  @Test
  void anIdOfAStatementIsNoStatement() {
    check(
        HEAD
            + """
            class Dao {
              SqlSession session;
              void run() {
                session.selectList("acme.Mapper.all");
                session.insert("acme.Mapper.add", null);
              }
            }
            """);
  }

  @Test
  void anAnnotationOfTheSameNameFromElsewhereIsNone() {
    check(
        """
        package acme;
        import other.Select;
        interface Form {
          @Select("select * from projects") String choose();
        }
        """);
  }

  @Test
  void aGenericBaseMapperIsAboutTheMapperThatIsCalled() {
    check(
        """
        package acme;
        import com.baomidou.mybatisplus.annotation.TableName;
        import com.baomidou.mybatisplus.core.mapper.BaseMapper;
        import java.util.List;
        interface BaseMapperX<T> extends BaseMapper<T> {
          default List<T> selectAll() { return selectList(null); }
        }
        @TableName("projects") class Project { Long id; }
        @TableName("plans") class Plan { Long id; }
        interface Projects extends BaseMapperX<Project> {}
        interface Plans extends BaseMapperX<Plan> {}
        class Service {
          Projects projects; Plans plans;
          void run() {
            projects.selectAll(); //> projects
            plans.selectAll();
          }
        }
        """);
  }
}
