package dev.watertight.isolation.argument;

import dev.watertight.isolation.operation.Operation;
import dev.watertight.isolation.operation.Uncalled;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Draws arguments for operations. The seam behind which the generator can be replaced. */
public interface Draws {
  /** Draws from these pools. */
  static Draws of(Pools pools, Generators generators) {
    return new JqwikDraws(new Planner(pools, generators));
  }

  /** Why no arguments can be made for the operation, and what the user can do. */
  Optional<Uncalled> unmakeable(Operation operation);

  /**
   * What is tried first: the least said (no filter, nothing optional), own values only, foreign
   * values wherever one fits. Empty where the operation is unmakeable.
   */
  List<Draw> first(Operation operation);

  /**
   * A random draw. The same operation and state of the random generator give the same draw.
   *
   * @throws IllegalArgumentException where the operation is unmakeable
   */
  Draw draw(Operation operation, Random random);
}
