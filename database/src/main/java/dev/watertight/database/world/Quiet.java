package dev.watertight.database.world;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A time in which neither triggers nor rules fire and no foreign key is checked. */
final class Quiet implements AutoCloseable {
  private final Connection connection;
  private final StringBuilder script;
  private final List<String> restore;
  private boolean over;

  private Quiet(Connection connection, StringBuilder script, List<String> restore) {
    this.connection = connection;
    this.script = script;
    this.restore = restore;
  }

  static Quiet begin(Connection connection, StringBuilder script) throws SQLException {
    List<String> disable = new ArrayList<>();
    List<String> restore = new ArrayList<>();
    try (Statement statement = connection.createStatement()) {
      // Triggers that replication does not stop must be told by name.
      try (ResultSet rows =
          statement.executeQuery(
              "select format('alter table %I.%I ', n.nspname, c.relname),"
                  + " quote_ident(t.tgname), t.tgenabled = 'A' from pg_trigger t"
                  + " join pg_class c on c.oid = t.tgrelid"
                  + " join pg_namespace n on n.oid = c.relnamespace"
                  + " where not t.tgisinternal and t.tgenabled in ('A', 'R')"
                  + " order by n.nspname, c.relname, t.tgname")) {
        while (rows.next()) {
          disable.add(rows.getString(1) + "disable trigger " + rows.getString(2));
          restore.add(
              rows.getString(1)
                  + "enable "
                  + (rows.getBoolean(3) ? "always" : "replica")
                  + " trigger "
                  + rows.getString(2));
        }
      }
      disable.add(0, "set session_replication_role = replica");
      for (String sql : disable) {
        statement.execute(sql);
        script.append(sql).append(";\n");
      }
    }
    restore.add("set session_replication_role = origin");
    return new Quiet(connection, script, restore);
  }

  /** Ends it, and writes so into the script. */
  void end() throws SQLException {
    restore.forEach(sql -> script.append(sql).append(";\n"));
    close();
  }

  @Override
  public void close() throws SQLException {
    if (over) {
      return;
    }
    over = true;
    try (Statement statement = connection.createStatement()) {
      for (String sql : restore) {
        statement.execute(sql);
      }
    }
  }
}
