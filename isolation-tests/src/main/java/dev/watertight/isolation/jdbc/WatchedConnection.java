package dev.watertight.isolation.jdbc;

import java.lang.reflect.Method;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A connection whose statements are watched. */
final class WatchedConnection extends Watched<Connection> {
  private final AtomicBoolean gone = new AtomicBoolean();

  WatchedConnection(Connection raw, Watch watch) {
    super(Connection.class, raw, watch);
  }

  @Override
  @Nullable Object call(Method method, @Nullable Object[] arguments) throws Throwable {
    return switch (method.getName()) {
      case "close" -> {
        close();
        yield null;
      }
      case "abort" -> {
        gone.set(true);
        yield pass(method, arguments);
      }
      case "createStatement" ->
          pass(method, arguments) instanceof Statement statement
              ? new WatchedStatement<>(Statement.class, this, limited(statement)).proxy()
              : null;
      case "prepareStatement" -> prepared(PreparedStatement.class, method, arguments);
      case "prepareCall" -> prepared(CallableStatement.class, method, arguments);
      case "getMetaData" ->
          pass(method, arguments) instanceof DatabaseMetaData metaData
              ? new WatchedMetaData(metaData, this).proxy()
              : null;
      default -> pass(method, arguments);
    };
  }

  private <P extends PreparedStatement> @Nullable Object prepared(
      Class<P> type, Method method, @Nullable Object[] arguments) throws Throwable {
    if (!(arguments[0] instanceof String original)) {
      return pass(method, arguments);
    }
    String sent = watch.beforeSend(original);
    @Nullable Object[] changed = arguments.clone();
    changed[0] = sent;
    try {
      Object statement = pass(method, changed);
      return statement == null
          ? null
          : new WatchedPreparedStatement<>(
                  type, this, limited(type.cast(statement)), original, sent)
              .proxy();
    } catch (SQLException e) {
      watch.executed(Executions.failed(original, sent, e));
      throw e;
    }
  }

  private <S extends Statement> S limited(S statement) throws SQLException {
    if (watch.mostRows() > 0) {
      statement.setMaxRows(watch.mostRows());
    }
    return statement;
  }

  private void close() throws SQLException {
    if (!gone.compareAndSet(false, true) || raw.isClosed()) {
      raw.close();
      return;
    }
    try (raw) {
      watch.returned(raw);
    }
  }
}
