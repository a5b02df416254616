package dev.watertight.isolation.argument;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Calls what makes a value. */
final class Making {
  private Making() {}

  static Object call(
      Executable how, Optional<Object> on, List<? extends @Nullable Object> arguments) {
    how.trySetAccessible();
    try {
      Object made =
          how instanceof Constructor<?> constructor
              ? constructor.newInstance(arguments.toArray())
              : ((Method) how).invoke(on.orElse(null), arguments.toArray());
      return Objects.requireNonNull(made, () -> how + " gave null");
    } catch (InvocationTargetException e) {
      throw new UnmadeException(how + " refuses its arguments", cause(e));
    } catch (ReflectiveOperationException | RuntimeException e) {
      throw new UnmadeException(how + " cannot be called", e);
    }
  }

  static void set(Method setter, Object bean, @Nullable Object value) {
    setter.trySetAccessible();
    try {
      setter.invoke(bean, value);
    } catch (InvocationTargetException e) {
      throw new UnmadeException(setter + " refuses its argument", cause(e));
    } catch (ReflectiveOperationException | RuntimeException e) {
      throw new UnmadeException(setter + " cannot be called", e);
    }
  }

  static Object read(Field constant) {
    constant.trySetAccessible();
    try {
      return Objects.requireNonNull(constant.get(null), () -> constant + " is null");
    } catch (ReflectiveOperationException | RuntimeException e) {
      throw new UnmadeException(constant + " cannot be read", e);
    }
  }

  private static Throwable cause(InvocationTargetException e) {
    return e.getCause() == null ? e : e.getCause();
  }
}
