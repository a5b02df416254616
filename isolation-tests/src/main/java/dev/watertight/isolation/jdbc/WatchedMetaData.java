package dev.watertight.isolation.jdbc;

import java.lang.reflect.Method;
import java.sql.DatabaseMetaData;
import org.jspecify.annotations.Nullable;

/** Meta data that lead back to the watched connection. */
final class WatchedMetaData extends Watched<DatabaseMetaData> {
  private final WatchedConnection connection;

  WatchedMetaData(DatabaseMetaData raw, WatchedConnection connection) {
    super(DatabaseMetaData.class, raw, connection.watch);
    this.connection = connection;
  }

  @Override
  @Nullable Object call(Method method, @Nullable Object[] arguments) throws Throwable {
    return method.getName().equals("getConnection") ? connection.proxy() : pass(method, arguments);
  }
}
