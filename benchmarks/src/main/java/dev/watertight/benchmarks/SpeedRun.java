package dev.watertight.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs every tool on every tree, one after the other and that several times, and the growth. */
final class SpeedRun {
  private static final List<Integer> SIZES = List.of(1, 2, 4, 8);

  /** The tree that grows: its classes lie below one package, and its libraries elsewhere. */
  private static final String GROWING = "camunda-engine";

  private final Scanner scanner;
  private final Child child;
  private final Path benchmarks;
  private final int repetitions;

  SpeedRun(Scanner scanner, Child child, Path benchmarks, int repetitions) {
    this.scanner = scanner;
    this.child = child;
    this.benchmarks = benchmarks;
    this.repetitions = repetitions;
  }

  /** Measures everything; the page that says so. */
  String page(List<Tree> trees) throws IOException, InterruptedException {
    List<Tree> all = new ArrayList<>(List.of(Tree.together(trees, benchmarks)));
    all.addAll(trees);
    List<SpeedPage.TreeResult> results = compare(all);
    Tree growing = trees.stream().filter(t -> t.name().equals(GROWING)).findFirst().orElseThrow();
    return SpeedPage.of(results, growth(growing), GROWING, repetitions);
  }

  private List<SpeedPage.TreeResult> compare(List<Tree> trees)
      throws IOException, InterruptedException {
    List<Tool> tools = Tool.all(scanner, child);
    Map<Tree, Map<String, List<Measurement>>> runs = new LinkedHashMap<>();
    for (Tree tree : trees) {
      scanner.scan(tree.folder(), true, List.of());
    }
    for (int i = 0; i < repetitions; i++) {
      for (Tree tree : trees) {
        for (Tool tool : tools) {
          Measurement run = tool.run().on(tree.folder());
          System.out.printf("%s: %s: %.2f s CPU%n", tree.name(), tool.name(), run.cpu());
          runs.computeIfAbsent(tree, t -> new LinkedHashMap<>())
              .computeIfAbsent(tool.name(), n -> new ArrayList<>())
              .add(run);
        }
      }
    }
    List<SpeedPage.TreeResult> results = new ArrayList<>();
    for (Map.Entry<Tree, Map<String, List<Measurement>>> each : runs.entrySet()) {
      Tree tree = each.getKey();
      results.add(
          new SpeedPage.TreeResult(
              (tree.name() + " " + tree.version()).strip(),
              tree.files(".*\\.java"),
              tree.lines(),
              each.getValue()));
    }
    return results;
  }

  private List<SpeedPage.Size> growth(Tree tree) throws IOException, InterruptedException {
    List<SpeedPage.Size> sizes = new ArrayList<>();
    Copies copies = new Copies("org.camunda");
    for (int size : SIZES) {
      Path folder = benchmarks.resolve("target/growth/" + tree.name() + "-" + size);
      copies.make(tree.folder(), size, folder);
      List<String> small = List.of("-Xmx512m");
      scanner.scan(folder, true, small);
      Measurement cold = scanner.scan(folder, false, small);
      Measurement warm = scanner.scan(folder, true, small);
      System.out.printf("%d times: cold %.2f s, warm %.2f s CPU%n", size, cold.cpu(), warm.cpu());
      sizes.add(
          new SpeedPage.Size(
              size, new Tree(tree.name(), tree.version(), folder).lines(), cold, warm));
    }
    return sizes;
  }
}
