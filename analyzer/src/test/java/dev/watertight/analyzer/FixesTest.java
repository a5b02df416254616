package dev.watertight.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watertight.core.finding.Finding;
import dev.watertight.core.finding.FixWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FixesTest {
  private static final String JOOQ =
      """
      package com.acme.data;

      import static com.acme.db.Tables.PROJECTS;
      import static com.acme.db.Tables.TASKS;

      import org.jooq.DSLContext;

      class Projects {
        private final DSLContext dsl;
        private final java.util.UUID organizationId;

        Projects(DSLContext dsl, java.util.UUID organizationId) {
          this.dsl = dsl;
          this.organizationId = organizationId;
        }

      %s}
      """;

  @TempDir Path folder;
  private TinyProject project;

  @BeforeEach
  void generatedTables() throws Exception {
    project = new TinyProject(folder);
    for (String table : List.of("Projects", "Tasks")) {
      project.file(
          "com/acme/db/" + table + ".java",
          """
          package com.acme.db;
          public class %1$s extends org.jooq.impl.TableImpl<org.jooq.Record> {
            public static final %1$s %2$s = new %1$s();
            public final org.jooq.TableField<org.jooq.Record, java.util.UUID> ID = createField(org.jooq.impl.DSL.name("id"), org.jooq.impl.SQLDataType.UUID, this, "");
            public final org.jooq.TableField<org.jooq.Record, java.util.UUID> ORGANIZATION_ID = createField(org.jooq.impl.DSL.name("organization_id"), org.jooq.impl.SQLDataType.UUID, this, "");
            public final org.jooq.TableField<org.jooq.Record, String> NAME = createField(org.jooq.impl.DSL.name("name"), org.jooq.impl.SQLDataType.VARCHAR, this, "");
            private %1$s() { super(org.jooq.impl.DSL.name("%3$s")); }
          }
          """
              .formatted(
                  table,
                  table.toUpperCase(java.util.Locale.ROOT),
                  table.toLowerCase(java.util.Locale.ROOT)));
    }
    project.file(
        "com/acme/db/Tables.java",
        """
        package com.acme.db;
        public class Tables {
          public static final Projects PROJECTS = Projects.PROJECTS;
          public static final Tasks TASKS = Tasks.TASKS;
        }
        """);
  }

  @Test
  void aJooqQueryGetsTheTenantBehindItsConditions() throws Exception {
    fixes(
        "unscoped-query",
        JOOQ.formatted(
            """
              Object find(java.util.UUID id) {
                return dsl.selectFrom(PROJECTS)
                    .where(PROJECTS.ID.eq(id))
                    .or(PROJECTS.NAME.eq("x"))
                    .orderBy(PROJECTS.NAME)
                    .fetch();
              }
            """),
        JOOQ.formatted(
            """
              Object find(java.util.UUID id) {
                return dsl.selectFrom(PROJECTS)
                    .where(PROJECTS.ID.eq(id))
                    .or(PROJECTS.NAME.eq("x"))
                    .and(PROJECTS.ORGANIZATION_ID.eq(organizationId))
                    .orderBy(PROJECTS.NAME)
                    .fetch();
              }
            """));
  }

  @Test
  void aJooqQueryWithoutConditionsGetsOne() throws Exception {
    fixes(
        "unscoped-query",
        JOOQ.formatted(
            """
              int clear() {
                return dsl.deleteFrom(PROJECTS).execute();
              }
            """),
        JOOQ.formatted(
            """
              int clear() {
                return dsl.deleteFrom(PROJECTS).where(PROJECTS.ORGANIZATION_ID.eq(organizationId)).execute();
              }
            """));
  }

  @Test
  void ofTwoTablesTheOneThatIsNotHeldIsHeld() throws Exception {
    fixes(
        "unscoped-query",
        JOOQ.formatted(
            """
              Object names() {
                return dsl.select(PROJECTS.NAME)
                    .from(PROJECTS)
                    .join(TASKS).on(TASKS.ID.eq(PROJECTS.ID)).and(TASKS.ORGANIZATION_ID.eq(organizationId))
                    .fetch();
              }
            """),
        JOOQ.formatted(
            """
              Object names() {
                return dsl.select(PROJECTS.NAME)
                    .from(PROJECTS)
                    .join(TASKS).on(TASKS.ID.eq(PROJECTS.ID)).and(TASKS.ORGANIZATION_ID.eq(organizationId))
                    .where(PROJECTS.ORGANIZATION_ID.eq(organizationId))
                    .fetch();
              }
            """));
  }

  @Test
  void anInsertIsStamped() throws Exception {
    fixes(
        "unstamped-insert",
        JOOQ.formatted(
            """
              void add(String name) {
                dsl.insertInto(PROJECTS)
                    .set(PROJECTS.NAME, name)
                    .execute();
              }
            """),
        JOOQ.formatted(
            """
              void add(String name) {
                dsl.insertInto(PROJECTS)
                    .set(PROJECTS.ORGANIZATION_ID, organizationId)
                    .set(PROJECTS.NAME, name)
                    .execute();
              }
            """));
  }

  @Test
  void anUpdateLeavesTheTenantAsItIs() throws Exception {
    fixes(
        "mutable-tenant-column",
        JOOQ.formatted(
            """
              void rename(java.util.UUID id, String name, java.util.UUID other) {
                dsl.update(PROJECTS)
                    .set(PROJECTS.NAME, name)
                    .set(PROJECTS.ORGANIZATION_ID, other)
                    .where(PROJECTS.ID.eq(id)).and(PROJECTS.ORGANIZATION_ID.eq(organizationId))
                    .execute();
              }
            """),
        JOOQ.formatted(
            """
              void rename(java.util.UUID id, String name, java.util.UUID other) {
                dsl.update(PROJECTS)
                    .set(PROJECTS.NAME, name)
                    .where(PROJECTS.ID.eq(id)).and(PROJECTS.ORGANIZATION_ID.eq(organizationId))
                    .execute();
              }
            """));
  }

  @Test
  void aRawQueryAsksTheFactoryThatIsAtHand() throws Exception {
    project.file(
        "com/acme/data/TenantDb.java",
        """
        package com.acme.data;

        import com.acme.db.Projects;
        import org.jooq.DSLContext;
        import org.jooq.Record;
        import org.jooq.SelectConditionStep;

        public class TenantDb {
          private final DSLContext dsl;
          private final java.util.UUID organizationId;

          TenantDb(DSLContext dsl, java.util.UUID organizationId) {
            this.dsl = dsl;
            this.organizationId = organizationId;
          }

          public SelectConditionStep<Record> selectFrom(Projects table) {
            return dsl.selectFrom(table).where(table.ORGANIZATION_ID.eq(organizationId));
          }
        }
        """);
    String page =
        """
        package com.acme.web;

        import static com.acme.db.Tables.PROJECTS;

        import com.acme.data.TenantDb;
        import org.jooq.DSLContext;

        class Page {
          private final DSLContext dsl;
          private final TenantDb db;

          Page(DSLContext dsl, TenantDb db) {
            this.dsl = dsl;
            this.db = db;
          }

          Object all() {
            return %s.selectFrom(PROJECTS).fetch();
          }
        }
        """;
    fixes(
        "raw-table-access", "com/acme/web/Page.java", page.formatted("dsl"), page.formatted("db"));
  }

  @Test
  void aStatementInAnAnnotationNamesTheParameter() throws Exception {
    String mapper =
        """
        package com.acme.data;

        import org.apache.ibatis.annotations.Param;
        import org.apache.ibatis.annotations.Select;

        interface Mapper {
          @Select("select p.name from projects p where %sp.id = #{id}")
          String name(@Param("org") java.util.UUID organizationId, @Param("id") java.util.UUID id);
        }
        """;
    fixes(
        "unscoped-query",
        "com/acme/data/Mapper.java",
        mapper.formatted(""),
        mapper.formatted("p.organization_id = #{org} and "));
  }

  @Test
  void aSettingIsMadeLocalToTheTransaction() throws Exception {
    String context =
        """
        package com.acme.data;

        import org.springframework.jdbc.core.JdbcTemplate;
        import org.springframework.transaction.annotation.Transactional;

        class Context {
          private final JdbcTemplate jdbc;

          Context(JdbcTemplate jdbc) {
            this.jdbc = jdbc;
          }

          @Transactional
          public void open(String organizationId) {
            jdbc.queryForObject("select set_config('app.current_org_id', ?, %s)", String.class, organizationId);
          }
        }
        """;
    fixes(
        "session-wide-tenant-context",
        "com/acme/data/Context.java",
        context.formatted("false"),
        context.formatted("true"));
  }

  @Test
  void aMarkThatExplainsNothingGoesWithItsLine() throws Exception {
    String service =
        """
        package com.acme.web;

        import dev.watertight.annotations.AcrossTenants;

        class Service {
        %s  int nothing() {
            return 1;
          }
        }
        """;
    fixes(
        "unused-suppression",
        "com/acme/web/Service.java",
        service.formatted("  @AcrossTenants(reason = \"a report of all\")\n"),
        service.formatted(""));
  }

  @Test
  void aKeyOfACacheGetsTheTenantThatTheMethodTakes() throws Exception {
    String service =
        """
        package com.acme.data;

        import org.springframework.cache.annotation.Cacheable;
        import org.springframework.jdbc.core.JdbcTemplate;

        class Service {
          private final JdbcTemplate jdbc;

          Service(JdbcTemplate jdbc) {
            this.jdbc = jdbc;
          }

          @Cacheable(cacheNames = "projects", key = "%s")
          public Object find(java.util.UUID organizationId, java.util.UUID id) {
            return jdbc.queryForList(
                "select * from projects where organization_id = ? and id = ?", organizationId, id);
          }
        }
        """;
    fixes(
        "cache-key-without-tenant",
        "com/acme/data/Service.java",
        service.formatted("#id"),
        service.formatted("{#organizationId, #id}"));
  }

  @Test
  void linesEndAsTheyDidBefore() throws Exception {
    String before =
        JOOQ.formatted(
                """
                  Object all() {
                    return dsl.selectFrom(PROJECTS)
                        .fetch();
                  }
                """)
            .replace("\n", "\r\n");
    project.file("com/acme/data/Projects.java", before);

    FixWriter.write(folder, project.scan().findings());

    assertThat(Files.readString(project.path("com/acme/data/Projects.java")))
        .contains("(PROJECTS)\r\n        .where(PROJECTS.ORGANIZATION_ID.eq(organizationId))\r\n")
        .doesNotContainPattern("[^\r]\n");
  }

  @Test
  void whoseTenantIsMeantIsNotGuessed() throws Exception {
    project.file(
        "com/acme/data/Projects.java",
        JOOQ.replace("private final java.util.UUID organizationId;", "private final String mode;")
            .replace("java.util.UUID organizationId", "String mode")
            .replace("organizationId", "mode")
            .formatted(
                """
                  Object find(java.util.UUID id) {
                    return dsl.selectFrom(PROJECTS).where(PROJECTS.ID.eq(id)).fetch();
                  }
                """));

    assertThat(project.scan().findings())
        .filteredOn(f -> f.rule().equals("unscoped-query"))
        .hasSize(1)
        .allMatch(f -> f.fix().isEmpty());
  }

  @Test
  void aFileThatHasChangedSinceIsLeftAlone() throws Exception {
    String text =
        JOOQ.formatted(
            """
              Object all() {
                return dsl.selectFrom(PROJECTS).where(PROJECTS.NAME.eq("x")).and(PROJECTS.ORGANIZATION_ID.ne(organizationId)).fetch();
              }

              void add(java.util.UUID other) {
                dsl.update(PROJECTS).set(PROJECTS.NAME, "x").set(PROJECTS.ORGANIZATION_ID, other).where(PROJECTS.ORGANIZATION_ID.eq(organizationId)).execute();
              }
            """);
    project.file("com/acme/data/Projects.java", text);
    List<Finding> findings = project.scan().findings();
    String changed = text.replace("class Projects {", "class Projects {\n\n");
    project.file("com/acme/data/Projects.java", changed);

    FixWriter.Result result = FixWriter.write(folder, findings);

    assertThat(result.left()).anyMatch(l -> l.contains("not as it was when it was read"));
    assertThat(Files.readString(project.path("com/acme/data/Projects.java"))).isEqualTo(changed);
  }

  private void fixes(String rule, String before, String after) throws Exception {
    fixes(rule, "com/acme/data/Projects.java", before, after);
  }

  private void fixes(String rule, String path, String before, String after) throws Exception {
    project.file(path, before);
    List<Finding> found = project.scan().findings();
    assertThat(found).as("findings before").anyMatch(f -> f.rule().equals(rule));

    FixWriter.Result result = FixWriter.write(folder, found);

    assertThat(result.left()).isEmpty();
    assertThat(Files.readString(project.path(path))).isEqualTo(after);
    assertThat(project.found()).as("findings after").isEmpty();
  }
}
