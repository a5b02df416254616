package dev.watertight.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes {@code docs/benchmarks.md} and {@code docs/real-projects.md}. The build starts it: {@code
 * ./mvnw -Pbenchmark verify -pl benchmarks -am}.
 */
final class Benchmarks {
  private Benchmarks() {}

  /**
   * The repository's root; what is wanted, of {@code speed}, {@code audit} and {@code projects};
   * repetitions.
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path root = Path.of(arguments[0]).toAbsolutePath();
    List<String> what = List.of(arguments[1].split(","));
    Path benchmarks = root.resolve("benchmarks");
    Child child = new Child(benchmarks.resolve("target/last-run.log"));
    int repetitions = Integer.parseInt(arguments[2]);
    Path page = root.resolve("docs/benchmarks.md");
    if (what.contains("audit")) {
      String part = new AuditRun(child, repetitions).part();
      write(page, AuditPart.in(Files.exists(page) ? Files.readString(page) : "", part));
    }
    if (!what.contains("projects") && !what.contains("speed")) {
      return;
    }
    Scanner scanner = new Scanner(root, child);
    List<Tree> trees = Tree.all(benchmarks);
    if (what.contains("projects")) {
      List<Tree> real = trees.stream().filter(t -> !t.name().equals("jooq")).toList();
      write(
          root.resolve("docs/real-projects.md"), new RealProjects(scanner, benchmarks).page(real));
    }
    if (what.contains("speed")) {
      SpeedRun run = new SpeedRun(scanner, child, benchmarks, repetitions);
      String audit = Files.exists(page) ? AuditPart.from(Files.readString(page)) : "";
      write(page, run.page(trees) + (audit.isEmpty() ? "" : "\n" + audit));
    }
  }

  private static void write(Path file, String page) throws IOException {
    Files.writeString(file, page);
    System.out.println("Written: " + file);
  }
}
