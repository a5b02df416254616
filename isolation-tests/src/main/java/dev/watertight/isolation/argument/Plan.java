package dev.watertight.isolation.argument;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongFunction;

/** What may be drawn for a place, before anything is drawn. */
sealed interface Plan {
  /** One of these; the simplest first. */
  record Values(List<Recipe> recipes) implements Plan {
    public Values {
      recipes = List.copyOf(recipes);
    }
  }

  /** A new one for each number. */
  record Fresh(LongFunction<Recipe> make) implements Plan {}

  /** One of several ways; the simplest first. */
  record Either(List<Way> ways) implements Plan {
    public Either {
      ways = List.copyOf(ways);
    }
  }

  /** A way, and how often it is gone. */
  record Way(int weight, Plan plan) {}

  /** None to {@code most} elements. */
  record Many(Plan element, int most, Function<List<Recipe>, Recipe> made) implements Plan {}

  /** All of these, put together. */
  record Together(List<Plan> parts, Function<List<Recipe>, Recipe> made) implements Plan {
    public Together {
      parts = List.copyOf(parts);
    }
  }

  static Plan one(Recipe recipe) {
    return new Values(List.of(recipe));
  }

  static Plan together(Plan part, Function<Recipe, Recipe> made) {
    return new Together(List.of(part), parts -> made.apply(parts.get(0)));
  }

  /** Collects ways. */
  final class Ways {
    private final List<Way> ways = new ArrayList<>();

    void add(int weight, Plan plan) {
      if (weight > 0 && !(plan instanceof Values values && values.recipes().isEmpty())) {
        ways.add(new Way(weight, plan));
      }
    }

    void addAll(Ways others) {
      ways.addAll(others.ways);
    }

    boolean isEmpty() {
      return ways.isEmpty();
    }

    Plan plan() {
      return ways.size() == 1 ? ways.get(0).plan() : new Either(ways);
    }
  }
}
