package dev.watertight.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * The sources of a project, as its source jar holds them, with a {@code watertight.yml}.
 *
 * @param name the artifact's name
 * @param version its version
 * @param folder where the sources are
 */
record Tree(String name, String version, Path folder) {
  /** jOOQ's, then the real multi-tenant projects. */
  static final List<String> NAMES =
      List.of(
          "jooq", "killbill-util", "camunda-engine", "flowable-engine", "hawkbit-repository-jpa");

  /**
   * The trees that the build has unpacked, each with its configuration from {@code
   * benchmarks/projects}.
   */
  static List<Tree> all(Path benchmarks) throws IOException {
    try (Stream<Path> folders = Files.list(benchmarks.resolve("target/trees"))) {
      List<Tree> trees =
          folders
              .map(Tree::of)
              .filter(t -> NAMES.contains(t.name()))
              .sorted(java.util.Comparator.comparingInt(t -> NAMES.indexOf(t.name())))
              .toList();
      for (Tree tree : trees) {
        tree.configure(benchmarks.resolve("projects"));
      }
      return trees;
    }
  }

  /** All trees as one: the sources of each in a folder of its name, under one configuration. */
  static Tree together(List<Tree> trees, Path benchmarks) throws IOException {
    Path folder = benchmarks.resolve("target/together");
    for (Tree tree : trees) {
      for (Path file : filesBelow(tree.folder())) {
        String path = tree.folder().relativize(file).toString();
        Path target = folder.resolve(tree.name()).resolve(path);
        if (!path.equals("watertight.yml") && !Files.exists(target)) {
          Files.createDirectories(target.getParent());
          Files.copy(file, target);
        }
      }
    }
    Tree together = new Tree("together", "", folder);
    together.configure(benchmarks.resolve("projects"));
    return together;
  }

  private static Tree of(Path folder) {
    String name = folder.getFileName().toString();
    int version = name.lastIndexOf('-');
    return new Tree(name.substring(0, version), name.substring(version + 1), folder);
  }

  /** Lays the project's configuration, and what else its team would have written, over it. */
  private void configure(Path projects) throws IOException {
    Files.copy(
        projects.resolve(name + ".yml"),
        folder.resolve("watertight.yml"),
        StandardCopyOption.REPLACE_EXISTING);
    Path more = projects.resolve(name);
    if (Files.isDirectory(more)) {
      for (Path file : filesBelow(more)) {
        Path target = folder.resolve(more.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  /** All files below the folder, in order; what was written by a scan is left out. */
  static List<Path> filesBelow(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      Path target = folder.resolve("target");
      return files
          .filter(Files::isRegularFile)
          .filter(f -> !f.startsWith(target))
          .sorted()
          .toList();
    }
  }

  /** How many files have a name that matches. */
  long files(String pattern) throws IOException {
    return filesBelow(folder).stream().filter(f -> f.toString().matches(pattern)).count();
  }

  /** Lines of Java. */
  long lines() throws IOException {
    long lines = 0;
    for (Path file : filesBelow(folder)) {
      if (file.toString().endsWith(".java")) {
        try (Stream<String> text = Files.lines(file, StandardCharsets.ISO_8859_1)) {
          lines += text.count();
        }
      }
    }
    return lines;
  }
}
