package dev.watertight.analyzer;

import dev.watertight.core.finding.Location;
import dev.watertight.core.finding.NotAnalysed;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds files below a folder. Build output, version control and tests are left out by convention,
 * relative to the folder that was named; links are not followed, so that there is no loop.
 */
final class FileTree {
  private static final Set<String> NEVER =
      Set.of(
          ".git",
          ".svn",
          ".hg",
          ".idea",
          ".gradle",
          ".mvn",
          "node_modules",
          "target",
          "build",
          "out");
  private static final Pattern TESTS =
      Pattern.compile("(?:.*/)?src/(?:test|it|integrationTest|testFixtures|\\w*Test)(?:/.*)?");
  private static final Pattern GENERATED =
      Pattern.compile(
          "(?:.*/)?(?:generated-sources|generated-test-sources|src/generated|generated)(?:/.*)?");
  private static final Pattern WANTED =
      Pattern.compile(".*\\.(?:java|sql|ddl|stg|xml|ya?ml)", Pattern.CASE_INSENSITIVE);

  private final Path root;
  private final List<NotAnalysed> notAnalysed;

  FileTree(Path root, List<NotAnalysed> notAnalysed) {
    this.root = root.toAbsolutePath().normalize();
    this.notAnalysed = notAnalysed;
  }

  /** Adds the files below the folder, or the file itself, unless they are there already. */
  void find(Path start, boolean reported, Map<String, ProjectFile> files) {
    if (Files.isRegularFile(start)) {
      add(start, reported, false, files);
      return;
    }
    try {
      Files.walkFileTree(
          start,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes a) {
              String name = folder.getFileName() == null ? "" : folder.getFileName().toString();
              boolean skip =
                  !folder.equals(start)
                      && (NEVER.contains(name) || TESTS.matcher(relative(start, folder)).matches());
              return skip ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes a) {
              if (WANTED.matcher(file.toString()).matches() && Files.isRegularFile(file)) {
                add(file, reported, GENERATED.matcher(relative(start, file)).matches(), files);
              }
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
              refuse(file, "it cannot be read: check its permissions");
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      refuse(start, "the folder cannot be read (" + e.getClass().getSimpleName() + ")");
    }
  }

  private void add(Path file, boolean reported, boolean generated, Map<String, ProjectFile> files) {
    String path = relative(root, file);
    files.putIfAbsent(path, new ProjectFile(path, file, reported, generated));
  }

  private void refuse(Path file, String reason) {
    notAnalysed.add(
        new NotAnalysed(
            Location.InFile.of(relative(root, file), 1), NotAnalysed.Kind.FILE, reason));
  }

  private static String relative(Path from, Path to) {
    return from.relativize(to.toAbsolutePath().normalize()).toString().replace('\\', '/');
  }
}
