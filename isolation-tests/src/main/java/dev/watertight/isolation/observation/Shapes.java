package dev.watertight.isolation.observation;

import dev.watertight.isolation.operation.CodeOrigin;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** What an object of any type is made of; libraries are known by their names only. */
final class Shapes {
  private static final Set<String> JSON =
      Set.of(
          "com.fasterxml.jackson.databind.JsonNode",
          "tools.jackson.databind.JsonNode",
          "com.google.gson.JsonElement",
          "jakarta.json.JsonValue",
          "javax.json.JsonValue",
          "org.json.JSONObject",
          "org.json.JSONArray",
          "org.jooq.JSON",
          "org.jooq.JSONB",
          "org.jooq.XML",
          "org.postgresql.util.PGobject");
  private static final Set<String> INFRASTRUCTURE =
      Set.of(
          "java.sql.Connection",
          "java.sql.Statement",
          "java.sql.ResultSet",
          "javax.sql.DataSource",
          "jakarta.persistence.EntityManager",
          "jakarta.persistence.EntityManagerFactory",
          "javax.persistence.EntityManager",
          "org.jooq.DSLContext",
          "org.jooq.Configuration",
          "org.jooq.QueryPart",
          "org.springframework.beans.factory.BeanFactory",
          "java.lang.ClassLoader",
          "java.lang.Thread",
          "java.util.concurrent.Executor",
          "java.util.concurrent.locks.Lock");
  private static final Set<String> PROXY_PARTS =
      Set.of(
          "class", "hibernateLazyInitializer", "handler", "callbacks", "targetSource", "advisors");

  private Shapes() {}

  /** The simple name of the class that somebody wrote. */
  static String typeName(Object value) {
    Class<?> type = CodeOrigin.written(value.getClass());
    if (Proxy.isProxyClass(type)) {
      return projectInterfaces(type).map(Class::getSimpleName).orElse("Proxy");
    }
    return type.getSimpleName().isEmpty() ? type.getName() : type.getSimpleName();
  }

  static boolean isPublisher(Object value) {
    return value instanceof Flow.Publisher
        || is(value.getClass(), Set.of("org.reactivestreams.Publisher"));
  }

  static boolean isJson(Object value) {
    return is(value.getClass(), JSON);
  }

  static boolean isInfrastructure(Object value) {
    return is(value.getClass(), INFRASTRUCTURE);
  }

  /** Whether a collection also says something beside its elements: a page its total, for one. */
  static boolean hasMoreThanElements(Object value) {
    Class<?> type = value.getClass();
    return !(value instanceof Collection)
        && !(value instanceof AutoCloseable)
        && CodeOrigin.of(type) != CodeOrigin.JDK
        && !parts(value).isEmpty();
  }

  private static boolean is(@Nullable Class<?> type, Set<String> names) {
    if (type == null) {
      return false;
    }
    return names.contains(type.getName())
        || is(type.getSuperclass(), names)
        || Arrays.stream(type.getInterfaces()).anyMatch(i -> is(i, names));
  }

  /** The columns of a jOOQ record. */
  static Optional<Map<String, Object>> row(Object value) {
    if (!is(value.getClass(), Set.of("org.jooq.Record"))) {
      return Optional.empty();
    }
    Map<String, Object> row = new LinkedHashMap<>();
    try {
      Object[] fields = (Object[]) call(value, "fields");
      Object[] values = (Object[]) call(value, "intoArray");
      for (int i = 0; i < fields.length; i++) {
        String name = String.valueOf(call(fields[i], "getName"));
        row.put(row.containsKey(name) ? name + "#" + i : name, values[i]);
      }
      return Optional.of(row);
    } catch (ReflectiveOperationException | RuntimeException e) {
      return Optional.empty();
    }
  }

  private static Object call(Object on, String method) throws ReflectiveOperationException {
    Method found = on.getClass().getMethod(method);
    found.trySetAccessible();
    Object result = found.invoke(on);
    return result == null ? "" : result;
  }

  /** The parts of a record, bean, value or proxy, by name. */
  static Map<String, Callable<@Nullable Object>> parts(Object value) {
    Class<?> type = CodeOrigin.written(value.getClass());
    Map<String, Callable<@Nullable Object>> parts = new LinkedHashMap<>();
    if (type.isRecord()) {
      for (RecordComponent component : type.getRecordComponents()) {
        parts.put(component.getName(), () -> invoke(component.getAccessor(), value));
      }
      return parts;
    }
    if (CodeOrigin.of(type) == CodeOrigin.JDK && !Proxy.isProxyClass(type)) {
      return parts;
    }
    Map<String, Callable<@Nullable Object>> sorted = new TreeMap<>();
    getters(type).forEach((name, getter) -> sorted.put(name, () -> invoke(getter, value)));
    if (CodeOrigin.of(type) == CodeOrigin.PROJECT && !Proxy.isProxyClass(type)) {
      for (Field field : fields(type)) {
        if (field.trySetAccessible()) {
          sorted.putIfAbsent(field.getName(), () -> field.get(value));
        }
      }
    }
    return sorted;
  }

  private static @Nullable Object invoke(Method method, Object on) throws Exception {
    method.trySetAccessible();
    try {
      return method.invoke(on);
    } catch (InvocationTargetException e) {
      if (e.getTargetException() instanceof Exception target) {
        throw target;
      }
      throw e;
    }
  }

  private static Map<String, Method> getters(Class<?> type) {
    Map<String, Method> getters = new LinkedHashMap<>();
    List<Method> methods = new ArrayList<>();
    if (Proxy.isProxyClass(type)) {
      for (Class<?> i : type.getInterfaces()) {
        if (CodeOrigin.of(i) == CodeOrigin.PROJECT) {
          methods.addAll(List.of(i.getMethods()));
        }
      }
    } else {
      methods.addAll(List.of(type.getMethods()));
    }
    methods.sort(Comparator.comparing(Method::getName));
    for (Method method : methods) {
      String name = property(method);
      if (!name.isEmpty()
          && !PROXY_PARTS.contains(name)
          && method.getDeclaringClass() != Object.class
          && !method.isBridge()
          && method.trySetAccessible()) {
        getters.putIfAbsent(name, method);
      }
    }
    return getters;
  }

  private static String property(Method method) {
    String name = method.getName();
    if (method.getParameterCount() > 0
        || method.getReturnType() == void.class
        || Modifier.isStatic(method.getModifiers())
        || name.contains("$")) {
      return "";
    }
    int prefix = name.startsWith("get") ? 3 : name.startsWith("is") ? 2 : 0;
    if (prefix == 0 || name.length() == prefix || !Character.isUpperCase(name.charAt(prefix))) {
      return "";
    }
    return Character.toLowerCase(name.charAt(prefix)) + name.substring(prefix + 1);
  }

  private static List<Field> fields(Class<?> type) {
    List<Field> fields = new ArrayList<>();
    for (Class<?> c = type;
        c != null && CodeOrigin.of(c) == CodeOrigin.PROJECT;
        c = c.getSuperclass()) {
      for (Field field : c.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers())
            && !field.isSynthetic()
            && !field.getName().contains("$")) {
          fields.add(field);
        }
      }
    }
    return fields;
  }

  /** What an object without parts says of itself, without its address in memory. */
  static String print(Object value) {
    String type = typeName(value);
    try {
      String text = String.valueOf(value);
      String address = "@" + Integer.toHexString(System.identityHashCode(value));
      return text.equals(value.getClass().getName() + address)
              || text.equals(
                  value.getClass().getName() + "@" + Integer.toHexString(value.hashCode()))
          ? type
          : text;
    } catch (RuntimeException e) {
      return type;
    }
  }

  private static Optional<Class<?>> projectInterfaces(Class<?> proxy) {
    return Arrays.stream(proxy.getInterfaces())
        .filter(i -> CodeOrigin.of(i) == CodeOrigin.PROJECT)
        .<Class<?>>map(i -> i)
        .findFirst();
  }
}
