package dev.watertight.isolation.argument;

import dev.watertight.isolation.operation.Operation;
import dev.watertight.isolation.operation.Uncalled;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.JqwikException;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.Shrinkable;
import net.jqwik.api.Tuple;
import net.jqwik.api.sessions.JqwikSession;

/** Draws with jqwik. Edge values are in the plans already; jqwik adds none of its own. */
final class JqwikDraws implements Draws {
  private static final int TRIES = 50;
  private static final int MOST_SMALLER = 100;

  private record Planned(List<Plan> plans, Optional<String> reason) {}

  private final Planner planner;
  private final Map<Operation, Planned> planned = new ConcurrentHashMap<>();
  private final Map<Operation, RandomGenerator<List<Recipe>>> generators =
      new ConcurrentHashMap<>();

  JqwikDraws(Planner planner) {
    this.planner = planner;
  }

  private Planned planned(Operation operation) {
    return planned.computeIfAbsent(
        operation,
        o -> {
          try {
            return new Planned(planner.of(o), Optional.empty());
          } catch (Unmakeable e) {
            return new Planned(List.of(), Optional.of(e.reason()));
          }
        });
  }

  @Override
  public Optional<Uncalled> unmakeable(Operation operation) {
    return planned(operation).reason().map(r -> new Uncalled(operation.name(), r));
  }

  @Override
  public List<Draw> first(Operation operation) {
    if (unmakeable(operation).isPresent()) {
      return List.of();
    }
    List<Draw> draws = new ArrayList<>();
    for (FirstDraws kind : FirstDraws.values()) {
      List<Recipe> recipes = kind.of(planned(operation).plans());
      if (makeable(recipes) && draws.stream().noneMatch(d -> d.arguments().equals(recipes))) {
        draws.add(new Draw(recipes, Stream::empty));
      }
    }
    return draws;
  }

  @Override
  public Draw draw(Operation operation, Random random) {
    unmakeable(operation)
        .ifPresent(
            u -> {
              throw new IllegalArgumentException(u.operation() + ": " + u.reason());
            });
    return within(
        () -> {
          RandomGenerator<List<Recipe>> generator =
              generators.computeIfAbsent(operation, o -> generator(planned(o).plans()));
          Shrinkable<List<Recipe>> drawn = generator.next(random);
          for (int i = 0; i < TRIES && !makeable(drawn.value()); i++) {
            drawn = generator.next(random);
          }
          return draw(drawn);
        });
  }

  private static Draw draw(Shrinkable<List<Recipe>> drawn) {
    return new Draw(
        drawn.value(),
        () ->
            within(
                () ->
                    drawn
                        .shrink()
                        .limit(MOST_SMALLER)
                        .filter(s -> makeable(s.value()))
                        .map(JqwikDraws::draw)
                        .toList())
                .stream());
  }

  private static boolean makeable(List<Recipe> recipes) {
    try {
      recipes.forEach(Recipe::materialise);
      return true;
    } catch (UnmadeException e) {
      return false;
    }
  }

  private static RandomGenerator<List<Recipe>> generator(List<Plan> plans) {
    return all(plans).generator(1000, false);
  }

  private static Arbitrary<List<Recipe>> all(List<Plan> plans) {
    List<Arbitrary<Recipe>> parts = plans.stream().map(JqwikDraws::arbitrary).toList();
    return parts.isEmpty()
        ? Arbitraries.just(List.of())
        : Combinators.combine(parts).as(List::copyOf);
  }

  private static Arbitrary<Recipe> arbitrary(Plan plan) {
    if (plan instanceof Plan.Values values) {
      return Arbitraries.of(values.recipes());
    }
    if (plan instanceof Plan.Fresh fresh) {
      return Arbitraries.randomValue(random -> fresh.make().apply(random.nextLong()));
    }
    if (plan instanceof Plan.Either either) {
      return Arbitraries.frequencyOf(
          either.ways().stream().map(w -> Tuple.of(w.weight(), arbitrary(w.plan()))).toList());
    }
    if (plan instanceof Plan.Many many) {
      return arbitrary(many.element()).list().ofMaxSize(many.most()).map(many.made());
    }
    Plan.Together together = (Plan.Together) plan;
    return all(together.parts()).map(together.made());
  }

  /** jqwik's generators keep state by session: inside of jqwik's own tests there is one already. */
  private static <T> T within(Supplier<T> work) {
    boolean begun = begin();
    try {
      return work.get();
    } finally {
      if (begun) {
        JqwikSession.finish();
      }
    }
  }

  private static boolean begin() {
    if (JqwikSession.isActive()) {
      return false;
    }
    try {
      JqwikSession.start();
      return true;
    } catch (JqwikException e) {
      return false;
    }
  }
}
