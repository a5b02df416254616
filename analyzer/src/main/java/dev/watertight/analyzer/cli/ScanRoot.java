package dev.watertight.analyzer.cli;

import dev.watertight.core.config.Configuration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Decides which folder paths in the report are relative to. */
final class ScanRoot {
  private ScanRoot() {}

  /**
   * {@code report.root}, else the current folder where all paths are in it, else the folder that
   * holds them all.
   */
  static Path of(Path current, List<Path> paths, Configuration configuration) {
    if (configuration.report().root().isPresent()) {
      return current.resolve(configuration.report().root().get()).normalize();
    }
    List<Path> absolute = paths.stream().map(p -> p.toAbsolutePath().normalize()).toList();
    if (absolute.stream().allMatch(p -> p.startsWith(current))) {
      return current;
    }
    Path common = folder(absolute.get(0));
    for (Path path : absolute) {
      while (!folder(path).startsWith(common) && common.getParent() != null) {
        common = common.getParent();
      }
    }
    return common;
  }

  private static Path folder(Path path) {
    Path parent = path.getParent();
    return Files.isDirectory(path) || parent == null ? path : parent;
  }
}
