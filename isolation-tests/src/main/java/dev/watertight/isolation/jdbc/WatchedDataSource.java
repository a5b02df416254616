package dev.watertight.isolation.jdbc;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A data source whose connections, and all that comes from them, are watched. */
public final class WatchedDataSource implements DataSource {
  private final DataSource target;
  private final Watch watch;

  public WatchedDataSource(DataSource target, Watch watch) {
    this.target = target;
    this.watch = watch;
  }

  @Override
  public Connection getConnection() throws SQLException {
    return watched(target.getConnection());
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    return watched(target.getConnection(user, password));
  }

  private Connection watched(Connection raw) {
    watch.borrowed(raw);
    return new WatchedConnection(raw, watch).proxy();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    if (type.isInstance(this)) {
      return type.cast(this);
    }
    T inner = type.isInstance(target) ? type.cast(target) : target.unwrap(type);
    watch.bypassed("DataSource.unwrap(" + type.getName() + ")");
    return inner;
  }

  @Override
  public boolean isWrapperFor(Class<?> type) throws SQLException {
    return type.isInstance(this) || type.isInstance(target) || target.isWrapperFor(type);
  }

  @Override
  public @Nullable PrintWriter getLogWriter() throws SQLException {
    return target.getLogWriter();
  }

  @Override
  public void setLogWriter(@Nullable PrintWriter out) throws SQLException {
    target.setLogWriter(out);
  }

  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    target.setLoginTimeout(seconds);
  }

  @Override
  public int getLoginTimeout() throws SQLException {
    return target.getLoginTimeout();
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    return target.getParentLogger();
  }
}
