package dev.watertight.benchmarks;

import java.util.Comparator;
import java.util.List;

/**
 * What one run of a process used.
 *
 * @param cpu seconds of all its threads, the JVM's own included
 * @param wall seconds by the clock
 * @param peak megabytes resident at the most
 */
record Measurement(double cpu, double wall, double peak) {
  /** The middle one by CPU time; of an even number the lower of the two in the middle. */
  static Measurement median(List<Measurement> runs) {
    return runs.stream()
        .sorted(Comparator.comparingDouble(Measurement::cpu))
        .toList()
        .get((runs.size() - 1) / 2);
  }

  /** Reads what {@link Measured} wrote. */
  static Measurement of(String written, double wall) {
    String[] parts = written.strip().split(" ", -1);
    if (parts.length != 2) {
      throw new IllegalArgumentException("not a measurement: " + written);
    }
    return new Measurement(
        Long.parseLong(parts[0]) / 1000.0, wall, Long.parseLong(parts[1]) / 1024.0);
  }
}
