package dev.watertight.sample.leaks;

import dev.watertight.isolation.experiment.Experiment;
import dev.watertight.isolation.operation.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Measures how many tries it takes until each leak is found, over many seeds, and writes it down.
 */
final class Tries {
  private static final int MOST = 60;

  private Tries() {}

  /** The page to write, and the number of seeds. */
  public static void main(String[] arguments) throws Exception {
    Path page = Path.of(arguments[0]);
    int seeds = Integer.parseInt(arguments[1]);
    Map<String, FoundBy> leaks = new TreeMap<>();
    Map<String, List<Integer>> tries = new TreeMap<>();
    for (int seed = 1; seed <= seeds; seed++) {
      try (Experiment experiment = Experiment.open(Leaks.plan(seed, MOST))) {
        for (Operation leak : Leaks.of(experiment)) {
          FoundBy by = Leaks.mark(leak).orElseThrow();
          String name = leak.path() + leak.methodName();
          Optional<Integer> needed = Optional.empty();
          for (Oracle oracle : by.value()) {
            Optional<Integer> its = experiment.triesUntil(oracle.rule(), by.in(), leak);
            needed = Stream.concat(needed.stream(), its.stream()).min(Integer::compare);
          }
          leaks.put(name, by);
          tries.computeIfAbsent(name, n -> new ArrayList<>()).add(needed.orElse(MOST + 1));
        }
      }
      System.out.println("seed " + seed + " of " + seeds);
    }
    write(page, leaks, tries, seeds);
    System.exit(0);
  }

  private static void write(
      Path page, Map<String, FoundBy> leaks, Map<String, List<Integer>> tries, int seeds)
      throws IOException {
    StringBuilder text = new StringBuilder();
    text.append("# Leaks that isolation tests find\n\n")
        .append(
            "Written by `./mvnw -Pbenchmark integration-test -pl sample-app -am -DskipTests`. Each line is")
        .append(" a leak that was put into a data layer over the sample application's schema, what")
        .append(" finds it and where, and after how many tries, of ")
        .append(MOST)
        .append(" at most, over ")
        .append(seeds)
        .append(" seeds. With ")
        .append(leaks.size())
        .append(" leaks, the worst is ")
        .append(shown(tries.values().stream().flatMap(List::stream).max(Integer::compare)))
        .append(".\n\n| leak | found by | row-level security | median | worst | not found |\n")
        .append("| --- | --- | --- | --- | --- | --- |\n");
    leaks.forEach(
        (name, by) -> {
          List<Integer> all = tries.getOrDefault(name, List.of()).stream().sorted().toList();
          text.append(
              String.format(
                  Locale.ROOT,
                  "| `%s` | %s | %s | %s | %s | %d |%n",
                  name,
                  Stream.of(by.value())
                      .map(o -> o.name().toLowerCase(Locale.ROOT))
                      .collect(Collectors.joining(" or ")),
                  by.in().database() ? "on" : "off",
                  shown(Optional.of(all.get((all.size() - 1) / 2))),
                  shown(Optional.of(all.get(all.size() - 1))),
                  all.stream().filter(n -> n > MOST).count()));
        });
    Files.writeString(page, text.toString());
    System.out.println("Written: " + page);
  }

  private static String shown(Optional<Integer> tries) {
    return tries.filter(n -> n <= MOST).map(String::valueOf).orElse("more");
  }
}
