package dev.watertight.database.scratch;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A scratch database, as one role, for libraries that want a {@link DataSource}. Each connection is
 * a new one.
 */
public final class ScratchDataSource implements DataSource {
  /** Opens a connection. */
  @FunctionalInterface
  private interface Opening {
    Connection open() throws SQLException;
  }

  private final Opening opening;

  private ScratchDataSource(Opening opening) {
    this.opening = opening;
  }

  /**
   * Straight to the server.
   *
   * @param role one that may log in, see {@link Roles#admit}
   */
  public static ScratchDataSource of(Roles roles, ScratchDatabase database, String role) {
    return new ScratchDataSource(() -> roles.connectAs(database, role));
  }

  /** Through a pooler, as the role that it lets in. */
  public static ScratchDataSource through(PgBouncer pooler, ScratchDatabase database) {
    return new ScratchDataSource(() -> pooler.connect(database));
  }

  @Override
  public Connection getConnection() throws SQLException {
    return opening.open();
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    throw new SQLFeatureNotSupportedException("the user of a scratch database is fixed");
  }

  @Override
  public @Nullable PrintWriter getLogWriter() {
    return null;
  }

  @Override
  public void setLogWriter(@Nullable PrintWriter out) {}

  @Override
  public void setLoginTimeout(int seconds) {}

  @Override
  public int getLoginTimeout() {
    return 0;
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException("a scratch database logs nothing");
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    throw new SQLException("a scratch database wraps nothing");
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return false;
  }
}
