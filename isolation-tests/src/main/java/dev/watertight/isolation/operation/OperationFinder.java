package dev.watertight.isolation.operation;

import dev.watertight.isolation.operation.PublicMethods.Resolved;
import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Finds the operations of a data layer: its public methods, and those of the facades that it gives
 * out.
 *
 * <p>A facade is an object of the project's own type that a method without parameters or a public
 * final field gives without any statement. To find out, such methods are called once, but only
 * where their type can be one: a record, an enum, an entity and a collection cannot.
 */
public final class OperationFinder {
  private record Candidate(
      List<Step> steps, Resolved method, Class<?> facade, Optional<String> acrossTenants) {}

  private final LongSupplier statements;
  private final FinderOptions options;
  private final CrossTenantMarks marks;
  private final List<Candidate> candidates = new ArrayList<>();
  private final List<Uncalled> uncalled = new ArrayList<>();

  private OperationFinder(LongSupplier statements, FinderOptions options) {
    this.statements = statements;
    this.options = options;
    this.marks = new CrossTenantMarks(options);
  }

  /**
   * Finds the operations of a data layer that is open.
   *
   * @param layer what the user's code opened
   * @param statementsSoFar how many statements have been executed until now
   */
  public static Found find(Object layer, LongSupplier statementsSoFar, FinderOptions options) {
    OperationFinder finder = new OperationFinder(statementsSoFar, options);
    finder.visit(layer, layer.getClass(), List.of(), List.of());
    return finder.found();
  }

  private void visit(Object facade, Type type, List<Step> steps, List<Class<?>> above) {
    Class<?> raw = CodeOrigin.written(GenericTypes.raw(type));
    List<Class<?>> here = new ArrayList<>(above);
    here.add(raw);
    for (Resolved method : PublicMethods.of(type)) {
      String name = path(steps) + method.method().getName();
      Optional<String> against = Judgement.against(method);
      if (against.isPresent()) {
        uncalled.add(new Uncalled(name + "(" + texts(method, false) + ")", against.get()));
      } else if (!enter(facade, method, steps, here)) {
        Class<?> owner = owner(raw, method.method());
        candidates.add(new Candidate(steps, method, owner, marks.reason(method.method(), owner)));
      }
    }
    for (Field field : raw.getFields()) {
      int modifiers = field.getModifiers();
      if (Modifier.isFinal(modifiers)
          && !Modifier.isStatic(modifiers)
          && Judgement.mayBeFacade(field.getType())) {
        Type of = GenericTypes.of(type).resolve(field.getGenericType());
        enter(facade, new Step.Read(field), of, steps, here);
      }
    }
  }

  /** The type by which the project knows the facade: of a proxy, an interface. */
  private static Class<?> owner(Class<?> facade, Method method) {
    if (!Proxy.isProxyClass(facade)) {
      return facade;
    }
    return PublicMethods.userInterfaces(facade).stream()
        .filter(i -> method.getDeclaringClass().isAssignableFrom(i))
        .findFirst()
        .orElse(method.getDeclaringClass());
  }

  private boolean enter(Object facade, Resolved method, List<Step> steps, List<Class<?>> here) {
    return method.parameters().isEmpty()
        && Judgement.mayBeFacade(GenericTypes.raw(method.returned()))
        && enter(facade, new Step.Call(method.method()), method.returned(), steps, here);
  }

  /** Whether the step leads to a facade; its operations are then found. */
  private boolean enter(
      Object facade, Step step, Type declared, List<Step> steps, List<Class<?>> here) {
    Class<?> raw = CodeOrigin.written(GenericTypes.raw(declared));
    String name = path(steps) + step.text();
    if (here.contains(raw)) {
      return true; // It leads back: whatever it offers has been found above.
    }
    long before = statements.getAsLong();
    Object next;
    try {
      next = step.from(facade);
    } catch (Throwable e) {
      rethrowIfFatal(e);
      return false;
    }
    if (next == null || statements.getAsLong() != before) {
      return false;
    }
    if (PublicMethods.of(declared).isEmpty()) {
      return false;
    }
    if (steps.size() >= options.depth()) {
      uncalled.add(new Uncalled(name, "it lies more than " + options.depth() + " facades deep"));
      return true;
    }
    List<Step> longer = new ArrayList<>(steps);
    longer.add(step);
    visit(next, declared, List.copyOf(longer), here);
    return true;
  }

  private static void rethrowIfFatal(Throwable e) {
    if (e instanceof VirtualMachineError fatal && !(e instanceof StackOverflowError)) {
      throw fatal;
    }
  }

  private Found found() {
    Map<String, Integer> names = new HashMap<>();
    candidates.forEach(c -> names.merge(name(c, false), 1, Integer::sum));
    List<Operation> operations = new ArrayList<>();
    for (Candidate candidate : candidates) {
      boolean ambiguous = names.getOrDefault(name(candidate, false), 0) > 1;
      operations.add(
          Operation.of(
              candidate.steps(),
              candidate.method().method(),
              candidate.facade(),
              parameters(candidate.method()),
              candidate.acrossTenants(),
              texts(candidate.method(), ambiguous)));
    }
    operations.sort(Comparator.comparing(Operation::name));
    uncalled.sort(Comparator.comparing(Uncalled::operation));
    return new Found(operations, uncalled.stream().distinct().toList());
  }

  private static String path(List<Step> steps) {
    return steps.stream().map(s -> s.text() + ".").collect(Collectors.joining());
  }

  private static String name(Candidate candidate, boolean qualified) {
    return path(candidate.steps())
        + candidate.method().method().getName()
        + "("
        + texts(candidate.method(), qualified)
        + ")";
  }

  private static String texts(Resolved method, boolean qualified) {
    return method.erased().stream()
        .map(c -> qualified ? c.getTypeName() : c.getSimpleName())
        .collect(Collectors.joining(", "));
  }

  private static List<Parameter> parameters(Resolved found) {
    Method method = found.method();
    List<Parameter> parameters = new ArrayList<>();
    for (int i = 0; i < method.getParameterCount(); i++) {
      java.lang.reflect.Parameter parameter = method.getParameters()[i];
      parameters.add(
          new Parameter(
              boundName(parameter).orElse(parameter.getName()),
              found.parameters().get(i),
              Nullness.nullable(method, i)));
    }
    return parameters;
  }

  /** The name in {@code @Param("name")} and {@code @Bind("name")}, as several libraries have it. */
  private static Optional<String> boundName(java.lang.reflect.Parameter parameter) {
    return Arrays.stream(parameter.getAnnotations())
        .filter(a -> List.of("Param", "Bind").contains(a.annotationType().getSimpleName()))
        .flatMap(a -> value(a).stream())
        .findFirst();
  }

  private static Optional<String> value(Annotation annotation) {
    try {
      Method value = annotation.annotationType().getMethod("value");
      return value.invoke(annotation) instanceof String text && !text.isBlank()
          ? Optional.of(text)
          : Optional.empty();
    } catch (ReflectiveOperationException e) {
      return Optional.empty();
    }
  }
}
