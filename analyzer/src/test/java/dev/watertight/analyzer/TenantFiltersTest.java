package dev.watertight.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What mechanisms of frameworks cover, and what they leave. */
class TenantFiltersTest {
  @TempDir Path folder;
  private TinyProject project;

  @BeforeEach
  void start() throws Exception {
    project = new TinyProject(folder);
  }

  private void filtered(String definition, String filter, String enabling) throws Exception {
    project
        .file(
            "com/acme/Project.java",
            """
            package com.acme;
            import jakarta.persistence.*;
            import org.hibernate.annotations.*;
            @Entity @Table(name = "projects")
            %s
            %s
            public class Project { @Id Long id; @Column(name = "organization_id") Long org; }
            """
                .formatted(definition, filter))
        .file(
            "com/acme/Use.java",
            """
            package com.acme;
            import org.hibernate.Session;
            class Use {
              Session session;
              void start(String id) { %s }
              void query() { session.createQuery("from Project").list(); }
              void load(long id) { session.get(Project.class, id); }
              void sql() { session.createNativeQuery("select * from projects").list(); }
            }
            """
                .formatted(enabling));
  }

  @Test
  void anEnabledFilterCoversQueriesButNoLoadsAndNoSql() throws Exception {
    filtered(
        "@FilterDef(name = \"tenant\")",
        "@Filter(name = \"tenant\", condition = \"organization_id = :id\")",
        "session.enableFilter(\"tenant\").setParameter(\"id\", id);");

    assertThat(project.found())
        .containsExactly("raw-table-access Use.java:7", "raw-table-access Use.java:8");
  }

  @Test
  void aFilterThatIsAppliedToLoadsCoversThem() throws Exception {
    filtered(
        "@FilterDef(name = \"tenant\", defaultCondition = \"organization_id = :id\","
            + " autoEnabled = true, applyToLoadByKey = true)",
        "@Filter(name = \"tenant\")",
        "");

    assertThat(project.found()).containsExactly("raw-table-access Use.java:8");
  }

  @Test
  void aFilterThatNobodyEnablesCoversNothing() throws Exception {
    filtered(
        "@FilterDef(name = \"tenant\")",
        "@Filter(name = \"tenant\", condition = \"organization_id = :id\")",
        "session.enableFilter(\"another\");");

    assertThat(project.found()).hasSize(3);
  }

  @Test
  void aFilterForDeletedRowsCoversNothing() throws Exception {
    filtered(
        "@FilterDef(name = \"deleted\")",
        "@Filter(name = \"deleted\", condition = \"deleted = false\")",
        "session.enableFilter(\"deleted\");");

    assertThat(project.found()).hasSize(3);
  }

  @Test
  void aFilterWithAWayAroundItCoversNothing() throws Exception {
    filtered(
        "@FilterDef(name = \"tenant\")",
        "@Filter(name = \"tenant\", condition = \"organization_id = :id or :id is null\")",
        "session.enableFilter(\"tenant\");");

    assertThat(project.found()).hasSize(3);
  }

  @Test
  void theDiscriminatorColumnOfEclipseLinkIsOneThatNoAttributeMaps() throws Exception {
    project
        .file(
            "com/acme/Note.java",
            """
            package com.acme;
            import jakarta.persistence.*;
            import org.eclipse.persistence.annotations.*;
            @Entity @Multitenant @TenantDiscriminatorColumn(name = "ORGANIZATION_ID")
            public class Note { @Id Long id; }
            """)
        .file(
            "com/acme/Use.java",
            """
            package com.acme;
            import jakarta.persistence.EntityManager;
            class Use {
              EntityManager em;
              Object covered(long id) { return em.find(Note.class, id); }
              Object sql() { return em.createNativeQuery("select * from note"); }
            }
            """);

    assertThat(project.found()).containsExactly("raw-table-access Use.java:6");
  }

  @Test
  void thePluginOfMyBatisPlusLeavesOutWhatItsHandlerIgnores() throws Exception {
    project
        .file(
            "com/acme/Config.java",
            """
            package com.acme;
            import com.baomidou.mybatisplus.extension.plugins.handler.TenantLineHandler;
            import com.baomidou.mybatisplus.extension.plugins.inner.TenantLineInnerInterceptor;
            import java.util.List;
            class Config {
              private static final List<String> IGNORED = List.of("Tasks");
              Object plugin() {
                return new TenantLineInnerInterceptor(new TenantLineHandler() {
                  @Override public boolean ignoreTable(String name) {
                    if (name.startsWith("sys_")) {
                      return true;
                    }
                    return IGNORED.stream().anyMatch(t -> t.equalsIgnoreCase(name));
                  }
                });
              }
            }
            """)
        .file(
            "com/acme/Mapper.java",
            """
            package com.acme;
            import com.baomidou.mybatisplus.annotation.InterceptorIgnore;
            import org.apache.ibatis.annotations.Select;
            interface Mapper {
              @Select("select * from projects") Object covered();
              @Select("select * from tasks") Object ignored();
              @Select("select exists (select 1 from projects)") Object withoutFrom();
              @Select("select * from plans where exists (select 1 from projects)") Object below();
              @InterceptorIgnore(tenantLine = "true") @Select("select * from projects") Object off();
              @InterceptorIgnore(tenantLine = "false") @Select("select * from projects") Object on();
            }
            """);

    assertThat(project.found())
        .containsExactly(
            "raw-table-access Mapper.java:6",
            "raw-table-access Mapper.java:7",
            "raw-table-access Mapper.java:9");
  }

  @Test
  void anIgnoreTableThatKeepsAFewIsReadTheOtherWayRound() throws Exception {
    project
        .file(
            "com/acme/Handler.java",
            """
            package com.acme;
            import com.baomidou.mybatisplus.extension.plugins.handler.TenantLineHandler;
            import com.baomidou.mybatisplus.extension.plugins.inner.TenantLineInnerInterceptor;
            class Handler implements TenantLineHandler {
              @Override public boolean ignoreTable(String name) { return !"projects".equals(name); }
              static Object plugin() { return new TenantLineInnerInterceptor(new Handler()); }
            }
            """)
        .file(
            "com/acme/Mapper.java",
            """
            package com.acme;
            import org.apache.ibatis.annotations.Select;
            interface Mapper {
              @Select("select * from projects") Object covered();
              @Select("select * from tasks") Object ignored();
            }
            """);

    assertThat(project.found()).containsExactly("raw-table-access Mapper.java:5");
  }
}
