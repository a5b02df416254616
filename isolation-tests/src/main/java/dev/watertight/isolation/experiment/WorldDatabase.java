package dev.watertight.isolation.experiment;

import dev.watertight.database.catalog.Identifier;
import dev.watertight.database.catalog.Relation;
import dev.watertight.database.scratch.ScratchDatabase;
import dev.watertight.database.scratch.ScratchServer;
import dev.watertight.database.world.Tenant;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A database of the experiment, as its superuser sees it: what stands in it, what a try has
 * changed, and how to undo that. The application's connections are not made here.
 */
final class WorldDatabase implements AutoCloseable {
  private static final String LOCK_TIMEOUT = "55P03";

  private final ScratchServer server;
  private final ScratchDatabase database;
  private final List<WatchedTable> tables;
  private final List<Relation> sequences;
  private final Connection control;
  private Map<String, String> digests = Map.of();
  private Map<String, List<Row>> rows = Map.of();
  private Set<String> disarranged = Set.of();
  private List<String> positions = List.of();
  private String writeMark = "";

  WorldDatabase(
      ScratchServer server,
      ScratchDatabase database,
      List<WatchedTable> tables,
      List<Relation> sequences)
      throws SQLException {
    this.server = server;
    this.database = database;
    this.tables = List.copyOf(tables);
    this.sequences = List.copyOf(sequences);
    this.control = server.connect(database);
    // Neither triggers nor foreign keys have a say when rows are removed or put back.
    execute("set session_replication_role = replica; set lock_timeout = '3s'");
  }

  ScratchDatabase database() {
    return database;
  }

  /** Removes all rows of the tenants. */
  void remove(List<Tenant> tenants) throws SQLException {
    for (WatchedTable table : tables) {
      for (Tenant tenant : tenants) {
        execute(table.removal(tenant));
      }
    }
  }

  /**
   * Removes rows, and what goes with them, until {@link #restore}.
   *
   * @throws CannotRemoveException if the schema does not let them go; nothing is removed then
   */
  void remove(Map<String, List<Row>> rows) throws SQLException, CannotRemoveException {
    List<String> parts = new ArrayList<>();
    for (WatchedTable table : tables) {
      List<Row> some = rows.getOrDefault(table.label(), List.of());
      if (!some.isEmpty()) {
        parts.add("r" + parts.size() + " as (" + table.removal(some) + ")");
      }
    }
    if (parts.isEmpty()) {
      return;
    }
    // In one statement, after which foreign keys are looked at.
    execute("set session_replication_role = origin");
    try {
      execute("with " + String.join(", ", parts) + " select 1");
    } catch (SQLException e) {
      throw new CannotRemoveException(e);
    } finally {
      execute("set session_replication_role = replica");
    }
  }

  /** Switches row-level security off on every table. */
  void withoutRowLevelSecurity(List<Relation> relations) throws SQLException {
    for (Relation relation : relations) {
      execute("alter table " + relation.sql() + " disable row level security");
    }
  }

  /** Keeps what stands in the database now: it is what {@link #restore} goes back to. */
  void keep() throws SQLException {
    execute(WatchedTable.createCopies());
    for (WatchedTable table : tables) {
      execute(table.makeCopy());
    }
    digests = readDigests();
    Map<String, List<Row>> all = new LinkedHashMap<>();
    for (WatchedTable table : tables) {
      all.put(table.label(), readRows(table));
    }
    rows = all;
    positions = readPositions();
    writeMark = readWriteMark();
  }

  /** The rows of each table as they were kept. */
  Map<String, List<Row>> kept() {
    return rows;
  }

  /** The tables that are not as they were kept, with their rows now. */
  Map<String, List<Row>> changed() throws SQLException {
    if (readWriteMark().equals(writeMark)) {
      return Map.of();
    }
    Map<String, String> now = readDigests();
    Map<String, List<Row>> changed = new LinkedHashMap<>();
    Set<String> moved = new TreeSet<>();
    for (WatchedTable table : tables) {
      String kept = digests.getOrDefault(table.label(), "");
      String found = now.getOrDefault(table.label(), "");
      if (!found.equals(kept)) {
        moved.add(table.label());
        if (!ofRows(found).equals(ofRows(kept))) {
          changed.put(table.label(), readRows(table));
        }
      }
    }
    disarranged = moved;
    return changed;
  }

  /** Has the rows of each table lie in another way, until {@link #restore}. */
  void arrange(Arrangement arrangement) throws SQLException {
    StringBuilder sql = new StringBuilder();
    tables.forEach(table -> sql.append(table.putBack(arrangement)).append(";\n"));
    execute(sql.toString());
  }

  private static String ofRows(String digest) {
    return digest.substring(0, digest.indexOf(' ') + 1);
  }

  /**
   * Puts tables and sequences back to what was kept; also where an update changed nothing but the
   * place of its rows, since a query without an order would show them in another one.
   */
  void restore(Map<String, List<Row>> changed) throws SQLException {
    if (readWriteMark().equals(writeMark)) {
      return;
    }
    StringBuilder sql = new StringBuilder();
    for (WatchedTable table : tables) {
      if (changed.containsKey(table.label()) || disarranged.contains(table.label())) {
        sql.append(table.putBack()).append(";\n");
      }
    }
    for (int i = 0; i < sequences.size(); i++) {
      sql.append("select setval(")
          .append(Identifier.literal(sequences.get(i).sql()))
          .append(", ")
          .append(positions.get(i))
          .append(");\n");
    }
    if (!sql.isEmpty()) {
      try {
        execute(sql.toString());
      } catch (SQLException e) {
        if (!LOCK_TIMEOUT.equals(e.getSQLState())) {
          throw e;
        }
        endOtherSessions();
        execute(sql.toString());
      }
    }
    disarranged = Set.of();
    writeMark = readWriteMark();
  }

  /** Ends every session but this one: whoever holds a lock still, lets go of it. */
  void endOtherSessions() throws SQLException {
    execute(
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database()"
            + " and pid <> pg_backend_pid()");
  }

  /** Does something to the schema or to roles, for as long as a mutant lives. */
  void execute(String sql) throws SQLException {
    try (Statement statement = control.createStatement()) {
      statement.execute(sql);
    }
  }

  private Map<String, String> readDigests() throws SQLException {
    if (tables.isEmpty()) {
      return Map.of();
    }
    String sql =
        tables.stream()
            .map(t -> "(" + t.digest() + ")")
            .collect(Collectors.joining(", ", "select ", ""));
    Map<String, String> all = new LinkedHashMap<>();
    try (Statement statement = control.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      for (int i = 0; i < tables.size(); i++) {
        all.put(tables.get(i).label(), row.getString(i + 1));
      }
    }
    return all;
  }

  private List<Row> readRows(WatchedTable table) throws SQLException {
    List<Row> all = new ArrayList<>();
    try (Statement statement = control.createStatement();
        ResultSet found = statement.executeQuery(table.rows())) {
      while (found.next()) {
        all.add(new Row(found.getString(1), found.getString(2)));
      }
    }
    return all;
  }

  /** Of each sequence the arguments that {@code setval} puts it back with. */
  private List<String> readPositions() throws SQLException {
    List<String> all = new ArrayList<>();
    for (Relation sequence : sequences) {
      try (Statement statement = control.createStatement();
          ResultSet row =
              statement.executeQuery("select last_value, is_called from " + sequence.sql())) {
        row.next();
        all.add(row.getLong(1) + ", " + row.getBoolean(2));
      }
    }
    return all;
  }

  /**
   * Something that every write moves on. The log grows with each of them, but a sequence logs only
   * some of its steps.
   */
  private String readWriteMark() throws SQLException {
    StringBuilder sql = new StringBuilder("select pg_current_wal_insert_lsn()::text");
    for (Relation sequence : sequences) {
      sql.append(" || (select ' ' || last_value || is_called from ")
          .append(sequence.sql())
          .append(")");
    }
    try (Statement statement = control.createStatement();
        ResultSet row = statement.executeQuery(sql.toString())) {
      row.next();
      return row.getString(1);
    }
  }

  @Override
  public void close() throws SQLException {
    control.close();
    server.drop(database);
  }
}
