package dev.watertight.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the configuration says of tables and of the tenant beside the tenant column: leaky and safe
 * statements in pairs that differ in one thing.
 */
class ConfiguredScopeTest {
  private static final String LABELS =
      """
      tables:
        shared: [plans]
        scoped-through: {labels: projects}
      """;
  private static final String FLOWS =
      """
      tables:
        shared: [plans]
        keyed-by-tenant: [flows.key]
      """;
  private static final String ROLES =
      """
      tenant:
        role-per-tenant: true
      tables:
        shared: [plans]
      """;
  private static final String NOTHING =
      """
      tables:
        shared: [plans]
      """;
  private static final String FACTORY =
      """
      code:
        tenant-factory: [com.acme.data]
      """;

  @TempDir Path folder;

  static Stream<Arguments> leaks() {
    return Stream.of(
            // A table with no tenant column, through its parent.
            leak(LABELS, "select * from labels where id = ?"),
            leak(
                LABELS,
                "select l.* from labels l join projects p on p.id = l.project_id where l.id = ?"),
            leak(
                LABELS,
                "select l.* from labels l, projects p where p.organization_id = ? and l.id = ?"),
            leak(
                LABELS,
                "select l.* from labels l left join projects p on p.id = l.project_id and p.organization_id = ?"),
            leak(
                LABELS,
                "select * from labels where project_id in (select id from projects where name = ?)"),
            leak(
                LABELS,
                "select * from labels l where exists (select 1 from projects p where p.organization_id = ?)"),
            leak(LABELS, "update labels set text = ? where id = ?"),
            leak(
                LABELS,
                "delete from labels l using projects p where p.organization_id = ? and l.id = ?"),
            leak(LABELS, "select count(*) from labels"),
            // A key that contains the tenant.
            leak(FLOWS, "select * from flows where id = ?"),
            leak(FLOWS, "select * from flows where key like ?"),
            leak(FLOWS, "select * from flows where key = 'main'"),
            leak(FLOWS, "select * from flows where key = ? or id = ?"),
            leak(FLOWS, "update flows set text = ? where key <> ?"),
            leak(NOTHING, "select * from flows where key = ?"),
            // A role for each tenant.
            leak(NOTHING, "select * from projects where organization_id::text = current_user"),
            leak(ROLES, "select * from projects where name = current_user"),
            leak(ROLES, "select * from projects where organization_id::text <> current_user"),
            leak(
                ROLES,
                "select * from projects where organization_id::text = current_user or name = ?"))
        .flatMap(ConfiguredScopeTest::andDetected);
  }

  /** What its foreign key shows needs no configuration. */
  private static Stream<Arguments> andDetected(Arguments each) {
    return each.get()[0].equals(LABELS)
        ? Stream.of(each, Arguments.of(NOTHING, each.get()[1]))
        : Stream.of(each);
  }

  static Stream<Arguments> safe() {
    return Stream.of(
            safe(
                LABELS,
                "select l.* from labels l join projects p on p.id = l.project_id where p.organization_id = ? and l.id = ?"),
            safe(
                LABELS,
                "select l.* from labels l, projects p where p.id = l.project_id and p.organization_id = ? and l.id = ?"),
            safe(
                LABELS,
                "select l.* from projects p left join labels l on l.project_id = p.id where p.organization_id = ?"),
            safe(
                LABELS,
                "select * from labels where project_id in (select id from projects where organization_id = ? and name = ?)"),
            safe(
                LABELS,
                "select * from labels l where exists (select 1 from projects p where p.organization_id = ? and p.id = l.project_id)"),
            safe(
                LABELS,
                "update labels l set text = ? from projects p where p.id = l.project_id and p.organization_id = ? and l.id = ?"),
            safe(
                LABELS,
                "delete from labels l using projects p where p.id = l.project_id and p.organization_id = ? and l.id = ?"),
            safe(
                LABELS,
                "select count(*) from labels l join projects p on p.id = l.project_id and p.organization_id = ?"),
            safe(FLOWS, "select * from flows where key = ?"),
            safe(FLOWS, "select * from flows where key = ? and id = ?"),
            safe(FLOWS, "select * from flows where key in (?, ?)"),
            safe(FLOWS, "update flows set text = ? where key = ?"),
            safe(FLOWS, "delete from flows where key = ? and id = ?"),
            safe(ROLES, "select * from projects where organization_id::text = current_user"),
            safe(
                ROLES,
                "select * from projects where organization_id::text = current_user and name = ?"),
            safe(
                ROLES,
                "select t.* from tasks t join projects p using (organization_id) where p.organization_id::text = current_user"))
        .flatMap(ConfiguredScopeTest::andDetected);
  }

  private static Arguments leak(String configuration, String sql) {
    return Arguments.of(configuration, sql);
  }

  private static Arguments safe(String configuration, String sql) {
    return Arguments.of(configuration, sql);
  }

  @ParameterizedTest
  @MethodSource("leaks")
  void isFound(String configuration, String sql) throws Exception {
    assertThat(found(configuration, sql)).containsExactly("unscoped-query Store.java:8");
  }

  @ParameterizedTest
  @MethodSource("safe")
  void isNoFinding(String configuration, String sql) throws Exception {
    assertThat(found(configuration, sql)).isEmpty();
  }

  private List<String> found(String configuration, String sql) throws Exception {
    TinyProject project = new TinyProject(folder);
    project.file("watertight.yml", FACTORY + configuration);
    project.file(
        "src/main/resources/db/migration/V2__more.sql",
        """
        create table labels (id uuid primary key, project_id uuid not null references projects (id), text text);
        create table flows (id uuid primary key, organization_id uuid not null references organizations (id), key text not null, text text);
        """);
    project.file(
        "com/acme/data/Store.java",
        """
        package com.acme.data;

        import org.springframework.jdbc.core.JdbcTemplate;

        class Store {
          JdbcTemplate jdbc;
          Object run(Object... values) {
            return jdbc.queryForList("%s", values);
          }
        }
        """
            .formatted(sql));
    return project.found();
  }
}
