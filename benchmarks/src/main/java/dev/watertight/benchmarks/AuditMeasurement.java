package dev.watertight.benchmarks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What one run of {@link AuditOnce} or {@link SeedOnce} took.
 *
 * @param counts what it did: {@code attacks}, {@code proven}, {@code rows}
 * @param steps seconds by step
 */
record AuditMeasurement(Map<String, Long> counts, Map<String, Clock.Step> steps) {
  /** The text that one process leaves for another. */
  String text() {
    StringBuilder text = new StringBuilder();
    counts.forEach((name, count) -> text.append(name).append(' ').append(count).append('\n'));
    steps.forEach(
        (name, s) ->
            text.append(
                String.format(
                    Locale.ROOT, "%s %.3f %.3f %.3f%n", name, s.wall(), s.jvm(), s.server())));
    return text.toString();
  }

  /** Reads that text. */
  static AuditMeasurement of(String text) {
    Map<String, Long> counts = new LinkedHashMap<>();
    Map<String, Clock.Step> steps = new LinkedHashMap<>();
    for (String line : text.lines().toList()) {
      String[] parts = line.split(" ", -1);
      switch (parts.length) {
        case 2 -> counts.put(parts[0], Long.parseLong(parts[1]));
        case 4 ->
            steps.put(
                parts[0],
                new Clock.Step(
                    Double.parseDouble(parts[1]),
                    Double.parseDouble(parts[2]),
                    Double.parseDouble(parts[3])));
        default -> throw new IllegalArgumentException("not a measurement: " + line);
      }
    }
    return new AuditMeasurement(counts, steps);
  }

  long count(String name) {
    return counts.getOrDefault(name, 0L);
  }

  /** The step, or nothing where it was not reached. */
  Clock.Step step(String name) {
    return steps.getOrDefault(name, new Clock.Step(0, 0, 0));
  }

  /** These steps together. */
  Clock.Step sum(List<String> names) {
    return names.stream().map(this::step).reduce(new Clock.Step(0, 0, 0), Clock.Step::plus);
  }
}
