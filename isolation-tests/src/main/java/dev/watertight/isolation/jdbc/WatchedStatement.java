package dev.watertight.isolation.jdbc;

import java.lang.reflect.Method;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A statement whose executions are watched.
 *
 * @param <S> its interface
 */
class WatchedStatement<S extends Statement> extends Watched<S> {
  private final WatchedConnection connection;
  private final List<Executions.Entry> batch = new ArrayList<>();

  WatchedStatement(Class<S> type, WatchedConnection connection, S raw) {
    super(type, raw, connection.watch);
    this.connection = connection;
  }

  @Override
  @Nullable Object call(Method method, @Nullable Object[] arguments) throws Throwable {
    return switch (method.getName()) {
      case "execute", "executeQuery", "executeUpdate", "executeLargeUpdate" ->
          arguments.length > 0 && arguments[0] instanceof String original
              ? executed(method, arguments, original)
              : pass(method, arguments);
      case "addBatch" ->
          arguments.length > 0 && arguments[0] instanceof String original
              ? added(method, original)
              : pass(method, arguments);
      case "executeBatch", "executeLargeBatch" -> batchExecuted(method, arguments);
      case "clearBatch" -> {
        batch.clear();
        yield pass(method, arguments);
      }
      case "getConnection" -> connection.proxy();
      default -> watched(pass(method, arguments));
    };
  }

  private @Nullable Object executed(Method method, @Nullable Object[] arguments, String original)
      throws Throwable {
    String sent = watch.beforeSend(original);
    @Nullable Object[] changed = arguments.clone();
    changed[0] = sent;
    return executed(method, changed, new Executions.Entry(original, sent, List.of()));
  }

  /** Executes, and tells of it. */
  final @Nullable Object executed(
      Method method, @Nullable Object[] arguments, Executions.Entry entry) throws Throwable {
    Object result;
    watch.beforeExecution(connection.raw);
    try {
      result = pass(method, arguments);
    } catch (SQLException e) {
      watch.executed(
          new Execution(entry.original(), entry.sent(), entry.binds(), Optional.of(e), -1, false));
      throw e;
    }
    long rows = result instanceof Number count ? count.longValue() : rows(result);
    watch.executed(
        new Execution(
            entry.original(), entry.sent(), entry.binds(), Optional.empty(), rows, false));
    return watched(result);
  }

  /** Of {@code execute}, which answers whether there is a result set. */
  private long rows(@Nullable Object result) throws SQLException {
    return Boolean.FALSE.equals(result) ? raw.getUpdateCount() : -1;
  }

  private @Nullable Object added(Method method, String original) throws Throwable {
    String sent = watch.beforeSend(original);
    Object nothing = pass(method, new @Nullable Object[] {sent});
    added(new Executions.Entry(original, sent, List.of()));
    return nothing;
  }

  /** Remembers an entry that the driver took. */
  final void added(Executions.Entry entry) {
    batch.add(entry);
  }

  private @Nullable Object batchExecuted(Method method, @Nullable Object[] arguments)
      throws Throwable {
    List<Executions.Entry> entries = List.copyOf(batch);
    batch.clear();
    try {
      Object counts = pass(method, arguments);
      Executions.ofBatch(entries, counts, null).forEach(watch::executed);
      return counts;
    } catch (SQLException e) {
      Executions.ofBatch(entries, null, e).forEach(watch::executed);
      throw e;
    }
  }

  private @Nullable Object watched(@Nullable Object result) {
    return result instanceof ResultSet rows ? new WatchedResultSet(rows, this).proxy() : result;
  }
}
