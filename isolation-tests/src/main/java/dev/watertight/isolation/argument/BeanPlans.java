package dev.watertight.isolation.argument;

import dev.watertight.isolation.argument.Plan.Ways;
import dev.watertight.isolation.operation.CodeOrigin;
import dev.watertight.isolation.operation.GenericTypes;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plans for objects that are filled step by step: by setters, or by a builder. */
final class BeanPlans {
  /** Stands for a value that is not set. */
  static final Recipe LEFT_OUT = new Recipe.NullValue(Void.class);

  private final Planner planner;

  BeanPlans(Planner planner) {
    this.planner = planner;
  }

  Plan bean(Place place, Class<?> raw, Constructor<?> constructor, List<Class<?>> inside) {
    Recipe empty = new Recipe.Construct(constructor, Optional.empty(), List.of());
    GenericTypes types = GenericTypes.of(place.type());
    List<Method> setters = new ArrayList<>();
    List<Plan> values = new ArrayList<>();
    List<Method> all =
        Arrays.stream(raw.getMethods())
            .filter(m -> m.getName().matches("set\\p{Lu}.*") && m.getParameterCount() == 1)
            .filter(m -> !Modifier.isStatic(m.getModifiers()) && !m.isBridge())
            .filter(m -> CodeOrigin.of(m.getDeclaringClass()) == CodeOrigin.PROJECT)
            .toList();
    for (Method setter : Planner.sorted(all)) {
      Type type = types.resolve(setter.getGenericParameterTypes()[0]);
      Place part = inside(place, raw).inside(Mapping.names(raw, setter), type, false, raw);
      Ways ways = new Ways();
      try {
        boolean seldom =
            Mapping.isId(raw, setter)
                || Collection.class.isAssignableFrom(setter.getParameterTypes()[0]);
        ways.add(4, planner.of(part, inside));
        ways.add(seldom ? 4 : 1, Plan.one(LEFT_OUT));
      } catch (Unmakeable e) {
        continue; // A setter that cannot be called is left out; the bean can still be made.
      }
      setters.add(setter);
      values.add(ways.plan());
    }
    if (setters.isEmpty()) {
      return Plan.one(empty);
    }
    return new Plan.Together(
        values,
        made -> {
          Map<Method, Recipe> set = new LinkedHashMap<>();
          for (int i = 0; i < made.size(); i++) {
            if (!made.get(i).equals(LEFT_OUT)) {
              set.put(setters.get(i), made.get(i));
            }
          }
          return new Recipe.Bean(empty, set);
        });
  }

  private static Place inside(Place place, Class<?> raw) {
    List<String> context = new ArrayList<>(Mapping.tables(raw));
    context.addAll(place.context());
    return new Place(place.names(), place.type(), context, false);
  }

  /** {@code Thing.builder().name("x").build()}. */
  Ways builder(Place place, Class<?> raw, List<Class<?>> inside, List<String> reasons) {
    Ways ways = new Ways();
    for (Method start : Planner.sorted(List.of(raw.getDeclaredMethods()))) {
      Class<?> builder = start.getReturnType();
      if (start.getParameterCount() == 0
          && Modifier.isStatic(start.getModifiers())
          && Modifier.isPublic(start.getModifiers())
          && !raw.isAssignableFrom(builder)
          && CodeOrigin.of(builder) == CodeOrigin.PROJECT) {
        Arrays.stream(builder.getMethods())
            .filter(m -> m.getParameterCount() == 0 && m.getReturnType() == raw)
            .filter(m -> List.of("build", "create", "get").contains(m.getName()))
            .findFirst()
            .ifPresent(end -> ways.add(6, steps(place, start, end, inside, reasons)));
      }
    }
    return ways;
  }

  private Plan steps(
      Place place, Method start, Method end, List<Class<?>> inside, List<String> reasons) {
    List<Method> steps = new ArrayList<>();
    List<Plan> values = new ArrayList<>();
    List<Method> all =
        Arrays.stream(start.getReturnType().getMethods())
            .filter(m -> m.getParameterCount() == 1 && !m.isBridge())
            .filter(m -> m.getReturnType() == start.getReturnType())
            .toList();
    for (Method step : Planner.sorted(all)) {
      Type type =
          GenericTypes.of(start.getReturnType()).resolve(step.getGenericParameterTypes()[0]);
      List<String> names =
          new ArrayList<>(List.of(step.getName().replaceFirst("^(set|with)(?=\\p{Lu})", "")));
      names.addAll(ParameterNames.of(step));
      Ways ways = new Ways();
      try {
        ways.add(6, planner.of(place.inside(names, type, false, end.getReturnType()), inside));
        ways.add(1, Plan.one(LEFT_OUT));
      } catch (Unmakeable e) {
        reasons.add(e.reason());
        continue;
      }
      steps.add(step);
      values.add(ways.plan());
    }
    Recipe begun = new Recipe.Construct(start, Optional.empty(), List.of());
    return new Plan.Together(
        values,
        made -> {
          Recipe built = begun;
          for (int i = 0; i < made.size(); i++) {
            if (!made.get(i).equals(LEFT_OUT)) {
              built = new Recipe.Construct(steps.get(i), Optional.of(built), List.of(made.get(i)));
            }
          }
          return new Recipe.Construct(end, Optional.of(built), List.of());
        });
  }
}
