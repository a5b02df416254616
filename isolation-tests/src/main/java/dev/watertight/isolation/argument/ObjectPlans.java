package dev.watertight.isolation.argument;

import dev.watertight.isolation.argument.Plan.Ways;
import dev.watertight.isolation.operation.CodeOrigin;
import dev.watertight.isolation.operation.GenericTypes;
import dev.watertight.isolation.operation.Nullness;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Plans for objects: by constants, constructors, factories, builders, setters and withers. */
final class ObjectPlans {
  private static final int DEEPEST = 6;
  private static final int MOST_FACTORIES = 6;
  private static final int MOST_WITHERS = 5;

  private final Planner planner;
  private final BeanPlans beans;

  ObjectPlans(Planner planner) {
    this.planner = planner;
    this.beans = new BeanPlans(planner);
  }

  Plan of(Place place, List<Class<?>> open) throws Unmakeable {
    Class<?> raw = place.raw();
    if (open.contains(raw)) {
      throw new Unmakeable(raw.getName() + " contains itself");
    }
    if (open.size() >= DEEPEST) {
      throw new Unmakeable(raw.getName() + " lies too deep in other values");
    }
    List<Class<?>> inside = new ArrayList<>(open);
    inside.add(raw);
    List<String> reasons = new ArrayList<>();
    Ways ways = new Ways();
    ways.addAll(constructors(place, raw, inside, reasons));
    subtypes(place, raw, inside, ways, reasons);
    ways.addAll(factories(place, raw, inside, reasons));
    ways.addAll(beans.builder(place, raw, inside, reasons));
    constants(raw, ways);
    if (ways.isEmpty()) {
      throw new Unmakeable(
          "no public constructor, factory, builder or constant makes a "
              + raw.getName()
              + (reasons.isEmpty() ? "" : " (" + reasons.get(0) + ")"));
    }
    return withers(place, raw, ways.plan(), inside);
  }

  private static void constants(Class<?> raw, Ways ways) {
    Arrays.stream(raw.getFields())
        .filter(f -> Modifier.isStatic(f.getModifiers()) && Modifier.isFinal(f.getModifiers()))
        .filter(f -> raw.isAssignableFrom(f.getType()))
        .sorted(Comparator.comparing(Field::getName))
        .limit(MOST_FACTORIES)
        .forEach(f -> ways.add(2, Plan.one(new Recipe.Constant(f))));
  }

  private Ways constructors(
      Place place, Class<?> raw, List<Class<?>> inside, List<String> reasons) {
    Ways ways = new Ways();
    if (Modifier.isAbstract(raw.getModifiers()) || raw.isInterface()) {
      return ways;
    }
    List<Constructor<?>> all = new ArrayList<>();
    for (Constructor<?> constructor : raw.getDeclaredConstructors()) {
      if (raw.isRecord() ? canonical(raw, constructor) : isPublic(constructor)) {
        all.add(constructor);
      }
    }
    for (Constructor<?> constructor : Planner.sorted(all)) {
      boolean plain = constructor.getParameterCount() == 0 && !raw.isRecord();
      try {
        ways.add(
            6,
            plain
                ? beans.bean(place, raw, constructor, inside)
                : call(place, constructor, GenericTypes.of(place.type()), inside));
      } catch (Unmakeable e) {
        reasons.add(e.reason());
      }
    }
    return ways;
  }

  private static boolean isPublic(Executable executable) {
    return Modifier.isPublic(executable.getModifiers()) && !executable.isSynthetic();
  }

  private static boolean canonical(Class<?> raw, Constructor<?> constructor) {
    List<Class<?>> components = new ArrayList<>();
    Arrays.stream(raw.getRecordComponents()).forEach(c -> components.add(c.getType()));
    return List.of(constructor.getParameterTypes()).equals(components);
  }

  private void subtypes(
      Place place, Class<?> raw, List<Class<?>> inside, Ways ways, List<String> reasons) {
    Class<?>[] permitted = raw.getPermittedSubclasses();
    List<Class<?>> known =
        permitted == null
            ? SortPlans.pageRequest(raw).stream().<Class<?>>map(c -> c).toList()
            : List.of(permitted);
    for (Class<?> subtype : known) {
      try {
        Type type = GenericTypes.subtype(subtype, place.type());
        ways.add(3, planner.of(place.of(type), inside));
      } catch (Unmakeable e) {
        reasons.add(e.reason());
      }
    }
  }

  private Ways factories(Place place, Class<?> raw, List<Class<?>> inside, List<String> reasons) {
    Ways ways = new Ways();
    List<Method> all =
        Arrays.stream(raw.getDeclaredMethods())
            .filter(m -> isPublic(m) && Modifier.isStatic(m.getModifiers()))
            .filter(m -> raw.isAssignableFrom(m.getReturnType()))
            .filter(m -> !SortPlans.takesProperties(m))
            .toList();
    int found = 0;
    for (Method factory : Planner.sorted(all)) {
      if (found >= MOST_FACTORIES) {
        break;
      }
      try {
        GenericTypes types = GenericTypes.matching(factory.getGenericReturnType(), place.type());
        ways.add(factory.getParameterCount() == 0 ? 3 : 2, call(place, factory, types, inside));
        found++;
      } catch (Unmakeable e) {
        reasons.add(e.reason());
      }
    }
    return ways;
  }

  private Plan call(Place place, Executable how, GenericTypes types, List<Class<?>> inside)
      throws Unmakeable {
    List<Plan> parts = arguments(place, how, types, inside);
    return new Plan.Together(parts, made -> new Recipe.Construct(how, Optional.empty(), made));
  }

  private List<Plan> arguments(
      Place place, Executable how, GenericTypes types, List<Class<?>> inside) throws Unmakeable {
    List<String> names = ParameterNames.of(how);
    Type[] parameters = how.getGenericParameterTypes();
    if (parameters.length != how.getParameterCount()) {
      throw new Unmakeable(how.getDeclaringClass().getName() + " is an inner class");
    }
    Class<?> owner = how.getDeclaringClass();
    List<Plan> plans = new ArrayList<>();
    for (int i = 0; i < parameters.length; i++) {
      Type type = types.resolve(parameters[i]);
      boolean wraps = parameters.length == 1 && Scalars.of(GenericTypes.raw(type)).isPresent();
      Place part =
          wraps
              ? place.wrapped(names.get(i), type, owner)
              : place.inside(
                  partNames(place, names.get(i)), type, Nullness.nullable(how, i), owner);
      plans.add(planner.of(part, inside));
    }
    return plans;
  }

  /** A generic part such as {@code value} is also called what the whole is called. */
  private static List<String> partNames(Place place, String name) {
    List<String> names = new ArrayList<>();
    if (!ParameterNames.unknown(name)) {
      names.add(name);
    }
    if (name.equals("value") || ParameterNames.unknown(name)) {
      names.addAll(place.names());
    }
    return names;
  }

  private Plan withers(Place place, Class<?> raw, Plan base, List<Class<?>> inside) {
    if (CodeOrigin.of(raw) != CodeOrigin.PROJECT || raw.isInterface()) {
      return base;
    }
    List<Method> all =
        Arrays.stream(raw.getDeclaredMethods())
            .filter(m -> isPublic(m) && !Modifier.isStatic(m.getModifiers()))
            .filter(m -> m.getReturnType() == raw)
            .filter(m -> m.getParameterCount() == 1 || m.getParameterCount() == 2)
            .toList();
    Ways ways = new Ways();
    ways.add(8, base);
    int found = 0;
    for (Method wither : Planner.sorted(all)) {
      if (found >= MOST_WITHERS) {
        break;
      }
      try {
        List<Plan> parts = new ArrayList<>(List.of(base));
        parts.addAll(arguments(place, wither, GenericTypes.of(place.type()), inside));
        ways.add(
            1,
            new Plan.Together(
                parts,
                made ->
                    new Recipe.Construct(
                        wither, Optional.of(made.get(0)), made.subList(1, made.size()))));
        found++;
      } catch (Unmakeable e) {
        // The other ways remain.
      }
    }
    return ways.plan();
  }
}
