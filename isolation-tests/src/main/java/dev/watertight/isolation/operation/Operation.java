package dev.watertight.isolation.operation;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Something that a data layer can be asked to do. */
public final class Operation {
  private interface Call {
    @Nullable Object on(Object layer, List<? extends @Nullable Object> arguments) throws Throwable;
  }

  private final String name;
  private final String path;
  private final String methodName;
  private final Class<?> declaringType;
  private final List<Parameter> parameters;
  private final Optional<String> acrossTenants;
  private final Call call;

  private Operation(
      String name,
      String path,
      String methodName,
      Class<?> declaringType,
      List<Parameter> parameters,
      Optional<String> acrossTenants,
      Call call) {
    this.name = name;
    this.path = path;
    this.methodName = methodName;
    this.declaringType = declaringType;
    this.parameters = List.copyOf(parameters);
    this.acrossTenants = acrossTenants;
    this.call = call;
  }

  /**
   * An operation that the user wrote down.
   *
   * @param name what reports call it
   * @param parameters what it wants to be called with
   * @param body does it
   */
  @SuppressWarnings("unchecked") // The layer's type is the user's promise.
  public static <T> Operation declared(
      String name, List<Parameter> parameters, DeclaredCall<T> body) {
    return new Operation(
        name,
        "",
        name,
        Object.class,
        parameters,
        Optional.empty(),
        (layer, arguments) -> body.on((T) layer, arguments));
  }

  static Operation of(
      List<Step> steps,
      Method method,
      Class<?> declaringType,
      List<Parameter> parameters,
      Optional<String> acrossTenants,
      String parameterTexts) {
    String path = steps.stream().map(s -> s.text() + ".").collect(Collectors.joining());
    return new Operation(
        path + method.getName() + "(" + parameterTexts + ")",
        path,
        method.getName(),
        declaringType,
        parameters,
        acrossTenants,
        (layer, arguments) -> {
          Object facade = layer;
          for (Step step : steps) {
            facade =
                Objects.requireNonNull(
                    step.from(facade), () -> step.text() + " of the data layer returned null");
          }
          return Step.invoke(method, facade, arguments.toArray());
        });
  }

  /** What reports call it: {@code projects().findById(UUID)}. */
  public String name() {
    return name;
  }

  /** The way to its facade: {@code projects().}; empty where it is the layer's own. */
  public String path() {
    return path;
  }

  /** Its method; of a declared operation, its name. */
  public String methodName() {
    return methodName;
  }

  /** The type on which it was found; of a declared operation, Object. */
  public Class<?> declaringType() {
    return declaringType;
  }

  /** What it wants to be called with. */
  public List<Parameter> parameters() {
    return parameters;
  }

  /** The reason for which it may cross tenants, where the code says so. */
  public Optional<String> acrossTenants() {
    return acrossTenants;
  }

  /**
   * Calls it on the layer; facades are fetched anew.
   *
   * @throws Throwable whatever the operation throws, unwrapped
   */
  public @Nullable Object invoke(Object layer, List<? extends @Nullable Object> arguments)
      throws Throwable {
    return call.on(layer, arguments);
  }

  /** The call as Java on a variable {@code layer}; of a declared operation, a comment. */
  public String java(String layer, List<String> arguments) {
    String call = "(" + String.join(", ", arguments) + ")";
    return name.startsWith(path + methodName + "(")
        ? layer + "." + path + methodName + call
        : "/* " + name + " */ operation" + call;
  }

  @Override
  public String toString() {
    return name;
  }
}
