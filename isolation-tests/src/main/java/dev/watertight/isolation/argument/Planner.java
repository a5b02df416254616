package dev.watertight.isolation.argument;

import dev.watertight.isolation.argument.Plan.Ways;
import dev.watertight.isolation.operation.CodeOrigin;
import dev.watertight.isolation.operation.GenericTypes;
import dev.watertight.isolation.operation.Operation;
import dev.watertight.isolation.operation.Parameter;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Plans the arguments of an operation. */
final class Planner {
  private static final int MOST_ELEMENTS = 3;
  private static final Pattern BY = Pattern.compile("By(?=[A-Z])");
  private static final Set<String> LISTS =
      Set.of(
          "java.util.List",
          "java.util.Collection",
          "java.lang.Iterable",
          "java.util.ArrayList",
          "java.util.Queue",
          "java.util.Deque",
          "java.util.ArrayDeque",
          "java.util.SequencedCollection",
          "java.util.Iterator",
          "java.util.stream.Stream");
  private static final Set<String> SETS =
      Set.of(
          "java.util.Set",
          "java.util.HashSet",
          "java.util.LinkedHashSet",
          "java.util.SortedSet",
          "java.util.NavigableSet",
          "java.util.TreeSet",
          "java.util.SequencedSet");
  private static final Set<String> MAPS =
      Set.of(
          "java.util.Map",
          "java.util.HashMap",
          "java.util.LinkedHashMap",
          "java.util.SortedMap",
          "java.util.NavigableMap",
          "java.util.TreeMap",
          "java.util.SequencedMap");
  private static final Set<Class<?>> ANYTHING =
      Set.of(Object.class, Comparable.class, java.io.Serializable.class);

  private final Generators generators;
  private final ScalarPlans scalars;
  private final SortPlans sorts;
  private final ObjectPlans objects;

  Planner(Pools pools, Generators generators) {
    this.generators = generators;
    this.scalars = new ScalarPlans(pools);
    this.sorts = new SortPlans(pools);
    this.objects = new ObjectPlans(this);
  }

  /** A plan for each parameter. */
  List<Plan> of(Operation operation) throws Unmakeable {
    List<Plan> plans = new ArrayList<>();
    for (int i = 0; i < operation.parameters().size(); i++) {
      Parameter parameter = operation.parameters().get(i);
      Optional<Function<Random, ?>> given = generators.of(operation, parameter.name());
      if (given.isPresent()) {
        plans.add(userGiven(GenericTypes.raw(parameter.type()), given.get()));
      } else {
        plans.add(of(operation, parameter, i));
      }
    }
    return plans;
  }

  private Plan of(Operation operation, Parameter parameter, int number) throws Unmakeable {
    try {
      Place place = place(operation, parameter, number);
      boolean unnamed = place.names().isEmpty() && operation.parameters().size() == 1;
      if (!unnamed) {
        return of(place, List.of());
      }
      // A single value is most often the id of what is meant; a text may be anything.
      Place id = new Place(List.of("id"), place.type(), place.context(), place.nullable());
      if (place.raw() != String.class) {
        return of(id, List.of());
      }
      Ways ways = new Ways();
      ways.add(1, of(id, List.of()));
      ways.add(1, of(place, List.of()));
      return ways.plan();
    } catch (Unmakeable e) {
      throw new Unmakeable(
          "parameter "
              + parameter.name()
              + ": "
              + e.reason()
              + "; give a generator for "
              + parameter.type().getTypeName());
    }
  }

  private static Place place(Operation operation, Parameter parameter, int number) {
    List<String> names = new ArrayList<>();
    if (!ParameterNames.unknown(parameter.name())) {
      names.add(parameter.name());
    }
    String method = operation.methodName();
    String[] by = BY.split(method, 2);
    if (by.length == 2) {
      String[] wanted = by[1].split("(And|Or)(?=[A-Z])|OrderBy", -1);
      if (number < wanted.length) {
        names.add(wanted[number].replaceAll("(In|Like|Containing|IgnoreCase|Between|Not)+$", ""));
      }
    }
    List<String> context = new ArrayList<>();
    List<String> facades = Arrays.asList(operation.path().split("\\W+", -1));
    facades.stream().filter(f -> !f.isEmpty()).forEach(context::add);
    Collections.reverse(context);
    if (context.isEmpty()) {
      context.add(by[0]);
    }
    context.add(operation.declaringType().getSimpleName());
    context.add(by[0]);
    return new Place(names, parameter.type(), context, parameter.nullable());
  }

  private static Plan userGiven(Class<?> type, Function<Random, ?> make) {
    return new Plan.Fresh(seed -> new Recipe.UserGiven(type, seed, make));
  }

  /** A plan for a value inside of values of the {@code open} types. */
  Plan of(Place place, List<Class<?>> open) throws Unmakeable {
    Class<?> raw = place.raw();
    Optional<Function<Random, ?>> given = generators.of(raw);
    if (given.isPresent()) {
      return userGiven(raw, given.get());
    }
    Optional<Scalar> scalar =
        ANYTHING.contains(raw)
            ? scalars.untyped(place)
            : Scalars.of(raw == Number.class ? Long.class : raw);
    if (scalar.isPresent()) {
      return scalars.of(place, scalar.get());
    }
    Plan plan = parted(place.never(), raw, open);
    if (!place.nullable()) {
      return plan;
    }
    Ways ways = new Ways();
    ways.add(19, plan);
    ways.add(1, Plan.one(new Recipe.NullValue(raw)));
    return ways.plan();
  }

  private Plan parted(Place place, Class<?> raw, List<Class<?>> open) throws Unmakeable {
    if (raw.isEnum()) {
      return new Plan.Values(
          Arrays.stream(raw.getEnumConstants())
              .<Recipe>map(c -> new Recipe.EnumConstant((Enum<?>) c))
              .toList());
    }
    if (Optionals.is(raw)) {
      return optional(place, raw, open);
    }
    if (raw.isArray()) {
      Class<?> element = raw.getComponentType();
      Type type =
          place.type() instanceof java.lang.reflect.GenericArrayType array
              ? array.getGenericComponentType()
              : element;
      return many(place.of(type), open, parts -> new Recipe.ArrayOf(element, parts));
    }
    if (LISTS.contains(raw.getName())) {
      return many(element(place, 0), open, parts -> new Recipe.ListOf(raw, parts));
    }
    if (SETS.contains(raw.getName())) {
      return many(element(place, 0), open, parts -> new Recipe.SetOf(raw, parts));
    }
    if (MAPS.contains(raw.getName())) {
      return map(place, raw, open);
    }
    Optional<Recipe> trivial = Trivials.of(place.type());
    if (trivial.isPresent()) {
      return Plan.one(trivial.get());
    }
    if (SortPlans.isSort(raw)) {
      return sorts.of(place);
    }
    refuse(raw);
    return objects.of(place, open);
  }

  private static void refuse(Class<?> raw) throws Unmakeable {
    CodeOrigin origin = CodeOrigin.of(raw);
    boolean known =
        raw.getName().startsWith("org.springframework.data.domain.")
            || raw.getName().matches("org\\.jooq\\.(JSONB?|types\\.U.*)");
    if (origin == CodeOrigin.PROJECT || known) {
      return;
    }
    throw new Unmakeable(
        raw.getName()
            + (origin == CodeOrigin.JDK && raw.isInterface()
                ? " is a function or a service that only the caller can write"
                : " is not a type whose values can be made up"));
  }

  private static Place element(Place place, int number) {
    return place.of(GenericTypes.argument(place.type(), number));
  }

  private Plan optional(Place place, Class<?> raw, List<Class<?>> open) throws Unmakeable {
    Type type =
        switch (raw.getSimpleName()) {
          case "OptionalInt" -> Integer.class;
          case "OptionalLong" -> Long.class;
          case "OptionalDouble" -> Double.class;
          default -> GenericTypes.argument(place.type(), 0);
        };
    Ways ways = new Ways();
    ways.add(2, Plan.one(new Recipe.EmptyOptional(raw)));
    try {
      ways.add(
          3, Plan.together(of(place.of(type), open), value -> new Recipe.OptionalOf(raw, value)));
    } catch (Unmakeable e) {
      if (open.isEmpty()) {
        throw e;
      }
    }
    return ways.plan();
  }

  /** Inside of another value, a collection of what cannot be made can at least be empty. */
  private Plan many(Place element, List<Class<?>> open, Function<List<Recipe>, Recipe> made)
      throws Unmakeable {
    try {
      return new Plan.Many(of(element, open), MOST_ELEMENTS, made);
    } catch (Unmakeable e) {
      if (open.isEmpty()) {
        throw e;
      }
      return Plan.one(made.apply(List.of()));
    }
  }

  private Plan map(Place place, Class<?> raw, List<Class<?>> open) throws Unmakeable {
    Ways ways = new Ways();
    ways.add(1, Plan.one(new Recipe.MapOf(raw, List.of())));
    try {
      Plan key = of(element(place, 0), open);
      Plan value = of(element(place, 1), open);
      ways.add(3, new Plan.Together(List.of(key, value), parts -> new Recipe.MapOf(raw, parts)));
    } catch (Unmakeable e) {
      if (open.isEmpty()) {
        throw e;
      }
    }
    return ways.plan();
  }

  /** The members of a type in an order that no run changes. */
  static <M extends java.lang.reflect.Executable> List<M> sorted(List<M> members) {
    return members.stream()
        .sorted(
            Comparator.<M>comparingInt(m -> m.getParameterCount())
                .thenComparing(m -> m.getName())
                .thenComparing(m -> m.toGenericString()))
        .toList();
  }
}
