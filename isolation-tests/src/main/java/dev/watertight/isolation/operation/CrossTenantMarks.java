package dev.watertight.isolation.operation;

import dev.watertight.isolation.operation.ClassFileAnnotations.Mark;
import java.lang.reflect.Method;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which methods may cross tenants by a mark in the code: on them, their class or its package. */
final class CrossTenantMarks {
  private final FinderOptions options;
  private final Map<Class<?>, ClassFileAnnotations> classes = new HashMap<>();

  CrossTenantMarks(FinderOptions options) {
    this.options = options;
  }

  /** The reason, where a mark gives one and has not expired. */
  Optional<String> reason(Method method, Class<?> facade) {
    return first(read(method.getDeclaringClass()).on(method))
        .or(() -> ofType(method.getDeclaringClass()))
        .or(() -> ofType(facade));
  }

  private Optional<String> ofType(Class<?> type) {
    Optional<String> found = Optional.empty();
    for (Class<?> c = type; found.isEmpty() && c != null; c = c.getDeclaringClass()) {
      found = first(read(c).onClass());
    }
    return found.or(() -> first(ClassFileAnnotations.ofPackage(type).onClass()));
  }

  private ClassFileAnnotations read(Class<?> type) {
    return classes.computeIfAbsent(type, ClassFileAnnotations::of);
  }

  private Optional<String> first(List<Mark> marks) {
    return marks.stream().flatMap(m -> reason(m).stream()).findFirst();
  }

  private Optional<String> reason(Mark mark) {
    if (mark.type().equals(FinderOptions.OWN_MARK)) {
      return Optional.of(mark.texts().getOrDefault("reason", ""))
          .filter(r -> !r.isBlank() && !expired(mark));
    }
    if (options.acrossTenants().contains(mark.type())) {
      String reason = mark.texts().getOrDefault("reason", mark.texts().getOrDefault("value", ""));
      return Optional.of(
              reason.isBlank() ? "marked with @" + mark.type().replaceAll(".*[.$]", "") : reason)
          .filter(r -> !expired(mark));
    }
    return Optional.empty();
  }

  private boolean expired(Mark mark) {
    String last = mark.texts().getOrDefault("expires", "");
    try {
      return !last.isBlank() && LocalDate.parse(last).isBefore(options.today());
    } catch (DateTimeParseException e) {
      return true;
    }
  }
}
