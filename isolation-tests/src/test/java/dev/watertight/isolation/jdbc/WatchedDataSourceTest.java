package dev.watertight.isolation.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.watertight.isolation.sql.TwoTenants;
import java.sql.BatchUpdateException;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

class WatchedDataSourceTest {
  private final Log log = new Log();
  private final DataSource raw = TwoTenants.dataSource();
  private final DataSource watched = new WatchedDataSource(raw, log);

  @Test
  void tellsOfAPreparedSelectWithItsBinds() throws SQLException {
    try (Connection connection = watched.getConnection();
        PreparedStatement select =
            connection.prepareStatement("select name from projects where org_id = ? and id > ?")) {
      select.setString(1, "A");
      select.setInt(2, 1);
      try (ResultSet rows = select.executeQuery()) {
        assertThat(rows.next()).isTrue();
        assertThat(rows.getStatement()).isSameAs(select);
      }
      assertThat(select.getConnection()).isSameAs(connection);
      assertThat(connection.getMetaData().getConnection()).isSameAs(connection);
    }
    assertThat(log.last().binds()).containsExactly(Optional.of("A"), Optional.of(1));
    assertThat(log.last().rows()).isEqualTo(-1);
    assertThat(log.last().batch()).isFalse();
  }

  @Test
  void sendsWhatTheWatchSays() throws SQLException {
    log.change = sql -> sql.replace("plans", "tasks");
    try (Connection connection = watched.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select count(*) from plans")) {
      rows.next();
      assertThat(rows.getInt(1)).isEqualTo(2);
    }
    assertThat(log.last().original()).isEqualTo("select count(*) from plans");
    assertThat(log.last().sent()).isEqualTo("select count(*) from tasks");
  }

  @Test
  void countsChangedRows() throws SQLException {
    try (Connection connection = watched.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("update plans set name = name");
      assertThat(log.last().rows()).isEqualTo(1);
      statement.executeLargeUpdate("delete from plans where false");
      assertThat(log.last().rows()).isZero();
    }
  }

  @Test
  void tellsOfEachEntryOfABatch() throws SQLException {
    try (Connection connection = watched.getConnection()) {
      connection.setAutoCommit(false);
      try (PreparedStatement insert =
          connection.prepareStatement("insert into plans (id, name) values (?, ?)")) {
        insert.setInt(1, 8);
        insert.setString(2, "eight");
        insert.addBatch();
        insert.setInt(1, 9);
        insert.setNull(2, Types.VARCHAR);
        insert.addBatch();
        insert.executeBatch();
      }
      connection.rollback();
    }
    assertThat(log.executions)
        .allMatch(Execution::batch)
        .extracting(Execution::rows)
        .containsExactly(1L, 1L);
    assertThat(log.executions)
        .extracting(Execution::binds)
        .containsExactly(
            List.of(Optional.of(8), Optional.of("eight")),
            List.of(Optional.of(9), Optional.empty()));
  }

  @Test
  void tellsWhichEntryOfABatchFailed() throws SQLException {
    try (Connection connection = watched.getConnection();
        Statement statement = connection.createStatement()) {
      statement.addBatch("update plans set name = name");
      statement.addBatch("insert into plans (id) values (1)");
      assertThatThrownBy(statement::executeBatch).isInstanceOf(BatchUpdateException.class);
    }
    assertThat(log.executions).hasSize(2);
    assertThat(log.last().failure()).isPresent();
  }

  @Test
  void givesGeneratedKeys() throws SQLException {
    try (Connection connection = watched.getConnection()) {
      connection.setAutoCommit(false);
      try (PreparedStatement insert =
          connection.prepareStatement("insert into plans values (?, 'x')", new String[] {"id"})) {
        insert.setInt(1, 5);
        insert.executeUpdate();
        try (ResultSet keys = insert.getGeneratedKeys()) {
          keys.next();
          assertThat(keys.getInt(1)).isEqualTo(5);
          assertThat(keys.getStatement()).isSameAs(insert);
        }
      }
      connection.rollback();
    }
    assertThat(log.last().rows()).isEqualTo(1);
  }

  @Test
  void watchesCalls() throws SQLException {
    try (Connection connection = watched.getConnection();
        CallableStatement call = connection.prepareCall("{? = call upper(?)}")) {
      call.registerOutParameter(1, Types.VARCHAR);
      call.setString(2, "a");
      call.execute();
      assertThat(call.getString(1)).isEqualTo("A");
    }
    assertThat(log.last().binds()).containsExactly(Optional.empty(), Optional.of("a"));
  }

  @Test
  void throwsTheDriversOwnException() throws SQLException {
    try (Connection connection = watched.getConnection();
        Statement statement = connection.createStatement()) {
      assertThatThrownBy(() -> statement.executeQuery("select nothing"))
          .isInstanceOf(SQLException.class)
          .extracting(e -> ((SQLException) e).getSQLState())
          .isEqualTo("42703");
    }
    assertThat(log.last().failure()).isPresent();
  }

  @Test
  void tellsOfWhatIsHandedOut() throws SQLException {
    try (Connection connection = watched.getConnection()) {
      assertThat(connection.isWrapperFor(PGConnection.class)).isTrue();
      assertThat(connection.unwrap(Connection.class)).isSameAs(connection);
      assertThat(log.bypassed).isEmpty();
      assertThat(connection.unwrap(PGConnection.class).getBackendPID()).isPositive();
    }
    assertThat(log.bypassed).containsExactly("Connection.unwrap(org.postgresql.PGConnection)");
  }

  @Test
  void returnsAConnectionOnce() throws SQLException {
    Connection connection = watched.getConnection();
    connection.close();
    connection.close();
    assertThat(connection.isClosed()).isTrue();
    assertThat(log.borrowed).isEqualTo(1);
    assertThat(log.returned).isEqualTo(1);
  }

  @Test
  void anAbortedConnectionIsNotReturned() throws SQLException {
    try (Connection connection = watched.getConnection()) {
      connection.abort(Runnable::run);
    }
    assertThat(log.returned).isZero();
  }

  @Test
  void standsAboveAPool() throws SQLException {
    try (HikariDataSource pool = pool(raw)) {
      DataSource aboveThePool = new WatchedDataSource(pool, log);
      for (int i = 0; i < 3; i++) {
        try (Connection connection = aboveThePool.getConnection();
            Statement statement = connection.createStatement()) {
          statement.execute("select 1");
          assertThat(statement.getConnection()).isSameAs(connection);
        }
      }
      assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
    }
    assertThat(log.borrowed).isEqualTo(3);
    assertThat(log.returned).isEqualTo(3);
    assertThat(log.executions).hasSize(3);
  }

  @Test
  void standsBelowAPool() throws SQLException {
    try (HikariDataSource pool = pool(watched)) {
      for (int i = 0; i < 3; i++) {
        try (Connection connection = pool.getConnection();
            PreparedStatement statement = connection.prepareStatement("select ?::int")) {
          statement.setInt(1, i);
          statement.execute();
        }
      }
    }
    assertThat(log.borrowed).isEqualTo(1);
    assertThat(log.executions).hasSize(3);
    assertThat(log.last().binds()).containsExactly(Optional.of(2));
  }

  private static HikariDataSource pool(DataSource below) {
    HikariConfig config = new HikariConfig();
    config.setDataSource(below);
    config.setMaximumPoolSize(1);
    return new HikariDataSource(config);
  }
}
