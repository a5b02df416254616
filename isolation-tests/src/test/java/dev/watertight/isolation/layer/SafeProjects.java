package dev.watertight.isolation.layer;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** A data layer in which every statement carries the tenant. */
public final class SafeProjects {
  private static final String COLUMNS = "select id, name, budget from projects where ";

  private final JdbcScope scope;

  public SafeProjects(JdbcScope scope) {
    this.scope = scope;
  }

  /** A project. */
  public record Project(UUID id, String name, int budget) {}

  public Optional<Project> findById(UUID id) {
    return scope
        .query(
            COLUMNS + "organization_id = ? and id = ?", SafeProjects::project, scope.tenant(), id)
        .stream()
        .findFirst();
  }

  public List<Project> list() {
    return scope.query(
        COLUMNS + "organization_id = ? order by name", SafeProjects::project, scope.tenant());
  }

  public long count() {
    return scope
        .query(
            "select count(*) from projects where organization_id = ?",
            r -> r.getLong(1),
            scope.tenant())
        .get(0);
  }

  /** Two statements. */
  public String summary() {
    return count() + " projects: " + list();
  }

  public int total() {
    return scope
        .query(
            "select coalesce(sum(budget), 0) from projects where organization_id = ?",
            r -> r.getInt(1),
            scope.tenant())
        .get(0);
  }

  public boolean rename(UUID id, String name) {
    return scope.update(
            "update projects set name = ? where organization_id = ? and id = ?",
            name,
            scope.tenant(),
            id)
        > 0;
  }

  public void create(String name) {
    scope.update(
        "insert into projects (organization_id, name) values (?, ?)", scope.tenant(), name);
  }

  public void createAll(List<String> names) {
    if (!names.isEmpty()) {
      scope.update(
          "insert into projects (organization_id, name) values "
              + String.join(", ", Collections.nCopies(names.size(), "(?, ?)")),
          names.stream().flatMap(name -> Stream.of(scope.tenant(), name)).toArray());
    }
  }

  public boolean delete(UUID id) {
    return scope.update(
            "delete from projects where organization_id = ? and id = ?", scope.tenant(), id)
        > 0;
  }

  public List<String> openTasks() {
    return scope.query(
        "select p.name || ': ' || t.title from projects p join tasks t"
            + " on t.organization_id = p.organization_id and t.project_id = p.id"
            + " where p.organization_id = ? and not t.done order by 1",
        r -> r.getString(1),
        scope.tenant());
  }

  public List<String> ofOrganization(String organizationId) {
    return scope.query(
        "select name from projects where organization_id = ? and organization_id = ? order by 1",
        r -> r.getString(1),
        scope.tenant(),
        organizationId);
  }

  public List<String> plans() {
    return scope.query("select name from plans order by 1", r -> r.getString(1));
  }

  private static Project project(java.sql.ResultSet row) throws java.sql.SQLException {
    return new Project(row.getObject(1, UUID.class), row.getString(2), row.getInt(3));
  }
}
