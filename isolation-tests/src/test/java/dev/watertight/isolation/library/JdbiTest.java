package dev.watertight.isolation.library;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watertight.core.isolation.CellResult;
import dev.watertight.isolation.IsolationTest;
import dev.watertight.isolation.TenantLayer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** JDBI, fluent and with SQL objects. */
class JdbiTest {
  @TempDir Path folder;

  @Test
  void theSafeLayerHoldsInItsCellsAndItsControlsLeak() throws Exception {
    Tested tested = Tested.run(IsolationTest.of(d -> layer(d, SafeData::new)), 12, folder);

    assertThat(tested.failures()).isEmpty();
    assertThat(tested.skipped()).isEmpty();
    assertThat(tested.uncalled()).isEmpty();
    assertThat(tested.opaque()).isEmpty();
    assertThat(tested.controls())
        .hasSize(18)
        .allSatisfy((name, control) -> assertThat(control).isEqualTo(CellResult.Verdict.LEAKED));
  }

  @Test
  void theLeaksOfTheOtherAreFound() throws Exception {
    Tested tested = Tested.run(IsolationTest.of(d -> layer(d, LeakyData::new)), 8, folder);

    assertThat(tested.rules("dao().byId")).contains("leak-inference");
    assertThat(tested.rules("dao().withIds")).isNotEmpty();
    assertThat(tested.rules("dao().countTasks")).contains("leak-inference");
    assertThat(tested.rules("dao().setBudgets")).contains("leak-write");
    assertThat(tested.rules("byName")).contains("leak-read");
    assertThat(tested.rules("withIds")).contains("leak-read");
    assertThat(tested.rules("delete")).contains("leak-write");
    assertThat(tested.uncalled()).isEmpty();
  }

  private static <T> TenantLayer<T> layer(DataSource source, BiFunction<Handle, String, T> layer) {
    Jdbi jdbi = Jdbi.create(source).installPlugin(new SqlObjectPlugin());
    jdbi.registerRowMapper(ConstructorMapper.factory(ProjectDao.Project.class));
    return (tenant, work) ->
        jdbi.inTransaction(
            handle -> {
              handle
                  .createQuery("select set_config('app.tenant', :tenant, true)")
                  .bind("tenant", tenant)
                  .mapTo(String.class)
                  .one();
              return work.apply(layer.apply(handle, tenant));
            });
  }

  /** The tenant in every statement. */
  public static final class SafeData {
    private final Handle handle;
    private final String tenant;

    SafeData(Handle handle, String tenant) {
      this.handle = handle;
      this.tenant = tenant;
    }

    public ProjectDao dao() {
      return handle.attach(ProjectDao.class);
    }

    public List<ProjectDao.Project> list() {
      return handle
          .createQuery(
              "select id, name, budget from projects where organization_id = :tenant order by name")
          .bind("tenant", tenant)
          .mapTo(ProjectDao.Project.class)
          .list();
    }

    public List<Map<String, Object>> rows() {
      return handle
          .createQuery(
              "select p.name, string_agg(t.title::text, ', ' order by t.title) as titles"
                  + " from projects p join tasks t using (organization_id)"
                  + " where organization_id = :tenant and t.project_id = p.id group by p.name")
          .bind("tenant", tenant)
          .mapToMap()
          .list();
    }

    public List<String> withIds(List<UUID> ids) {
      return ids.isEmpty()
          ? List.of()
          : handle
              .createQuery(
                  "select name from projects where organization_id = :tenant and id in (<ids>)")
              .bind("tenant", tenant)
              .bindList("ids", ids)
              .mapTo(String.class)
              .list();
    }

    public Optional<Integer> budget(String name) {
      return handle
          .select(
              "select budget from projects where name = ? and organization_id = ?", name, tenant)
          .mapTo(Integer.class)
          .findOne();
    }

    public long countLike(String text) {
      return handle
          .createQuery(
              "select count(*) from <table> where organization_id = :tenant and name like :text")
          .define("table", "projects")
          .bind("tenant", tenant)
          .bind("text", "%" + text + "%")
          .mapTo(Long.class)
          .one();
    }

    public int[] setBudgets(List<LeakyProjectDao.Budget> budgets) {
      if (budgets.isEmpty()) {
        return new int[0];
      }
      PreparedBatch batch =
          handle.prepareBatch(
              "update projects set budget = :budget"
                  + " where organization_id = :tenant and id = :projectId");
      budgets.forEach(b -> batch.bindMethods(b).bind("tenant", tenant).add());
      return batch.execute();
    }

    public int delete(UUID id) {
      return handle.execute(
          "delete from projects where organization_id = ? and id = ?", tenant, id);
    }

    public int rename(UUID id, String name) {
      return handle
          .createUpdate(
              "update projects set name = :name where (organization_id, id) = (:tenant, :id)")
          .bind("name", name)
          .bind("tenant", tenant)
          .bind("id", id)
          .execute();
    }
  }

  /** The tenant forgotten. */
  public static final class LeakyData {
    private final Handle handle;
    private final String tenant;

    LeakyData(Handle handle, String tenant) {
      this.handle = handle;
      this.tenant = tenant;
    }

    public LeakyProjectDao dao() {
      return handle.attach(LeakyProjectDao.class);
    }

    public List<ProjectDao.Project> byName(String name) {
      return handle
          .createQuery("select id, name, budget from projects where name = :name")
          .bind("name", name)
          .mapTo(ProjectDao.Project.class)
          .list();
    }

    /** One side of the join is open. */
    public List<String> withIds(List<UUID> ids) {
      return ids.isEmpty()
          ? List.of()
          : handle
              .createQuery(
                  "select t.title from projects p join tasks t on t.project_id = p.id"
                      + " where p.organization_id = :tenant or p.id in (<ids>)")
              .bind("tenant", tenant)
              .bindList("ids", ids)
              .mapTo(String.class)
              .list();
    }

    public int delete(UUID id) {
      return handle.execute("delete from projects where id = ?", id);
    }
  }
}
