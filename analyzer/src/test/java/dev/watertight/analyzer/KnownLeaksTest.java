package dev.watertight.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Leaks of the kinds that public projects have had and fixed, written anew and in small: as it was
 * and as it was mended. They differ in one thing.
 */
class KnownLeaksTest {
  @TempDir Path folder;

  /**
   * A leak and its repair.
   *
   * @param what happened
   * @param configuration the project's
   * @param files by their paths, with {@code «wrong¦right»} where the two differ
   * @param found what is found in the leaky one
   */
  record Known(String what, String configuration, Map<String, String> files, List<String> found) {
    Map<String, String> leaky() {
      return version("$1");
    }

    Map<String, String> mended() {
      return version("$2");
    }

    private Map<String, String> version(String part) {
      Map<String, String> version = new LinkedHashMap<>();
      files.forEach((path, text) -> version.put(path, text.replaceAll("(?s)«(.*?)¦(.*?)»", part)));
      return version;
    }

    @Override
    public String toString() {
      return what;
    }
  }

  private static final String FACTORY =
      """
      tables:
        shared: [plans]
      code:
        tenant-factory: [com.acme.data]
      """;

  static Stream<Known> leaks() {
    return Stream.of(
        new Known(
            "a native query beside a mapping that adds the tenant by itself",
            FACTORY,
            Map.of(
                "com/acme/data/Project.java",
                """
                package com.acme.data;

                import jakarta.persistence.Column;
                import jakarta.persistence.Entity;
                import jakarta.persistence.Id;
                import jakarta.persistence.Table;
                import java.util.UUID;
                import org.eclipse.persistence.annotations.Multitenant;
                import org.eclipse.persistence.annotations.MultitenantType;
                import org.eclipse.persistence.annotations.TenantDiscriminatorColumn;

                @Entity
                @Table(name = "projects")
                @Multitenant(MultitenantType.SINGLE_TABLE)
                @TenantDiscriminatorColumn(name = "organization_id", contextProperty = "tenant.id")
                class Project {
                  @Id UUID id;
                  String name;
                }
                """,
                "com/acme/data/Projects.java",
                """
                package com.acme.data;

                import jakarta.persistence.EntityManager;
                import java.util.List;

                class Projects {
                  private final EntityManager em;

                  Projects(EntityManager em) {
                    this.em = em;
                  }

                  List<?> named(String name) {
                    return em.«createNativeQuery("select p.* from projects p where p.name = ?1", Project.class)¦createQuery("select p from Project p where p.name = ?1", Project.class)»
                        .setParameter(1, name)
                        .getResultList();
                  }
                }
                """),
            List.of("unscoped-query Projects.java:14")),
        new Known(
            "a statement of a template group without the tenant's macro",
            """
            tables:
              shared: [plans]
            code:
              tenant-factory: [com.acme.data]
              sql-templates: {files: ["**/*.sql.stg"], tenant-macros: [AND_CHECK_TENANT]}
            """,
            Map.of(
                "src/main/resources/com/acme/data/TaskDao.sql.stg",
                """
                AND_CHECK_TENANT() ::= "and organization_id = :organizationId"

                byTitle() ::= <<
                select id, title from tasks where title = :title «¦<AND_CHECK_TENANT()>»
                >>
                """,
                "com/acme/data/TaskDao.java",
                """
                package com.acme.data;

                import java.util.List;
                import org.jdbi.v3.sqlobject.customizer.Bind;
                import org.jdbi.v3.sqlobject.statement.SqlQuery;
                import org.jdbi.v3.stringtemplate4.UseStringTemplateSqlLocator;

                @UseStringTemplateSqlLocator
                interface TaskDao {
                  @SqlQuery
                  List<String> byTitle(@Bind("title") String title, @Bind("organizationId") String organizationId);
                }
                """),
            List.of("unscoped-query TaskDao.sql.stg:3")),
        new Known(
            "an empty or missing parent asked for by OR, without parentheses",
            FACTORY,
            Map.of(
                "com/acme/data/TaskMapper.java",
                """
                package com.acme.data;

                import java.util.List;
                import org.apache.ibatis.annotations.Param;
                import org.apache.ibatis.annotations.Select;

                interface TaskMapper {
                  @Select("select title from tasks where organization_id = #{org} and «title is null or title = ''¦(title is null or title = '')»")
                  List<String> untitled(@Param("org") String org);
                }
                """),
            List.of("unscoped-query TaskMapper.java:8")),
        new Known(
            "a method takes the tenant's id and loads by the row's id",
            FACTORY,
            Map.of(
                "com/acme/data/TaskStore.java",
                """
                package com.acme.data;

                import java.util.Map;
                import java.util.UUID;
                import org.springframework.jdbc.core.JdbcTemplate;

                class TaskStore {
                  private final JdbcTemplate jdbc;

                  TaskStore(JdbcTemplate jdbc) {
                    this.jdbc = jdbc;
                  }

                  Map<String, Object> findById(UUID organizationId, UUID id) {
                    return jdbc.queryForMap(«"select * from tasks where id = ?", id¦"select * from tasks where id = ? and organization_id = ?", id, organizationId»);
                  }
                }
                """),
            List.of(
                "ignored-tenant-parameter TaskStore.java:14", "unscoped-query TaskStore.java:15")),
        new Known(
            "a filter of Hibernate is enabled, and a load by id does not ask it",
            FACTORY,
            Map.of(
                "com/acme/data/Task.java",
                """
                package com.acme.data;

                import jakarta.persistence.Entity;
                import jakarta.persistence.Id;
                import jakarta.persistence.Table;
                import java.util.UUID;
                import org.hibernate.annotations.Filter;
                import org.hibernate.annotations.FilterDef;
                import org.hibernate.annotations.ParamDef;

                @Entity
                @Table(name = "tasks")
                @FilterDef(name = "org", parameters = @ParamDef(name = "org", type = UUID.class))
                @Filter(name = "org", condition = "organization_id = :org")
                class Task {
                  @Id UUID id;
                  UUID organizationId;
                  String title;
                }
                """,
                "com/acme/data/Tasks.java",
                """
                package com.acme.data;

                import jakarta.persistence.EntityManager;
                import java.util.UUID;
                import org.hibernate.Session;

                class Tasks {
                  private final EntityManager em;

                  Tasks(EntityManager em, UUID organizationId) {
                    this.em = em;
                    em.unwrap(Session.class).enableFilter("org").setParameter("org", organizationId);
                  }

                  Task load(UUID id) {
                    return em.«find(Task.class, id)¦createQuery("from Task t where t.id = :id", Task.class).setParameter("id", id).getSingleResult()»;
                  }
                }
                """),
            List.of("unscoped-query Tasks.java:16")),
        new Known(
            "a mapper's method is taken out of the plugin that adds the tenant",
            FACTORY,
            Map.of(
                "com/acme/data/Plugins.java",
                """
                package com.acme.data;

                import com.baomidou.mybatisplus.extension.plugins.MybatisPlusInterceptor;
                import com.baomidou.mybatisplus.extension.plugins.handler.TenantLineHandler;
                import com.baomidou.mybatisplus.extension.plugins.inner.TenantLineInnerInterceptor;
                import net.sf.jsqlparser.expression.Expression;
                import net.sf.jsqlparser.expression.StringValue;

                class Plugins {
                  MybatisPlusInterceptor interceptor(Current current) {
                    MybatisPlusInterceptor interceptor = new MybatisPlusInterceptor();
                    interceptor.addInnerInterceptor(
                        new TenantLineInnerInterceptor(
                            new TenantLineHandler() {
                              @Override
                              public Expression getTenantId() {
                                return new StringValue(current.organization());
                              }

                              @Override
                              public String getTenantIdColumn() {
                                return "organization_id";
                              }
                            }));
                    return interceptor;
                  }

                  interface Current {
                    String organization();
                  }
                }
                """,
                "com/acme/data/TaskMapper.java",
                """
                package com.acme.data;

                import com.baomidou.mybatisplus.annotation.InterceptorIgnore;
                import java.util.List;
                import org.apache.ibatis.annotations.Param;
                import org.apache.ibatis.annotations.Select;

                interface TaskMapper {
                  «@InterceptorIgnore(tenantLine = "true")¦»
                  @Select("select title from tasks where title like #{part}")
                  List<String> titles(@Param("part") String part);
                }
                """),
            List.of("unscoped-query TaskMapper.java:10")),
        new Known(
            "a mapper that asks for the tenant only where it is given one",
            FACTORY,
            Map.of(
                "src/main/resources/com/acme/data/ProjectMapper.xml",
                """
                <?xml version="1.0" encoding="UTF-8"?>
                <!DOCTYPE mapper PUBLIC "-//mybatis.org//DTD Mapper 3.0//EN" "http://mybatis.org/dtd/mybatis-3-mapper.dtd">
                <mapper namespace="com.acme.data.ProjectMapper">
                  <select id="byName" resultType="map">
                    select * from projects where name = #{name}
                    «<if test="organizationId != null">and organization_id = #{organizationId}</if>¦and organization_id = #{organizationId}»
                  </select>
                </mapper>
                """),
            List.of("unscoped-query ProjectMapper.xml:4")),
        new Known(
            "rows are cached under a name that every tenant uses",
            FACTORY,
            Map.of(
                "com/acme/data/ProjectStore.java",
                """
                package com.acme.data;

                import java.util.Map;
                import java.util.UUID;
                import org.springframework.cache.annotation.Cacheable;
                import org.springframework.jdbc.core.JdbcTemplate;

                class ProjectStore {
                  private final JdbcTemplate jdbc;

                  ProjectStore(JdbcTemplate jdbc) {
                    this.jdbc = jdbc;
                  }

                  @Cacheable(cacheNames = "projects", key = "«#name¦#organizationId + '/' + #name»")
                  public Map<String, Object> byName(UUID organizationId, String name) {
                    return jdbc.queryForMap("select * from projects where organization_id = ? and name = ?", organizationId, name);
                  }
                }
                """),
            List.of("cache-key-without-tenant ProjectStore.java:15")),
        new Known(
            "the setting that policies read stays on a pooled connection",
            """
            tenant:
              setting: app.org
            tables:
              shared: [plans]
            code:
              tenant-factory: [com.acme.data]
            """,
            Map.of(
                "com/acme/data/Connections.java",
                """
                package com.acme.data;

                import java.sql.Connection;
                import java.sql.PreparedStatement;
                import java.sql.SQLException;
                import javax.sql.DataSource;

                class Connections {
                  private final DataSource pool;

                  Connections(DataSource pool) {
                    this.pool = pool;
                  }

                  void with(String organizationId, java.util.function.Consumer<Connection> work) throws SQLException {
                    try (Connection connection = pool.getConnection()) {
                      connection.setAutoCommit(false);
                      try (PreparedStatement setting = connection.prepareStatement("select set_config('app.org', ?, «false¦true»)")) {
                        setting.setString(1, organizationId);
                        setting.execute();
                      }
                      work.accept(connection);
                      connection.commit();
                    }
                  }
                }
                """),
            List.of("session-wide-tenant-context Connections.java:18")),
        new Known(
            "an import overwrites another tenant's row that has the same external id",
            FACTORY,
            Map.of(
                "com/acme/data/Imports.java",
                """
                package com.acme.data;

                import java.util.UUID;
                import org.springframework.jdbc.core.JdbcTemplate;

                class Imports {
                  private final JdbcTemplate jdbc;

                  Imports(JdbcTemplate jdbc) {
                    this.jdbc = jdbc;
                  }

                  void take(UUID organizationId, UUID id, String name) {
                    jdbc.update("insert into projects (id, organization_id, name) values (?, ?, ?) on conflict («name¦organization_id, name») do update set name = excluded.name", id, organizationId, name);
                  }
                }
                """),
            List.of("unscoped-query Imports.java:14")));
  }

  @ParameterizedTest
  @MethodSource("leaks")
  void isFound(Known leak) throws Exception {
    assertThat(found(leak.configuration(), leak.leaky())).isEqualTo(leak.found());
  }

  @ParameterizedTest
  @MethodSource("leaks")
  void isSilentOnceItIsMended(Known leak) throws Exception {
    assertThat(found(leak.configuration(), leak.mended())).isEmpty();
  }

  private List<String> found(String configuration, Map<String, String> files) throws Exception {
    TinyProject project = new TinyProject(folder).file("watertight.yml", configuration);
    for (Map.Entry<String, String> file : files.entrySet()) {
      project.file(file.getKey(), file.getValue());
    }
    return project.found();
  }
}
