package dev.watertight.isolation.library;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jdbi.v3.sqlobject.config.KeyColumn;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.config.ValueColumn;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.customizer.BindList;
import org.jdbi.v3.sqlobject.customizer.BindList.EmptyHandling;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.GetGeneratedKeys;
import org.jdbi.v3.sqlobject.statement.SqlBatch;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** Statements that take the tenant from the connection. */
@RegisterConstructorMapper(ProjectDao.Project.class)
public interface ProjectDao {
  /** A project. */
  record Project(UUID id, String name, int budget) {}

  /** A task to add. */
  record NewTask(UUID projectId, String title) {}

  @SqlQuery(
      "select id, name, budget from projects"
          + " where organization_id = current_setting('app.tenant') and id = :id")
  Optional<Project> byId(@Bind("id") UUID id);

  @SqlQuery(
      "select name from projects where organization_id = current_setting('app.tenant')"
          + " order by name")
  List<String> names();

  @SqlQuery(
      "select name from projects where organization_id = current_setting('app.tenant')"
          + " order by name")
  Stream<String> streamed();

  @SqlQuery(
      "select title from tasks where organization_id = current_setting('app.tenant')"
          + " order by title")
  Iterator<String> iterated();

  @KeyColumn("name")
  @ValueColumn("budget")
  @SqlQuery(
      "select name, budget from projects where organization_id = current_setting('app.tenant')")
  Map<String, Integer> budgets();

  @SqlQuery(
      "select id, name, budget from projects"
          + " where organization_id = current_setting('app.tenant') and id in (<ids>)")
  List<Project> withIds(
      @BindList(value = "ids", onEmpty = EmptyHandling.NULL_STRING) List<UUID> ids);

  @SqlUpdate(
      "update projects set name = :name"
          + " where id = :id and organization_id = current_setting('app.tenant')")
  boolean rename(@Bind("id") UUID id, @Bind("name") String name);

  @SqlBatch(
      "insert into tasks (organization_id, project_id, title)"
          + " values (current_setting('app.tenant'), :projectId, :title)")
  int[] addAll(@BindMethods List<NewTask> tasks);

  @GetGeneratedKeys({"id", "name", "budget"})
  @SqlUpdate(
      "insert into projects (organization_id, name) values (current_setting('app.tenant'), :name)")
  Project create(@Bind("name") String name);

  default Optional<Project> renamed(UUID id, String name) {
    rename(id, name);
    return byId(id);
  }
}
