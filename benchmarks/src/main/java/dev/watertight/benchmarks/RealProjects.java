package dev.watertight.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Scans real multi-tenant code bases and says what came out, with a sample of the findings that
 * somebody has read in the code. The verdicts are in {@code benchmarks/verdicts.tsv}: project,
 * fingerprint, verdict.
 */
final class RealProjects {
  private static final int SAMPLE = 25;
  private static final long SEED = 20261122;
  private static final int MESSAGE = 200;

  private record Scanned(Tree tree, Measurement run, Finding.Found found) {}

  private record Drawn(Tree tree, Finding finding) {}

  private final Scanner scanner;
  private final Path benchmarks;
  private final StringBuilder page = new StringBuilder();

  RealProjects(Scanner scanner, Path benchmarks) {
    this.scanner = scanner;
    this.benchmarks = benchmarks;
  }

  /** Scans the projects; the page that says what came out. */
  String page(List<Tree> trees) throws IOException, InterruptedException {
    List<Scanned> scanned = new ArrayList<>();
    for (Tree tree : trees) {
      Measurement run = scanner.scan(tree.folder(), false, List.of());
      Path json = tree.folder().resolve("target/watertight/findings.json");
      scanned.add(new Scanned(tree, run, Finding.in(json)));
    }
    head(scanned);
    sample(scanned);
    return page.toString();
  }

  private void head(List<Scanned> scanned) throws IOException {
    line("# Real projects");
    line("");
    line(
        "Written by `./mvnw -Pbenchmark verify -pl benchmarks -am -Dbenchmark.what=projects`. The"
            + " projects are source jars from Maven; each gets the short `watertight.yml` in"
            + " `benchmarks/projects/` that its team could write. Seconds are of one cold scan, the start of"
            + " the JVM included.");
    line("");
    line(
        "| project | Java files | lines | SQL, XML, templates | CPU, s | wall, s | peak memory, MB | findings | not analysed |");
    line("| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
    for (Scanned each : scanned) {
      line(
          "| %s %s | %,d | %,d | %,d | %.1f | %.1f | %.0f | %s | %d |",
          each.tree().name(),
          each.tree().version(),
          each.tree().files(".*\\.java"),
          each.tree().lines(),
          each.tree().files(".*\\.(sql|xml|stg)"),
          each.run().cpu(),
          each.run().wall(),
          each.run().peak(),
          byRule(each.found().findings()),
          each.found().notAnalysed());
    }
    line("");
  }

  private static String byRule(List<Finding> findings) {
    Map<String, Long> counts =
        findings.stream()
            .collect(Collectors.groupingBy(Finding::rule, TreeMap::new, Collectors.counting()));
    return counts.isEmpty()
        ? "none"
        : counts.entrySet().stream()
            .map(e -> e.getValue() + " `" + e.getKey() + "`")
            .collect(Collectors.joining(", "));
  }

  private void sample(List<Scanned> scanned) throws IOException {
    List<Drawn> drawn = new ArrayList<>();
    for (Scanned each : scanned) {
      each.found().findings().forEach(f -> drawn.add(new Drawn(each.tree(), f)));
    }
    int all = drawn.size();
    Collections.shuffle(drawn, new Random(SEED));
    Map<String, String> verdicts = verdicts(benchmarks.resolve("verdicts.tsv"));
    line("## %d of these %d findings, read in the code", Math.min(SAMPLE, all), all);
    line("");
    line(
        "Drawn at random from all of them, with a fixed seed. A verdict says whether the finding is"
            + " right by the rule's own page, not whether the project leaks.");
    line("");
    line("| project | rule | place | finding | verdict |");
    line("| --- | --- | --- | --- | --- |");
    for (Drawn each : drawn.subList(0, Math.min(SAMPLE, all))) {
      Finding finding = each.finding();
      line(
          "| %s | `%s` | %s | %s | %s |",
          each.tree().name(),
          finding.rule(),
          finding.place(),
          cell(finding.message()),
          verdicts.getOrDefault(
              each.tree().name() + "\t" + finding.fingerprint(),
              "not read yet (" + finding.fingerprint() + ")"));
    }
  }

  private static String cell(String message) {
    String flat = message.replaceAll("\\s+", " ").replace("|", "\\|");
    return flat.length() > MESSAGE ? flat.substring(0, MESSAGE) + "…" : flat;
  }

  static Map<String, String> verdicts(Path file) throws IOException {
    Map<String, String> verdicts = new HashMap<>();
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file)) {
        String[] parts = line.split("\t", 3);
        if (parts.length == 3) {
          verdicts.put(parts[0] + "\t" + parts[1], parts[2]);
        }
      }
    }
    return verdicts;
  }

  private void line(String format, Object... values) {
    page.append(values.length == 0 ? format : String.format(Locale.ROOT, format, values))
        .append('\n');
  }
}
