package dev.watertight.isolation.observation;

import java.time.Duration;

/**
 * How much of a result is looked at. What lies beyond is a {@link Observation.Cut}.
 *
 * @param depth how deep objects lie in each other
 * @param elements of one collection, stream or cursor
 * @param nodes of the whole observation
 * @param characters of one text
 * @param patience how long a future is waited for
 */
public record Limits(int depth, int elements, int nodes, int characters, Duration patience) {
  /** Enough for what a test's world can hold. */
  public static final Limits USUAL = new Limits(16, 2_000, 20_000, 200_000, Duration.ofSeconds(5));
}
