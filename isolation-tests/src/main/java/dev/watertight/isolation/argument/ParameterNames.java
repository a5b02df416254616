package dev.watertight.isolation.argument;

import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;

/** What a constructor or factory calls its parameters, also where it was compiled without names. */
final class ParameterNames {
  private ParameterNames() {}

  static List<String> of(Executable executable) {
    List<String> names =
        Arrays.stream(executable.getParameters())
            .map(java.lang.reflect.Parameter::getName)
            .toList();
    if (Arrays.stream(executable.getParameters())
        .allMatch(java.lang.reflect.Parameter::isNamePresent)) {
      return names;
    }
    List<Field> fields =
        Arrays.stream(executable.getDeclaringClass().getDeclaredFields())
            .filter(f -> !Modifier.isStatic(f.getModifiers()) && !f.isSynthetic())
            .toList();
    boolean alike =
        fields.stream()
            .map(Field::getType)
            .toList()
            .equals(List.of(executable.getParameterTypes()));
    return alike ? fields.stream().map(Field::getName).toList() : names;
  }

  /** Whether the compiler made the name up. */
  static boolean unknown(String name) {
    return name.matches("arg\\d+");
  }
}
