package dev.watertight.isolation.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * What is told of a {@link WatchedDataSource}'s connections. Called in the thread that uses the
 * connection, so from several at once.
 */
public interface Watch {
  /**
   * A statement's text on its way to the driver: when it is prepared, or else when it is executed
   * or added to a batch.
   *
   * @return what the driver is to be given; must have the same parameters
   */
  String beforeSend(String sql);

  /**
   * A statement, not a batch, is about to be executed.
   *
   * @param raw its connection; what is done with it is not watched
   */
  default void beforeExecution(Connection raw) {}

  /** A statement was executed, or failed. */
  void executed(Execution execution);

  /**
   * Something was handed out past which statements are no longer seen, such as the driver's own
   * connection.
   *
   * @param what for people, such as {@code Connection.unwrap(org.postgresql.PGConnection)}
   */
  void bypassed(String what);

  /** The data layer got a connection. What is done with the raw one is not watched. */
  void borrowed(Connection raw);

  /** How many rows a result may have at most, where it must not have any number; 0 for no limit. */
  default int mostRows() {
    return 0;
  }

  /**
   * The data layer gives a connection back, which is still open. Not called for one that was
   * aborted or that is closed already.
   *
   * @throws SQLException passed on to the data layer, after the connection was closed
   */
  void returned(Connection raw) throws SQLException;
}
