package dev.watertight.isolation.layer;

import dev.watertight.isolation.TenantLayer;
import dev.watertight.isolation.Work;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** One tenant's transaction over plain JDBC: what the small data layers of tests are made of. */
public final class JdbcScope {
  private final Connection connection;
  private final String tenant;

  private JdbcScope(Connection connection, String tenant) {
    this.connection = connection;
    this.tenant = tenant;
  }

  /** Opens a scope for each work, with the setting for the transaction alone. */
  public static <T> TenantLayer<T> layer(DataSource dataSource, Function<JdbcScope, T> layer) {
    return (tenant, work) -> open(dataSource, tenant, work, layer);
  }

  private static <T> @Nullable Object open(
      DataSource dataSource, String tenant, Work<T> work, Function<JdbcScope, T> layer)
      throws Exception {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      boolean done = false;
      try {
        JdbcScope scope = new JdbcScope(connection, tenant);
        scope.query("select set_config('app.current_org_id', ?, true)", row -> "", tenant);
        Object result = work.apply(layer.apply(scope));
        connection.commit();
        done = true;
        return result;
      } finally {
        if (!done) {
          connection.rollback();
        }
      }
    }
  }

  /** Its connection, in a transaction. */
  Connection connection() {
    return connection;
  }

  /** The tenant that it is open for. */
  public String tenant() {
    return tenant;
  }

  /** Reads a row. */
  @FunctionalInterface
  public interface Reading<R> {
    R of(ResultSet row) throws SQLException;
  }

  /** The rows of a query. */
  public <R> List<R> query(String sql, Reading<R> reading, Object... binds) {
    try (PreparedStatement statement = bound(sql, binds);
        ResultSet rows = statement.executeQuery()) {
      List<R> all = new ArrayList<>();
      while (rows.next()) {
        all.add(reading.of(rows));
      }
      return all;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The number of rows that a statement changed. */
  public int update(String sql, Object... binds) {
    try (PreparedStatement statement = bound(sql, binds)) {
      return statement.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private PreparedStatement bound(String sql, Object... binds) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < binds.length; i++) {
      statement.setObject(i + 1, binds[i]);
    }
    return statement;
  }
}
