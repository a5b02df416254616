package dev.watertight.isolation.experiment;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.watertight.core.isolation.Cell;
import dev.watertight.database.catalog.Identifier;
import dev.watertight.isolation.DataLayer;
import dev.watertight.isolation.TenantLayer;
import dev.watertight.isolation.Work;
import dev.watertight.isolation.jdbc.Execution;
import dev.watertight.isolation.jdbc.Watch;
import dev.watertight.isolation.jdbc.WatchedDataSource;
import dev.watertight.isolation.sql.Change;
import dev.watertight.isolation.sql.ReadStatement;
import dev.watertight.isolation.sql.Rewriter;
import dev.watertight.isolation.sql.StatementReader;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The data layer on one database, with what goes through its data source recorded, and in some
 * cells rewritten.
 */
final class Stage implements Watch, AutoCloseable {
  /** A statement that takes longer has failed: nothing here is large. */
  private static final String INIT =
      "set statement_timeout = '10s'; set lock_timeout = '5s';"
          + " set idle_in_transaction_session_timeout = '60s'";

  private static final int MOST_ROWS = 10_000;

  private final Cell cell;
  private final String role;
  private final List<String> settings;
  private final String victim;
  private final StatementReader reader;
  private final Rewriter rewriter;
  private final HikariDataSource pool;
  private final TenantLayer<Object> layer;
  private final Map<Thread, Recording> byThread = new ConcurrentHashMap<>();
  private final Map<Thread, Disturbance> disturbances = new ConcurrentHashMap<>();
  private volatile Recording latest = new Recording();
  private volatile Optional<Fault> fault = Optional.empty();

  /**
   * Starts the data layer.
   *
   * @param login to the cell's database as the application's role
   * @param size how many connections there are at most
   * @param settings what a tenant's session sets
   * @param victim the id that stamps are given where the application layer is off
   */
  Stage(
      Cell cell,
      DataSource login,
      int size,
      String role,
      List<String> settings,
      String victim,
      StatementReader reader,
      DataLayer<?> application)
      throws Exception {
    this.cell = cell;
    this.role = role;
    this.settings = List.copyOf(settings);
    this.victim = victim;
    this.reader = reader;
    this.rewriter = new Rewriter(reader);
    HikariConfig config = new HikariConfig();
    config.setDataSource(login);
    config.setMaximumPoolSize(size);
    config.setMinimumIdle(0);
    config.setConnectionInitSql(INIT);
    config.setConnectionTimeout(8_000);
    config.setInitializationFailTimeout(-1);
    config.setPoolName("watertight-" + cell.key());
    this.pool = new HikariDataSource(config);
    boolean started = false;
    try {
      this.layer = untyped(application.start(new WatchedDataSource(pool, this)));
      started = true;
    } finally {
      if (!started) {
        pool.close();
      }
    }
  }

  @SuppressWarnings("unchecked") // The layer is only ever given back to its own work.
  private static TenantLayer<Object> untyped(TenantLayer<?> layer) {
    return (TenantLayer<Object>) layer;
  }

  Cell cell() {
    return cell;
  }

  /** Does the work as the tenant, and records what goes through meanwhile. */
  Recording record(String tenant, Work<Object> work) throws Throwable {
    return record(tenant, Disturbance.NONE, work);
  }

  /** The same, with something that goes wrong. */
  Recording record(String tenant, Disturbance planned, Work<Object> work) throws Throwable {
    Recording fresh = new Recording();
    latest = fresh;
    byThread.put(Thread.currentThread(), fresh);
    disturbances.put(Thread.currentThread(), planned);
    try {
      layer.open(tenant, work);
    } finally {
      disturbances.remove(Thread.currentThread());
    }
    return fresh;
  }

  /** What has gone through since this thread's last step began; for a thread of none, the last. */
  Recording recording() {
    return byThread.getOrDefault(Thread.currentThread(), latest);
  }

  /** What has gone through since any thread's last step began. */
  Recording latest() {
    return latest;
  }

  /** From now on one statement is sent with a fault in it. */
  void begin(Fault mutation) {
    fault = Optional.of(mutation);
  }

  /** Statements are sent as before. */
  void end() {
    fault = Optional.empty();
  }

  @Override
  public String beforeSend(String sql) {
    Optional<Fault> now = fault;
    Change change = now.map(f -> f.changes().get(sql)).orElse(null);
    if (change != null) {
      Optional<String> mutated = rewriter.rewrite(sql, change).filter(m -> !m.equals(sql));
      if (mutated.isPresent()) {
        recording().hadFault(true);
        return mutated.get();
      }
      return sql;
    }
    return cell.application() ? sql : send(sql, new Change.ApplicationOff(victim));
  }

  private String send(String sql, Change change) {
    ReadStatement read = reader.read(sql);
    if (read.kind() == ReadStatement.Kind.TRANSACTION
        || read.kind() == ReadStatement.Kind.UTILITY) {
      return sql;
    }
    Optional<String> rewritten = rewriter.rewrite(sql, change);
    if (rewritten.isEmpty()) {
      recording().notRewritten(sql);
      return sql;
    }
    return rewritten.get();
  }

  @Override
  public void beforeExecution(Connection raw) {
    fault.flatMap(Fault::nested).ifPresent(nested -> nest(nested, raw));
    Disturbance planned = disturbances.getOrDefault(Thread.currentThread(), Disturbance.NONE);
    if (recording().executions().size() + 1 != planned.at()) {
      return;
    }
    String sql =
        switch (planned.kind()) {
          case NOTHING, ROLLED_BACK -> "";
          case STATEMENT_FAILED -> "select 1 / 0";
          case CONNECTION_LOST -> "select pg_terminate_backend(pg_backend_pid())";
        };
    if (sql.isEmpty()) {
      return;
    }
    try (Statement statement = raw.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      // As planned: what is executed next finds the transaction failed, or the connection gone.
      return;
    }
  }

  /** Once the outer scope has asked for something. */
  private void nest(Fault.Nested nested, Connection raw) {
    Recording recording = recording();
    List<String> sent = recording.executions().stream().map(Execution::original).toList();
    int outer = sent.lastIndexOf(nested.outer());
    if (recording.hadFault()
        || outer < 0
        || sent.subList(outer + 1, sent.size()).stream().noneMatch(this::asksForData)) {
      return;
    }
    try (Statement statement = raw.createStatement()) {
      for (String setting : nested.settings()) {
        statement.execute(
            "select set_config("
                + Identifier.literal(setting)
                + ", "
                + Identifier.literal(nested.tenant())
                + ", true)");
      }
      recording.hadFault(true);
    } catch (SQLException e) {
      return; // In a transaction that has failed nothing can be opened.
    }
  }

  private boolean asksForData(String sql) {
    return switch (reader.read(sql).kind()) {
      case CONTEXT, TRANSACTION, UTILITY -> false;
      default -> true;
    };
  }

  @Override
  public void executed(Execution execution) {
    recording().executed(execution);
  }

  @Override
  public void bypassed(String what) {
    recording().bypassed(what);
  }

  /** A predicate that is missing can make a recursive query go on without end. */
  @Override
  public int mostRows() {
    return fault.isPresent() ? MOST_ROWS : 0;
  }

  @Override
  public void borrowed(Connection raw) {}

  /** A pool rolls back what is open; what is still set then, the next user of the pool has. */
  @Override
  public void returned(Connection raw) throws SQLException {
    if (!raw.getAutoCommit()) {
      raw.rollback();
    }
    List<Bleed> bleeds = bleeds(raw);
    if (!bleeds.isEmpty()) {
      if (cell == Cell.BOTH) {
        bleeds.forEach(recording()::bled);
      }
      clear(raw);
    }
    if (!raw.getAutoCommit()) {
      raw.rollback();
    }
  }

  private List<Bleed> bleeds(Connection raw) throws SQLException {
    List<String> columns = new ArrayList<>(List.of("current_user::text", "session_user::text"));
    settings.forEach(s -> columns.add("current_setting(" + Identifier.literal(s) + ", true)"));
    List<Bleed> bleeds = new ArrayList<>();
    try (Statement statement = raw.createStatement();
        ResultSet row = statement.executeQuery("select " + String.join(", ", columns))) {
      row.next();
      for (int i = 0; i < 2; i++) {
        if (!role.equals(row.getString(i + 1))) {
          bleeds.add(new Bleed(i == 0 ? "role" : "session_authorization", row.getString(i + 1)));
        }
      }
      for (int i = 0; i < settings.size(); i++) {
        @Nullable String value = row.getString(i + 3);
        if (value != null && !value.isEmpty()) {
          bleeds.add(new Bleed(settings.get(i), value));
        }
      }
    }
    return bleeds;
  }

  /** It is told; that the next try should start from it as well would only make both unclear. */
  private void clear(Connection raw) throws SQLException {
    try (Statement statement = raw.createStatement()) {
      statement.execute("reset session authorization");
      statement.execute("reset role");
      for (String setting : settings) {
        statement.execute("select set_config(" + Identifier.literal(setting) + ", '', false)");
      }
    }
    if (!raw.getAutoCommit()) {
      raw.commit();
    }
  }

  @Override
  public void close() {
    pool.close();
  }
}
