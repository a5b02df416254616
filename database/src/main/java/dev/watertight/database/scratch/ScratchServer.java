package dev.watertight.database.scratch;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * A running PostgreSQL on which Watertight may make databases. Databases that it did not make are
 * never written to.
 */
public interface ScratchServer extends AutoCloseable {
  /**
   * An empty database.
   *
   * @throws SQLException if the server refuses
   */
  ScratchDatabase create() throws SQLException;

  /** A copy of the database, to which nothing may be connected while it is made. */
  ScratchDatabase cloneOf(ScratchDatabase template) throws SQLException;

  /** Removes the database. */
  void drop(ScratchDatabase database) throws SQLException;

  /** A connection with all rights, in autocommit. */
  Connection connect(ScratchDatabase database) throws SQLException;

  /** Who makes roles, and whom migrations run as. */
  Roles roles();

  @Override
  void close();
}
