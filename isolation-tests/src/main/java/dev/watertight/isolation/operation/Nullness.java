package dev.watertight.isolation.operation;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Executable;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Whether null may be passed, by the annotations of whatever library says so. */
public final class Nullness {
  private static final Set<String> NEVER = Set.of("NonNull", "Nonnull", "NotNull", "NotBlank");
  private static final Set<String> PERHAPS = Set.of("Nullable", "CheckForNull");
  private static final Set<String> NEVER_BY_DEFAULT =
      Set.of("NullMarked", "NonNullApi", "ParametersAreNonnullByDefault", "NonNullByDefault");

  private Nullness() {}

  /** Whether null is a legal argument for the parameter of this number, as far as is known. */
  public static boolean nullable(Executable executable, int number) {
    java.lang.reflect.Parameter parameter = executable.getParameters()[number];
    Class<?> type = parameter.getType();
    if (type.isPrimitive() || type.getName().startsWith("java.util.Optional")) {
      return false;
    }
    Set<String> said = names(parameter, executable.getAnnotatedParameterTypes()[number]);
    if (said.stream().anyMatch(PERHAPS::contains)) {
      return true;
    }
    if (said.stream().anyMatch(NEVER::contains)) {
      return false;
    }
    return !marked(executable.getDeclaringClass());
  }

  private static boolean marked(Class<?> type) {
    for (Class<?> c = type; c != null; c = c.getDeclaringClass()) {
      if (names(c).stream().anyMatch(NEVER_BY_DEFAULT::contains)) {
        return true;
      }
    }
    return type.getPackage() != null
        && names(type.getPackage()).stream().anyMatch(NEVER_BY_DEFAULT::contains);
  }

  private static Set<String> names(AnnotatedElement... elements) {
    List<Annotation> all =
        Stream.of(elements).flatMap(e -> Arrays.stream(e.getAnnotations())).toList();
    return Set.copyOf(
        all.stream().map(a -> a.annotationType().getSimpleName()).distinct().toList());
  }
}
