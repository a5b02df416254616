package dev.watertight.isolation.operation;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** A step from one facade to the next. */
sealed interface Step {
  /** Its text in an operation's name. */
  String text();

  /** What the step leads to. */
  @Nullable Object from(Object facade) throws Throwable;

  /** A method without parameters. */
  record Call(Method method) implements Step {
    @Override
    public String text() {
      return method.getName() + "()";
    }

    @Override
    public @Nullable Object from(Object facade) throws Throwable {
      return invoke(method, facade);
    }
  }

  /** A public final field. */
  record Read(Field field) implements Step {
    @Override
    public String text() {
      return field.getName();
    }

    @Override
    public @Nullable Object from(Object facade) throws Throwable {
      field.trySetAccessible();
      return field.get(facade);
    }
  }

  /** Calls the method and lets through what it throws itself. */
  static @Nullable Object invoke(Method method, Object on, @Nullable Object... arguments)
      throws Throwable {
    method.trySetAccessible();
    try {
      return method.invoke(on, arguments);
    } catch (InvocationTargetException e) {
      Throwable target = e.getTargetException();
      throw target == null ? e : target;
    }
  }
}
