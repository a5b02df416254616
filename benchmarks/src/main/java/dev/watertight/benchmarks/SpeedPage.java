package dev.watertight.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The page of the measurements: figures, ratios, and whether each goal was met. */
final class SpeedPage {
  /** The measurements on a tree, by the tool's name. */
  record TreeResult(String name, long files, long lines, Map<String, List<Measurement>> runs) {
    Measurement median(String tool) {
      return Measurement.median(runs.getOrDefault(tool, List.of()));
    }
  }

  /** A tree so many times as large, scanned in a heap of 512 MB. */
  record Size(int times, long lines, Measurement cold, Measurement warm) {}

  private static final List<String> TOOLS =
      List.of(Tool.COLD, Tool.WARM, Tool.PARSE, Tool.PMD, Tool.READ, Tool.START);

  private final StringBuilder page = new StringBuilder();

  private SpeedPage() {}

  /**
   * The page.
   *
   * @param trees all of them together first, then each
   */
  static String of(List<TreeResult> trees, List<Size> sizes, String growing, int repetitions) {
    SpeedPage writer = new SpeedPage();
    writer.head(repetitions);
    writer.goals(trees.get(0), sizes);
    for (TreeResult tree : trees) {
      writer.tree(tree);
    }
    writer.growth(sizes, growing);
    return writer.page.toString();
  }

  private void head(int repetitions) {
    line("# Speed and memory");
    line("");
    line(
        "Written by `./mvnw -Pbenchmark verify -pl benchmarks -am -Dbenchmark.what=speed`, which runs"
            + " everything below one after the other, "
            + repetitions
            + " times over; the figures are medians by CPU time. Each run is a JVM of its own with the"
            + " same default settings. CPU is what the whole process used on all its threads, compilers and garbage"
            + " collector included. Machines are noisy and differ: read the ratios.");
    line("");
    line(
        "JDK %s, %d cores, %s.",
        System.getProperty("java.version"),
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.name"));
    line("");
  }

  private void goals(TreeResult together, List<Size> sizes) {
    double cold = together.median(Tool.COLD).cpu();
    double warm = together.median(Tool.WARM).cpu();
    double read = together.median(Tool.READ).cpu();
    line("## Goals, over all trees together");
    line("");
    line("| goal | measured | |");
    line("| --- | --- | --- |");
    goal("cold: at most a tenth of PMD's CPU", cold / together.median(Tool.PMD).cpu(), 0.1);
    goal(
        "cold: at most a quarter of the CPU of parsing everything",
        cold / together.median(Tool.PARSE).cpu(),
        0.25);
    goal("warm: at most three times reading the bytes, JVM start included", warm / read, 3);
    if (!sizes.isEmpty()) {
      Size first = sizes.get(0);
      Size last = sizes.get(sizes.size() - 1);
      double lines = (double) last.lines() / first.lines();
      goal(
          String.format(
              Locale.ROOT, "growth: CPU per line at %d times, against once, cold", last.times()),
          last.cold().cpu() / first.cold().cpu() / lines,
          1.1);
      goal(
          String.format(Locale.ROOT, "growth: the same with a warm cache"),
          last.warm().cpu() / first.warm().cpu() / lines,
          1.1);
      line(
          "| heap: 512 MB for 2 million lines | %,d lines scanned with -Xmx512m | %s |",
          last.lines(), last.lines() >= 2_000_000 ? "met" : "not shown");
    }
    line("");
  }

  private void goal(String goal, double measured, double limit) {
    line("| %s | %.2f | %s |", goal, measured, measured <= limit ? "met" : "missed");
  }

  private void tree(TreeResult tree) {
    line("## %s: %,d Java files, %,d lines", tree.name(), tree.files(), tree.lines());
    line("");
    line(
        "| | CPU, s | least to most | of PMD's CPU | of parsing's CPU | wall, s | peak memory, MB |");
    line("| --- | --- | --- | --- | --- | --- | --- |");
    for (String tool : TOOLS) {
      List<Measurement> runs = tree.runs().getOrDefault(tool, List.of());
      Measurement median = Measurement.median(runs);
      line(
          "| %s | %.2f | %.2f to %.2f | %.2f | %.2f | %.1f | %.0f |",
          tool,
          median.cpu(),
          runs.stream().mapToDouble(Measurement::cpu).min().orElse(0),
          runs.stream().mapToDouble(Measurement::cpu).max().orElse(0),
          median.cpu() / tree.median(Tool.PMD).cpu(),
          median.cpu() / tree.median(Tool.PARSE).cpu(),
          median.wall(),
          median.peak());
    }
    line("");
  }

  private void growth(List<Size> sizes, String growing) {
    line("## Growth: copies of %s, each under packages of its own, in a heap of 512 MB", growing);
    line("");
    line(
        "| copies | lines | cold CPU, s | per million lines | warm CPU, s | per million lines | peak, cold, MB |");
    line("| --- | --- | --- | --- | --- | --- | --- |");
    for (Size size : sizes) {
      double millions = size.lines() / 1e6;
      line(
          "| %d | %,d | %.2f | %.1f | %.2f | %.1f | %.0f |",
          size.times(),
          size.lines(),
          size.cold().cpu(),
          size.cold().cpu() / millions,
          size.warm().cpu(),
          size.warm().cpu() / millions,
          size.cold().peak());
    }
  }

  private void line(String format, Object... values) {
    page.append(values.length == 0 ? format : String.format(Locale.ROOT, format, values))
        .append('\n');
  }
}
