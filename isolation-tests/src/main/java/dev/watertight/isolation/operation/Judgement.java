package dev.watertight.isolation.operation;

import dev.watertight.isolation.operation.PublicMethods.Resolved;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** Which public methods are no operations, and which types are facades. */
final class Judgement {
  private static final Set<String> LIFECYCLE =
      Set.of("afterPropertiesSet", "destroy", "shutdown", "shutdownNow", "start", "stop", "init");
  private static final Set<String> LIFECYCLE_MARKS =
      Set.of("PostConstruct", "PreDestroy", "Autowired", "Inject", "EventListener");

  private Judgement() {}

  /** Why the method is not called; empty for an operation. */
  static Optional<String> against(Resolved found) {
    Method method = found.method();
    String name = method.getName();
    int count = method.getParameterCount();
    if (count == 0 && name.equals("close")) {
      return Optional.of("it ends the data layer rather than asking it for something");
    }
    for (Annotation mark : method.getAnnotations()) {
      String simple = mark.annotationType().getSimpleName();
      if (LIFECYCLE_MARKS.contains(simple)) {
        return Optional.of("@" + simple + ": a container calls it, not a user");
      }
    }
    if (count == 0 && LIFECYCLE.contains(name)) {
      return Optional.of(
          "its name says that it starts or ends something: declare it to have it called");
    }
    if (count == 1 && name.startsWith("set") && isInfrastructure(found.erased().get(0))) {
      return Optional.of(
          "it takes " + found.erased().get(0).getName() + ": it configures the data layer");
    }
    Class<?> returned = GenericTypes.raw(found.returned());
    if (count == 0 && isInfrastructure(returned) && !isData(returned)) {
      return Optional.of(
          "it gives out " + returned.getName() + ", with which a caller can do anything");
    }
    return Optional.empty();
  }

  /** Whether the type is a way to the database or a container's, rather than data. */
  static boolean isInfrastructure(Class<?> type) {
    String name = type.getName();
    if (name.startsWith("java.sql.")) {
      return name.endsWith("Connection") || name.endsWith("Statement");
    }
    if (name.startsWith("javax.sql.") || name.startsWith("com.zaxxer.")) {
      return true;
    }
    return CodeOrigin.of(type) == CodeOrigin.LIBRARY && !isData(type);
  }

  /** Whether a library's type is something to look at. */
  private static boolean isData(Class<?> type) {
    String name = type.getName();
    return Iterable.class.isAssignableFrom(type)
        || Throwable.class.isAssignableFrom(type)
        || type.isEnum()
        || type.isAnnotation()
        || type.isRecord()
        || name.startsWith("org.springframework.data.domain.")
        || name.startsWith("com.fasterxml.jackson.")
        || name.startsWith("tools.jackson.")
        || name.startsWith("com.google.gson.")
        || name.startsWith("com.google.common.collect.")
        || name.startsWith("org.json.")
        || name.startsWith("jakarta.json.")
        || name.startsWith("io.vavr.")
        || name.startsWith("org.joda.")
        || name.startsWith("org.reactivestreams.")
        || name.startsWith("reactor.core.publisher.")
        || name.matches(
            "org\\.jooq\\.(JSONB?|XML|Record\\d*|Result|Cursor|.*Unsigned.*|types\\..*)")
        || name.startsWith("org.postgresql.util.")
        || name.startsWith("kotlin.");
  }

  /** Whether what a method of this type gives may lead to more operations. */
  static boolean mayBeFacade(Class<?> type) {
    return !type.isPrimitive()
        && !type.isArray()
        && !type.isEnum()
        && !type.isRecord()
        && !type.isAnnotation()
        && !Throwable.class.isAssignableFrom(type)
        && !Iterable.class.isAssignableFrom(type)
        && !isEntity(type)
        && CodeOrigin.of(type) == CodeOrigin.PROJECT;
  }

  private static boolean isEntity(Class<?> type) {
    return Arrays.stream(type.getAnnotations())
        .map(a -> a.annotationType().getSimpleName())
        .anyMatch(Set.of("Entity", "Embeddable", "MappedSuperclass", "Document")::contains);
  }
}
