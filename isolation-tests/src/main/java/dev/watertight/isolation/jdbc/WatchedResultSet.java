package dev.watertight.isolation.jdbc;

import java.lang.reflect.Method;
import java.sql.ResultSet;
import org.jspecify.annotations.Nullable;

/** A result set that leads back to the watched statement. */
final class WatchedResultSet extends Watched<ResultSet> {
  private final WatchedStatement<?> statement;

  WatchedResultSet(ResultSet raw, WatchedStatement<?> statement) {
    super(ResultSet.class, raw, statement.watch);
    this.statement = statement;
  }

  @Override
  @Nullable Object call(Method method, @Nullable Object[] arguments) throws Throwable {
    return method.getName().equals("getStatement") ? statement.proxy() : pass(method, arguments);
  }
}
