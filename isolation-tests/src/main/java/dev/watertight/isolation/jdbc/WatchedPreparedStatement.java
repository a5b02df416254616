package dev.watertight.isolation.jdbc;

import java.lang.reflect.Method;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A prepared statement whose executions are watched, with the values of its parameters.
 *
 * @param <S> its interface
 */
final class WatchedPreparedStatement<S extends PreparedStatement> extends WatchedStatement<S> {
  private final String original;
  private final String sent;
  private final TreeMap<Integer, Optional<Object>> byIndex = new TreeMap<>();
  private final Map<String, Optional<Object>> byName = new LinkedHashMap<>();

  WatchedPreparedStatement(
      Class<S> type, WatchedConnection connection, S raw, String original, String sent) {
    super(type, connection, raw);
    this.original = original;
    this.sent = sent;
  }

  @Override
  @Nullable Object call(Method method, @Nullable Object[] arguments) throws Throwable {
    String name = method.getName();
    if (arguments.length > 1 && name.startsWith("set")) {
      Object nothing = pass(method, arguments);
      remember(name, arguments);
      return nothing;
    }
    if (arguments.length > 0) {
      return super.call(method, arguments);
    }
    return switch (name) {
      case "execute", "executeQuery", "executeUpdate", "executeLargeUpdate" ->
          executed(method, arguments, entry());
      case "addBatch" -> {
        Object nothing = pass(method, arguments);
        added(entry());
        yield nothing;
      }
      case "clearParameters" -> {
        byIndex.clear();
        byName.clear();
        yield pass(method, arguments);
      }
      default -> super.call(method, arguments);
    };
  }

  private void remember(String method, @Nullable Object[] arguments) {
    Optional<Object> value =
        method.equals("setNull") ? Optional.empty() : Optional.ofNullable(arguments[1]);
    if (arguments[0] instanceof Integer index) {
      byIndex.put(index, value);
    } else if (arguments[0] instanceof String name) {
      byName.put(name, value);
    }
  }

  private Executions.Entry entry() {
    int last = byIndex.isEmpty() ? 0 : byIndex.lastKey();
    List<Optional<Object>> binds = new ArrayList<>(Collections.nCopies(last, Optional.empty()));
    byIndex.forEach((index, value) -> binds.set(index - 1, value));
    binds.addAll(byName.values());
    return new Executions.Entry(original, sent, List.copyOf(binds));
  }
}
