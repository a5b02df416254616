package dev.watertight.isolation.argument;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the annotations of a mapped class say of its table and columns, whichever library's. */
final class Mapping {
  private Mapping() {}

  static List<String> tables(Class<?> type) {
    return Arrays.stream(type.getAnnotations())
        .filter(a -> List.of("Table", "Entity", "TableName").contains(simple(a)))
        .flatMap(a -> Stream.of("name", "value").flatMap(n -> text(a, n).stream()))
        .toList();
  }

  /** The names of the property of this setter, the column's first. */
  static List<String> names(Class<?> type, Method setter) {
    String property =
        Character.toLowerCase(setter.getName().charAt(3)) + setter.getName().substring(4);
    List<String> names = new ArrayList<>();
    for (AnnotatedElement element : elements(type, property)) {
      for (Annotation a : element.getAnnotations()) {
        if (List.of("Column", "JoinColumn", "TableField").contains(simple(a))) {
          Stream.of("name", "value").flatMap(n -> text(a, n).stream()).forEach(names::add);
        }
      }
    }
    names.add(property);
    if (isId(type, setter)) {
      names.add("id");
    }
    return names;
  }

  static boolean isId(Class<?> type, Method setter) {
    String property =
        Character.toLowerCase(setter.getName().charAt(3)) + setter.getName().substring(4);
    return property.equals("id")
        || elements(type, property).stream()
            .flatMap(e -> Arrays.stream(e.getAnnotations()))
            .anyMatch(a -> List.of("Id", "EmbeddedId", "TableId").contains(simple(a)));
  }

  private static List<AnnotatedElement> elements(Class<?> type, String property) {
    List<AnnotatedElement> found = new ArrayList<>();
    for (Class<?> c = type; c != null && c != Object.class; c = c.getSuperclass()) {
      for (Field field : c.getDeclaredFields()) {
        if (field.getName().equals(property)) {
          found.add(field);
        }
      }
      for (Method method : c.getDeclaredMethods()) {
        if (method.getParameterCount() == 0
            && method.getName().equalsIgnoreCase("get" + property)) {
          found.add(method);
        }
      }
    }
    return found;
  }

  private static String simple(Annotation annotation) {
    return annotation.annotationType().getSimpleName();
  }

  private static Optional<String> text(Annotation annotation, String attribute) {
    try {
      Method method = annotation.annotationType().getMethod(attribute);
      return method.invoke(annotation) instanceof String text && !text.isBlank()
          ? Optional.of(text)
          : Optional.empty();
    } catch (ReflectiveOperationException e) {
      return Optional.empty();
    }
  }
}
