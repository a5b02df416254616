package dev.watertight.isolation.library;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watertight.core.isolation.CellResult;
import dev.watertight.isolation.IsolationTest;
import dev.watertight.isolation.TenantLayer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.EmptyResultDataAccessException;
import org.springframework.jdbc.core.BeanPropertyRowMapper;
import org.springframework.jdbc.core.DataClassRowMapper;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.SimpleJdbcInsert;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Spring's JdbcTemplate, NamedParameterJdbcTemplate, JdbcClient and SimpleJdbcInsert. */
class JdbcTemplateTest {
  @TempDir Path folder;

  @Test
  void theSafeLayerHoldsInItsCellsAndItsControlsLeak() throws Exception {
    Tested tested = Tested.run(IsolationTest.of(d -> layer(d, SafeProjects::new)), 8, folder);

    assertThat(tested.failures()).isEmpty();
    assertThat(tested.skipped()).isEmpty();
    assertThat(tested.uncalled()).isEmpty();
    assertThat(tested.opaque()).isEmpty();
    assertThat(tested.controls())
        .hasSize(14)
        .allSatisfy((name, control) -> assertThat(control).isEqualTo(CellResult.Verdict.LEAKED));
  }

  @Test
  void theLeaksOfTheOtherAreFound() throws Exception {
    Tested tested = Tested.run(IsolationTest.of(d -> layer(d, LeakyProjects::new)), 12, folder);

    assertThat(tested.rules("byId")).contains("leak-read");
    assertThat(tested.rules("count")).contains("leak-inference");
    assertThat(tested.rules("named")).contains("leak-inference");
    assertThat(tested.rules("withIds")).contains("leak-read");
    assertThat(tested.rules("isTaken")).contains("leak-inference");
    assertThat(tested.rules("setBudgets")).contains("leak-write");
    assertThat(tested.rules("addAll")).contains("leak-write");
    assertThat(tested.uncalled()).isEmpty();
  }

  private static <T> TenantLayer<T> layer(
      DataSource source, BiFunction<JdbcTemplate, String, T> layer) {
    JdbcTemplate jdbc = new JdbcTemplate(source);
    TransactionTemplate transactions = new TransactionTemplate(new JdbcTransactionManager(source));
    return (tenant, work) ->
        transactions.execute(
            status -> {
              jdbc.queryForObject("select set_config('app.tenant', ?, true)", String.class, tenant);
              return work.apply(layer.apply(jdbc, tenant));
            });
  }

  /** A project, as JavaBean for {@link BeanPropertyRowMapper}. */
  public static final class ProjectBean {
    private UUID id;
    private String name;
    private int budget;

    public UUID getId() {
      return id;
    }

    public void setId(UUID id) {
      this.id = id;
    }

    public String getName() {
      return name;
    }

    public void setName(String name) {
      this.name = name;
    }

    public int getBudget() {
      return budget;
    }

    public void setBudget(int budget) {
      this.budget = budget;
    }
  }

  /** A project. */
  public record Project(UUID id, String name, int budget) {}

  /** A budget to set. */
  public record Budget(UUID projectId, int budget) {}

  /** Every statement has the tenant. */
  public static final class SafeProjects {
    private static final RowMapper<Project> PROJECT = new DataClassRowMapper<>(Project.class);

    private final JdbcTemplate jdbc;
    private final NamedParameterJdbcTemplate named;
    private final JdbcClient client;
    private final String tenant;

    SafeProjects(JdbcTemplate jdbc, String tenant) {
      this.jdbc = jdbc;
      this.named = new NamedParameterJdbcTemplate(jdbc);
      this.client = JdbcClient.create(named);
      this.tenant = tenant;
    }

    public Optional<Project> byId(UUID id) {
      try {
        return Optional.ofNullable(
            jdbc.queryForObject(
                "SELECT id, name, budget FROM projects WHERE organization_id = ? AND id = ?",
                PROJECT,
                tenant,
                id));
      } catch (EmptyResultDataAccessException e) {
        return Optional.empty();
      }
    }

    public List<ProjectBean> beans() {
      return jdbc.query(
          "select * from projects where organization_id = ? order by name limit 50",
          new BeanPropertyRowMapper<>(ProjectBean.class),
          tenant);
    }

    public List<Map<String, Object>> rows() {
      return jdbc.queryForList(
          "select p.name, count(t.id) as tasks from projects p"
              + " left join tasks t on t.organization_id = p.organization_id and t.project_id = p.id"
              + " where p.organization_id = ? group by p.id order by p.name",
          tenant);
    }

    public Map<String, Integer> budgets() {
      return jdbc.query(
          "select name, budget from projects where organization_id = ? order by name",
          rows -> {
            Map<String, Integer> all = new LinkedHashMap<>();
            while (rows.next()) {
              all.put(rows.getString(1), rows.getInt(2));
            }
            return all;
          },
          tenant);
    }

    public List<String> withIds(List<UUID> ids) {
      if (ids.isEmpty()) {
        return List.of();
      }
      return named.queryForList(
          "select name from projects where organization_id = :tenant and id in (:ids) order by name",
          Map.of("tenant", tenant, "ids", ids),
          String.class);
    }

    public List<String> search(String text) {
      SqlParameterSource values =
          new MapSqlParameterSource("tenant", tenant).addValue("text", "%" + text + "%");
      return named.queryForList(
          """
          select name
          from projects -- those of :tenant only
          where (organization_id = :tenant)
            and (name ilike :text or name = :text)
          order by name
          """,
          values,
          String.class);
    }

    public Integer count() {
      return client
          .sql("select count(*) from projects where organization_id = :tenant")
          .param("tenant", tenant)
          .query(Integer.class)
          .single();
    }

    public List<Project> page(int offset, int limit) {
      return client
          .sql(
              "select id, name, budget from projects where organization_id = ?"
                  + " order by name offset ? rows fetch next ? rows only")
          .params(tenant, offset, limit)
          .query(Project.class)
          .list();
    }

    public boolean isTaken(String name) {
      return Boolean.TRUE.equals(
          client
              .sql(
                  "select exists (select 1 from projects"
                      + " where organization_id = :tenant and name = :name)")
              .param("tenant", tenant)
              .param("name", name)
              .query(Boolean.class)
              .single());
    }

    public int rename(UUID id, String name) {
      return jdbc.update(
          "update projects set name = ? where organization_id = ? and id = ?", name, tenant, id);
    }

    public int[] setBudgets(List<Budget> budgets) {
      return jdbc.batchUpdate(
          "update projects set budget = ? where id = ? and organization_id = ?",
          budgets.stream().map(b -> new Object[] {b.budget(), b.projectId(), tenant}).toList());
    }

    public int addAll(UUID projectId, List<String> titles) {
      SqlParameterSource[] batch =
          titles.stream()
              .map(
                  t ->
                      new MapSqlParameterSource(
                          Map.of("tenant", tenant, "project", projectId, "title", t)))
              .toArray(SqlParameterSource[]::new);
      return Arrays.stream(
              named.batchUpdate(
                  "insert into tasks (organization_id, project_id, title)"
                      + " values (:tenant, :project, :title)",
                  batch))
          .sum();
    }

    public Map<String, Object> create(String name) {
      GeneratedKeyHolder keys = new GeneratedKeyHolder();
      client
          .sql("insert into projects (organization_id, name) values (:tenant, :name)")
          .param("tenant", tenant)
          .param("name", name)
          .update(keys, "id", "name");
      return keys.getKeys() == null ? Map.of() : keys.getKeys();
    }

    public int insert(String name, int budget) {
      return new SimpleJdbcInsert(jdbc)
          .withTableName("projects")
          .usingColumns("organization_id", "name", "budget")
          .execute(Map.of("organization_id", tenant, "name", name, "budget", budget));
    }
  }

  /** Each operation has a leak. */
  public static final class LeakyProjects {
    private final JdbcTemplate jdbc;
    private final NamedParameterJdbcTemplate named;
    private final JdbcClient client;
    private final String tenant;

    LeakyProjects(JdbcTemplate jdbc, String tenant) {
      this.jdbc = jdbc;
      this.named = new NamedParameterJdbcTemplate(jdbc);
      this.client = JdbcClient.create(named);
      this.tenant = tenant;
    }

    /** The predicate is forgotten. */
    public List<Project> byId(UUID id) {
      return jdbc.query(
          "select id, name, budget from projects where id = ?",
          new DataClassRowMapper<>(Project.class),
          id);
    }

    public Integer count() {
      return jdbc.queryForObject("select count(*) from projects", Integer.class);
    }

    /** The or is outside of the parentheses. */
    public List<String> named(String name) {
      return named.queryForList(
          "select name || ' ' || budget from projects"
              + " where organization_id = :tenant and budget > 0 or name = :name",
          Map.of("tenant", tenant, "name", name),
          String.class);
    }

    public List<Map<String, Object>> withIds(List<UUID> ids) {
      return ids.isEmpty()
          ? List.of()
          : client
              .sql("select * from projects where id in (:ids)")
              .param("ids", ids)
              .query()
              .listOfRows();
    }

    public boolean isTaken(String name) {
      return Boolean.TRUE.equals(
          jdbc.queryForObject(
              "select exists (select 1 from projects where name = ?)", Boolean.class, name));
    }

    /** The batch misses it. */
    public int[] setBudgets(List<Budget> budgets) {
      return jdbc.batchUpdate(
          "update projects set budget = ? where id = ?",
          budgets.stream().map(b -> new Object[] {b.budget(), b.projectId()}).toList());
    }

    /** The owner is the one of the project, whoever asks. */
    public int addAll(UUID projectId, String title) {
      return jdbc.update(
          "insert into tasks (organization_id, project_id, title)"
              + " select p.organization_id, p.id, ? from projects p where p.id = ?",
          title,
          projectId);
    }
  }
}
