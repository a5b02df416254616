package dev.watertight.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Watertight's command line, as users start it. */
final class Scanner {
  private static final String MAIN = "dev.watertight.analyzer.cli.Main";
  private final Child child;
  private final Path jar;

  /**
   * The command line of this build.
   *
   * @throws IOException if the analyzer's jar is not built
   */
  Scanner(Path root, Child child) throws IOException {
    this.child = child;
    this.jar = jar(root);
  }

  private static Path jar(Path root) throws IOException {
    Path target = root.resolve("analyzer/target");
    try (Stream<Path> files = Files.list(target)) {
      return files
          .filter(f -> f.getFileName().toString().endsWith("-cli.jar"))
          .findFirst()
          .orElseThrow(
              () ->
                  new IOException(
                      "There is no command line in " + target + ": build it with ./mvnw package"));
    }
  }

  /** Scans a tree; the report goes to {@code target/watertight} in it. */
  Measurement scan(Path tree, boolean cached, List<String> options)
      throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of(MAIN, "scan"));
    if (!cached) {
      arguments.add("--no-cache");
    }
    arguments.addAll(List.of("--fail-on", "never", "--allow-incomplete"));
    return child.run(tree, options, jar.toString(), arguments);
  }
}
