package dev.watertight.sample.leaks;

import dev.watertight.isolation.TenantLayer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/** One tenant's transaction, over plain JDBC and over jOOQ. */
final class Db {
  private final Connection connection;
  private final String tenant;

  private Db(Connection connection, String tenant) {
    this.connection = connection;
    this.tenant = tenant;
  }

  /** A layer that is made anew in each transaction. */
  static <T> TenantLayer<T> layer(DataSource dataSource, Function<Db, T> made) {
    return (tenant, work) -> {
      try (Connection connection = dataSource.getConnection()) {
        connection.setAutoCommit(false);
        boolean done = false;
        try {
          Db db = new Db(connection, tenant);
          db.texts("select set_config('app.current_org_id', ?, true)", tenant);
          Object result = work.apply(made.apply(db));
          connection.commit();
          done = true;
          return result;
        } finally {
          if (!done) {
            connection.rollback();
          }
        }
      }
    };
  }

  Connection connection() {
    return connection;
  }

  String tenant() {
    return tenant;
  }

  DSLContext jooq() {
    return DSL.using(connection, SQLDialect.POSTGRES);
  }

  /** The first column of each row. */
  List<String> texts(String sql, Object... binds) {
    try (PreparedStatement statement = bound(sql, binds);
        ResultSet rows = statement.executeQuery()) {
      List<String> all = new ArrayList<>();
      while (rows.next()) {
        all.add(String.valueOf(rows.getString(1)));
      }
      return all;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The first column of the first row. */
  long number(String sql, Object... binds) {
    return Long.parseLong(texts(sql, binds).get(0));
  }

  /** The number of rows that the statement changed. */
  int update(String sql, Object... binds) {
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
