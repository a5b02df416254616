package dev.watertight.isolation.argument;

import dev.watertight.isolation.argument.Plan.Ways;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Plans for Spring Data's {@code Sort}, which is known by its name only. What it sorts by must be a
 * property of what is meant; any other text only makes the call fail.
 */
final class SortPlans {
  private static final String SORT = "org.springframework.data.domain.Sort";
  private static final String PAGEABLE = "org.springframework.data.domain.Pageable";
  private static final String PAGE_REQUEST = "org.springframework.data.domain.PageRequest";
  private static final int MOST_PROPERTIES = 4;

  private final ColumnMatch match;

  SortPlans(Pools pools) {
    this.match = new ColumnMatch(pools);
  }

  static boolean isSort(Class<?> type) {
    return type.getName().equals(SORT);
  }

  /** The class that makes values of {@code Pageable}. */
  static Optional<Class<?>> pageRequest(Class<?> type) {
    if (!type.getName().equals(PAGEABLE)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Class.forName(PAGE_REQUEST, false, type.getClassLoader()));
    } catch (ClassNotFoundException e) {
      return Optional.empty();
    }
  }

  /** Whether a factory of the same package takes names of properties. */
  static boolean takesProperties(Method factory) {
    return factory.getDeclaringClass().getName().startsWith("org.springframework.data.domain.")
        && List.of(factory.getParameterTypes()).contains(String[].class);
  }

  Plan of(Place place) throws Unmakeable {
    try {
      Ways ways = new Ways();
      ways.add(3, Plan.one(call(place.raw().getMethod("unsorted"), Optional.empty(), List.of())));
      Method by = place.raw().getMethod("by", String[].class);
      Method descending = place.raw().getMethod("descending");
      for (String property : properties(place)) {
        Recipe names =
            new Recipe.ArrayOf(
                String.class, List.of(new Recipe.Literal(String.class, property, Origin.EDGE)));
        Recipe ascending = call(by, Optional.empty(), List.of(names));
        ways.add(1, Plan.one(ascending));
        ways.add(1, Plan.one(call(descending, Optional.of(ascending), List.of())));
      }
      return ways.plan();
    } catch (NoSuchMethodException e) {
      throw new Unmakeable(SORT + " has another form: " + e.getMessage());
    }
  }

  private static Recipe call(Method method, Optional<Recipe> on, List<Recipe> arguments) {
    return new Recipe.Construct(method, on, arguments);
  }

  private List<String> properties(Place place) {
    return match.ofTable(place.context()).stream()
        .filter(c -> !c.tenantColumn())
        .map(c -> property(c.column()))
        .distinct()
        .limit(MOST_PROPERTIES)
        .toList();
  }

  private static String property(String column) {
    StringBuilder property = new StringBuilder();
    for (String word : column.toLowerCase(Locale.ROOT).split("_", -1)) {
      property.append(
          property.isEmpty() || word.isEmpty()
              ? word
              : Character.toUpperCase(word.charAt(0)) + word.substring(1));
    }
    return property.toString();
  }
}
