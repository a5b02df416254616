package dev.watertight.database.scratch;

import java.sql.Connection;
import java.sql.SQLException;

/** The roles of a server, as far as migrations need them. */
public interface Roles {
  /**
   * Whether roles may be made and altered here: the server is a scratch one as a whole, and nobody
   * else's.
   */
  boolean areOurs();

  /** The role that migrations run as where roles are not ours: the one that is logged in. */
  String current() throws SQLException;

  /**
   * Makes a role that logs in.
   *
   * @param superuser whether it may do all
   */
  void create(String role, boolean superuser) throws SQLException;

  /** Gives the database to the role. */
  void own(ScratchDatabase database, String role) throws SQLException;

  /** Takes all that is special from the role. */
  void makePlain(String role) throws SQLException;

  /** A connection as a role that was made here, or is {@link #current}. */
  Connection connectAs(ScratchDatabase database, String role) throws SQLException;

  /**
   * Lets a role log in that the migrations made, as the server of production does.
   *
   * @throws SQLException if roles are not ours here
   */
  void admit(String role) throws SQLException;
}
