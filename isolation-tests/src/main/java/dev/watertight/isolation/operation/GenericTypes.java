package dev.watertight.isolation.operation;

import java.lang.reflect.Array;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the type variables of a hierarchy stand for: in {@code ProjectRepository extends
 * CrudRepository<Project, UUID>} the parameter of {@code findById(ID)} is a {@code UUID}.
 */
public final class GenericTypes {
  private final Map<TypeVariable<?>, Type> bindings;

  private GenericTypes(Map<TypeVariable<?>, Type> bindings) {
    this.bindings = Map.copyOf(bindings);
  }

  /** The variables of the type and of all that it extends and implements. */
  public static GenericTypes of(Type type) {
    Map<TypeVariable<?>, Type> bindings = new HashMap<>();
    collect(type, bindings, new HashSet<>());
    return new GenericTypes(bindings);
  }

  /**
   * The variables of {@code pattern} as {@code actual} asks for them: for a factory {@code <T>
   * Change<T> to(T)} that shall make a {@code Change<String>}, T is String.
   */
  public static GenericTypes matching(Type pattern, Type actual) {
    Map<TypeVariable<?>, Type> bindings = new LinkedHashMap<>();
    match(pattern, actual, bindings);
    return new GenericTypes(bindings);
  }

  private static void match(Type pattern, Type actual, Map<TypeVariable<?>, Type> bindings) {
    if (pattern instanceof TypeVariable<?> variable) {
      bindings.putIfAbsent(variable, actual);
    } else if (pattern instanceof ParameterizedType p && actual instanceof ParameterizedType a) {
      Type[] left = p.getActualTypeArguments();
      Type[] right = a.getActualTypeArguments();
      for (int i = 0; i < Math.min(left.length, right.length); i++) {
        match(left[i], right[i], bindings);
      }
    }
  }

  private static void collect(Type type, Map<TypeVariable<?>, Type> bindings, Set<Type> seen) {
    if (!seen.add(type)) {
      return;
    }
    if (type instanceof ParameterizedType p && p.getRawType() instanceof Class<?> raw) {
      TypeVariable<?>[] variables = raw.getTypeParameters();
      Type[] actual = p.getActualTypeArguments();
      for (int i = 0; i < variables.length; i++) {
        bindings.putIfAbsent(variables[i], actual[i]);
      }
      collect(raw, bindings, seen);
    } else if (type instanceof Class<?> c) {
      if (c.getGenericSuperclass() != null) {
        collect(c.getGenericSuperclass(), bindings, seen);
      }
      for (Type i : c.getGenericInterfaces()) {
        collect(i, bindings, seen);
      }
    }
  }

  /** The type with nothing left open: a variable that nothing binds becomes its bound. */
  public Type resolve(Type type) {
    return resolve(type, new HashSet<>());
  }

  private Type resolve(Type type, Set<Type> open) {
    if (type instanceof TypeVariable<?> variable) {
      return resolveVariable(variable, open);
    }
    if (type instanceof WildcardType wildcard) {
      Type[] lower = wildcard.getLowerBounds();
      return resolve(lower.length > 0 ? lower[0] : wildcard.getUpperBounds()[0], open);
    }
    if (type instanceof GenericArrayType array) {
      Type component = resolve(array.getGenericComponentType(), open);
      return component instanceof Class<?> c ? c.arrayType() : new ArrayOf(component);
    }
    if (type instanceof ParameterizedType p) {
      List<Type> arguments = new ArrayList<>();
      for (Type argument : p.getActualTypeArguments()) {
        arguments.add(resolve(argument, open));
      }
      return new Parameterized(raw(p), arguments);
    }
    return type;
  }

  private Type resolveVariable(TypeVariable<?> variable, Set<Type> open) {
    if (!open.add(variable)) {
      return raw(variable.getBounds()[0]);
    }
    try {
      Type bound = bindings.get(variable);
      return resolve(bound == null || bound == variable ? variable.getBounds()[0] : bound, open);
    } finally {
      open.remove(variable);
    }
  }

  /** The subtype with its own arguments as {@code target}, which it is one of, asks for them. */
  public static Type subtype(Class<?> subtype, Type target) {
    if (subtype.getTypeParameters().length == 0) {
      return subtype;
    }
    GenericTypes types = new GenericTypes(Map.of());
    for (Type above : above(subtype)) {
      if (raw(above) == raw(target)) {
        types = matching(above, target);
      }
    }
    List<Type> arguments = new ArrayList<>();
    for (TypeVariable<?> variable : subtype.getTypeParameters()) {
      arguments.add(types.resolve(variable));
    }
    return new Parameterized(subtype, arguments);
  }

  private static List<Type> above(Class<?> type) {
    List<Type> all = new ArrayList<>(List.of(type.getGenericInterfaces()));
    if (type.getGenericSuperclass() != null) {
      all.add(type.getGenericSuperclass());
    }
    return all;
  }

  /** The class of the type, without its arguments. */
  public static Class<?> raw(Type type) {
    if (type instanceof Class<?> c) {
      return c;
    }
    if (type instanceof ParameterizedType p) {
      return raw(p.getRawType());
    }
    if (type instanceof GenericArrayType a) {
      return Array.newInstance(raw(a.getGenericComponentType()), 0).getClass();
    }
    if (type instanceof TypeVariable<?> v) {
      Type bound = v.getBounds()[0];
      return bound instanceof TypeVariable<?> ? Object.class : raw(bound);
    }
    if (type instanceof WildcardType w) {
      return raw(w.getUpperBounds()[0]);
    }
    return Object.class;
  }

  /** The type's argument of this number; Object where it has none. */
  public static Type argument(Type type, int number) {
    return type instanceof ParameterizedType p && p.getActualTypeArguments().length > number
        ? p.getActualTypeArguments()[number]
        : Object.class;
  }

  private record Parameterized(Class<?> getRawType, List<Type> arguments)
      implements ParameterizedType {
    @Override
    public Type[] getActualTypeArguments() {
      return arguments.toArray(Type[]::new);
    }

    @Override
    public Type getOwnerType() {
      return getRawType.getDeclaringClass();
    }

    @Override
    public String toString() {
      return getRawType.getTypeName()
          + "<"
          + String.join(", ", arguments.stream().map(Type::getTypeName).toList())
          + ">";
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof ParameterizedType p
          && p.getRawType().equals(getRawType)
          && Arrays.equals(p.getActualTypeArguments(), getActualTypeArguments());
    }

    @Override
    public int hashCode() {
      return arguments.hashCode() * 31 + getRawType.hashCode();
    }
  }

  private record ArrayOf(Type getGenericComponentType) implements GenericArrayType {
    @Override
    public String toString() {
      return getGenericComponentType.getTypeName() + "[]";
    }
  }
}
