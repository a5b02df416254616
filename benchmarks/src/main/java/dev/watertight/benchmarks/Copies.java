package dev.watertight.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes a tree several times as large: copies of it under packages of their own, so that no class
 * is there twice, and each copy is as much work as the first.
 */
final class Copies {
  private final String packageName;
  private final Pattern uses;

  /**
   * Copies of a tree.
   *
   * @param packageName the package below which all of its classes are
   */
  Copies(String packageName) {
    this.packageName = packageName;
    this.uses = Pattern.compile("(?<![\\w.])" + Pattern.quote(packageName) + "(?![\\w])");
  }

  /**
   * The text with the package under the name that it has in the copy; the first is the original.
   */
  String renamed(String text, int copy) {
    return copy == 0
        ? text
        : uses.matcher(text)
            .replaceAll(Matcher.quoteReplacement("copy" + copy + "." + packageName));
  }

  /** Fills a folder with so many copies of the tree, under one configuration for all of them. */
  void make(Path tree, int copies, Path folder) throws IOException {
    Files.createDirectories(folder);
    for (Path file : Tree.filesBelow(tree)) {
      String path = tree.relativize(file).toString().replace('\\', '/');
      byte[] bytes = Files.readAllBytes(file);
      if (path.equals("watertight.yml")) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        Files.writeString(folder.resolve(path), configuration(text, copies));
        continue;
      }
      for (int copy = 0; copy < copies; copy++) {
        Path target = folder.resolve((copy == 0 ? "" : "copy" + copy + "/") + path);
        Files.createDirectories(target.getParent());
        Files.write(
            target,
            path.matches(".*\\.(java|xml)")
                ? renamed(new String(bytes, StandardCharsets.ISO_8859_1), copy)
                    .getBytes(StandardCharsets.ISO_8859_1)
                : bytes);
      }
    }
  }

  /** The configuration with each line of a list that names the package once for each copy. */
  String configuration(String text, int copies) {
    StringBuilder result = new StringBuilder();
    for (String line : text.lines().toList()) {
      int times = line.strip().startsWith("- ") && uses.matcher(line).find() ? copies : 1;
      for (int copy = 0; copy < times; copy++) {
        result.append(renamed(line, copy)).append('\n');
      }
    }
    return result.toString();
  }
}
