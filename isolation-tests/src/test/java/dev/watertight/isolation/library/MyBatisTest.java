package dev.watertight.isolation.library;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watertight.core.isolation.Cell;
import dev.watertight.core.isolation.CellResult;
import dev.watertight.isolation.IsolationTest;
import dev.watertight.isolation.TenantLayer;
import java.nio.file.Path;
import java.sql.CallableStatement;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import javax.sql.DataSource;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.cursor.Cursor;
import org.apache.ibatis.mapping.Environment;
import org.apache.ibatis.session.Configuration;
import org.apache.ibatis.session.SqlSession;
import org.apache.ibatis.session.SqlSessionFactory;
import org.apache.ibatis.session.SqlSessionFactoryBuilder;
import org.apache.ibatis.transaction.jdbc.JdbcTransactionFactory;
import org.apache.ibatis.type.BaseTypeHandler;
import org.apache.ibatis.type.JdbcType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** MyBatis, with annotated mappers, mappers in XML, and its caches. */
class MyBatisTest {
  @TempDir Path folder;

  @Test
  void theSafeMappersHoldInTheirCellsAndTheirControlsLeak() throws Exception {
    Tested tested = Tested.run(IsolationTest.of(d -> layer(d, SafeData::new)), 8, folder);

    assertThat(tested.failures()).isEmpty();
    assertThat(tested.skipped()).isEmpty();
    assertThat(tested.uncalled()).isEmpty();
    assertThat(tested.opaque()).isEmpty();
    assertThat(tested.controls())
        .hasSize(16)
        .allSatisfy((name, control) -> assertThat(control).isEqualTo(CellResult.Verdict.LEAKED));
  }

  @Test
  void theLeaksOfTheOthersAreFound() throws Exception {
    Tested tested = Tested.run(IsolationTest.of(d -> layer(d, LeakyData::new)), 8, folder);

    assertThat(tested.rules("projects().name")).isNotEmpty();
    assertThat(tested.rules("projects().filtered")).contains("leak-read");
    assertThat(tested.rules("projects().raise")).contains("leak-write");
    assertThat(tested.rules("cachedProjects().named", Cell.BOTH)).contains("leak-read");
    assertThat(tested.rules("cachedProjects().names", Cell.BOTH)).contains("leak-read");
    assertThat(tested.uncalled()).isEmpty();
  }

  private static <T> TenantLayer<T> layer(
      DataSource source, BiFunction<SqlSession, String, T> layer) {
    Configuration configuration =
        new Configuration(new Environment("test", new JdbcTransactionFactory(), source));
    configuration.getTypeHandlerRegistry().register(UUID.class, new UuidHandler());
    configuration.addMapper(ContextMapper.class);
    configuration.addMapper(ProjectMapper.class);
    configuration.addMapper(ReportMapper.class);
    configuration.addMapper(LeakyProjectMapper.class);
    configuration.addMapper(CachedProjectMapper.class);
    SqlSessionFactory factory = new SqlSessionFactoryBuilder().build(configuration);
    return (tenant, work) -> {
      try (SqlSession session = factory.openSession(false)) {
        session.getMapper(ContextMapper.class).set(tenant);
        Object result = work.apply(layer.apply(session, tenant));
        session.commit(true);
        return result;
      }
    };
  }

  /** Sets the tenant for the transaction. */
  public interface ContextMapper {
    @Select("select set_config('app.tenant', #{tenant}, true)")
    String set(String tenant);
  }

  /** MyBatis knows none for UUIDs. */
  private static final class UuidHandler extends BaseTypeHandler<UUID> {
    @Override
    public void setNonNullParameter(
        PreparedStatement statement, int i, UUID value, @Nullable JdbcType type)
        throws SQLException {
      statement.setObject(i, value);
    }

    @Override
    public @Nullable UUID getNullableResult(ResultSet rows, String column) throws SQLException {
      return rows.getObject(column, UUID.class);
    }

    @Override
    public @Nullable UUID getNullableResult(ResultSet rows, int column) throws SQLException {
      return rows.getObject(column, UUID.class);
    }

    @Override
    public @Nullable UUID getNullableResult(CallableStatement call, int column)
        throws SQLException {
      return call.getObject(column, UUID.class);
    }
  }

  /** A service over one mapper, and another mapper itself. */
  public static final class SafeData {
    private final SqlSession session;
    private final String tenant;

    SafeData(SqlSession session, String tenant) {
      this.session = session;
      this.tenant = tenant;
    }

    public Projects projects() {
      return new Projects(session.getMapper(ProjectMapper.class), tenant);
    }

    public ReportMapper reports() {
      return session.getMapper(ReportMapper.class);
    }
  }

  /** The tenant's projects. */
  public static final class Projects {
    private final ProjectMapper mapper;
    private final String tenant;

    Projects(ProjectMapper mapper, String tenant) {
      this.mapper = mapper;
      this.tenant = tenant;
    }

    public Optional<ProjectMapper.Project> byId(UUID id) {
      return mapper.byId(tenant, id);
    }

    public long count() {
      return mapper.count(tenant);
    }

    public List<Map<String, Object>> rows() {
      return mapper.rows(tenant);
    }

    public Cursor<String> cursor() {
      return mapper.cursor(tenant);
    }

    public int insert(String name, int budget) {
      return mapper.insert(tenant, new ProjectMapper.Project(UUID.randomUUID(), name, budget));
    }

    public int rename(UUID id, String name) {
      return mapper.rename(tenant, id, name);
    }

    public int delete(UUID id) {
      return mapper.delete(tenant, id);
    }

    public List<ProjectMapper.Project> filtered(ProjectMapper.Filter filter) {
      return mapper.filtered(tenant, filter);
    }

    public List<ProjectMapper.Project> withIds(List<UUID> ids) {
      return ids.isEmpty() ? List.of() : mapper.withIds(tenant, ids);
    }

    public List<ProjectMapper.WithTasks> withTasks() {
      return mapper.withTasks(tenant);
    }

    public int change(UUID id, ProjectMapper.Filter values) {
      return mapper.change(tenant, id, values);
    }

    public int addTasks(UUID projectId, List<String> titles) {
      return titles.isEmpty() ? 0 : mapper.addTasks(tenant, projectId, titles);
    }
  }

  /** Mappers that leak. */
  public static final class LeakyData {
    private final SqlSession session;

    LeakyData(SqlSession session, String tenant) {
      this.session = session;
    }

    public LeakyProjectMapper projects() {
      return session.getMapper(LeakyProjectMapper.class);
    }

    public CachedProjectMapper cachedProjects() {
      return session.getMapper(CachedProjectMapper.class);
    }
  }
}
