package dev.watertight.isolation.library;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.customizer.BindList;
import org.jdbi.v3.sqlobject.customizer.BindList.EmptyHandling;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlBatch;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

/** Statements that forget the tenant. */
@RegisterConstructorMapper(ProjectDao.Project.class)
public interface LeakyProjectDao {
  /** A budget to set. */
  record Budget(UUID projectId, int budget) {}

  @SqlQuery("select id, name, budget from projects where id = :id")
  Optional<ProjectDao.Project> byId(@Bind("id") UUID id);

  @SqlQuery("select name from projects where id in (<ids>)")
  List<String> withIds(
      @BindList(value = "ids", onEmpty = EmptyHandling.NULL_STRING) List<UUID> ids);

  @SqlQuery("select count(*) from tasks")
  long countTasks();

  @SqlBatch("update projects set budget = :budget where id = :projectId")
  int[] setBudgets(@BindMethods List<Budget> budgets);
}
