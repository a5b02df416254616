package dev.watertight.analyzer.leaks;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** How many planted leaks were found, by rule, and how much was found that was not planted. */
final class Score {
  private static final class Line {
    int planted;
    int found;
    int invented;
  }

  private final Map<String, Line> lines = new TreeMap<>();

  void add(Collection<Planted> planted, Collection<Planted> found) {
    for (Planted each : planted) {
      Line line = lines.computeIfAbsent(each.rule(), rule -> new Line());
      line.planted++;
      line.found += found.contains(each) ? 1 : 0;
    }
    for (Planted each : found) {
      if (!planted.contains(each)) {
        lines.computeIfAbsent(each.rule(), rule -> new Line()).invented++;
      }
    }
  }

  String table() {
    StringBuilder table = new StringBuilder("Leaks planted into the sample application:\n");
    Line sum = new Line();
    lines.forEach(
        (rule, line) -> {
          add(table, rule, line);
          sum.planted += line.planted;
          sum.found += line.found;
          sum.invented += line.invented;
        });
    add(table, "all", sum);
    return table.toString();
  }

  private static void add(StringBuilder table, String rule, Line line) {
    table.append(
        String.format(
            "  %-36s found %2d / %2d, invented %d%n",
            rule, line.found, line.planted, line.invented));
  }
}
