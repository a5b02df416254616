package dev.watertight.isolation.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.sql.Wrapper;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for an object of the driver's.
 *
 * @param <T> its interface
 */
abstract class Watched<T extends Wrapper> implements InvocationHandler {
  final T raw;
  final Watch watch;
  private final Class<T> type;
  private final T proxy;

  Watched(Class<T> type, T raw, Watch watch) {
    this.type = type;
    this.raw = raw;
    this.watch = watch;
    this.proxy =
        type.cast(
            Proxy.newProxyInstance(Watched.class.getClassLoader(), new Class<?>[] {type}, this));
  }

  /** What the data layer gets. */
  final T proxy() {
    return proxy;
  }

  @Override
  public final @Nullable Object invoke(
      Object self, Method method, @Nullable Object @Nullable [] given) throws Throwable {
    @Nullable Object[] arguments = given == null ? new Object[0] : given;
    return switch (method.getName()) {
      case "equals" -> self == arguments[0];
      case "hashCode" -> System.identityHashCode(self);
      case "toString" -> raw.toString();
      case "unwrap" -> unwrap((Class<?>) arguments[0]);
      case "isWrapperFor" -> isWrapperFor((Class<?>) arguments[0]);
      default -> call(method, arguments);
    };
  }

  /** A call of any other method. */
  abstract @Nullable Object call(Method method, @Nullable Object[] arguments) throws Throwable;

  /** Lets the driver do it. */
  final @Nullable Object pass(Method method, @Nullable Object[] arguments) throws Throwable {
    try {
      return method.invoke(raw, arguments);
    } catch (InvocationTargetException e) {
      throw e.getTargetException();
    }
  }

  private Object unwrap(@Nullable Class<?> wanted) throws SQLException {
    if (wanted == null) {
      throw new SQLException("unwrap to no type");
    }
    if (wanted.isInstance(proxy)) {
      return proxy;
    }
    Object inner = wanted.isInstance(raw) ? raw : raw.unwrap(wanted);
    watch.bypassed(type.getSimpleName() + ".unwrap(" + wanted.getName() + ")");
    return inner;
  }

  private boolean isWrapperFor(@Nullable Class<?> wanted) throws SQLException {
    return wanted != null
        && (wanted.isInstance(proxy) || wanted.isInstance(raw) || raw.isWrapperFor(wanted));
  }
}
