package dev.watertight.isolation.operation;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The public instance methods of a facade, each once, with its types resolved.
 *
 * <p>Bridges are left out, but not what they lead to: a public method that a public class inherits
 * from a hidden one is only reachable by reflection where it was written.
 */
final class PublicMethods {
  /** A method, and the types of its parameters on this facade. */
  record Resolved(Method method, List<Type> parameters, Type returned) {
    List<Class<?>> erased() {
      List<Class<?>> all = new ArrayList<>();
      parameters.forEach(p -> all.add(GenericTypes.raw(p)));
      return all;
    }
  }

  private final GenericTypes types;
  private final Map<String, Resolved> found = new LinkedHashMap<>();

  private PublicMethods(GenericTypes types) {
    this.types = types;
  }

  /** Those of a facade that is declared to be of this type. */
  static List<Resolved> of(Type facade) {
    PublicMethods methods = new PublicMethods(GenericTypes.of(facade));
    Class<?> raw = CodeOrigin.written(GenericTypes.raw(facade));
    if (Proxy.isProxyClass(raw)) {
      userInterfaces(raw).forEach(methods::add);
    } else {
      methods.add(raw);
    }
    return methods.found.values().stream()
        .sorted(
            Comparator.<Resolved, String>comparing(r -> r.method().getName())
                .thenComparing(r -> r.erased().toString()))
        .toList();
  }

  /** The interfaces of a proxy of the JDK that belong to the project. */
  static List<Class<?>> userInterfaces(Class<?> proxy) {
    return Arrays.stream(proxy.getInterfaces())
        .filter(i -> CodeOrigin.of(i) == CodeOrigin.PROJECT)
        .toList();
  }

  private void add(Class<?> type) {
    Set<Class<?>> interfaces = new LinkedHashSet<>();
    for (Class<?> c = type; c != null && c != Object.class; c = c.getSuperclass()) {
      addDeclared(c);
      collectInterfaces(c, interfaces);
    }
    interfaces.forEach(this::addDeclared);
  }

  private static void collectInterfaces(Class<?> type, Set<Class<?>> interfaces) {
    if (type.isInterface()) {
      interfaces.add(type);
    }
    for (Class<?> i : type.getInterfaces()) {
      collectInterfaces(i, interfaces);
    }
  }

  private void addDeclared(Class<?> type) {
    if (CodeOrigin.of(type) == CodeOrigin.JDK) {
      return;
    }
    for (Method method : type.getDeclaredMethods()) {
      int modifiers = method.getModifiers();
      if (Modifier.isPublic(modifiers)
          && !Modifier.isStatic(modifiers)
          && !method.isSynthetic()
          && !isObjects(method)) {
        Resolved resolved = resolve(method);
        found.putIfAbsent(method.getName() + resolved.erased(), resolved);
      }
    }
  }

  private Resolved resolve(Method method) {
    return new Resolved(
        method,
        Arrays.stream(method.getGenericParameterTypes()).map(types::resolve).toList(),
        types.resolve(method.getGenericReturnType()));
  }

  private static boolean isObjects(Method method) {
    return switch (method.getName()) {
      case "hashCode", "toString", "getClass", "notify", "notifyAll", "finalize", "clone" ->
          method.getParameterCount() == 0;
      case "equals" ->
          method.getParameterCount() == 1 && method.getParameterTypes()[0] == Object.class;
      default -> false;
    };
  }
}
