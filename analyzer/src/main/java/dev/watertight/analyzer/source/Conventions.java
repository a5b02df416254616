package dev.watertight.analyzer.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What folders hold, by the names that Maven, Gradle and IDEs give them. */
final class Conventions {
  private static final Set<String> NEVER_SOURCE =
      Set.of(
          ".git",
          ".hg",
          ".svn",
          ".idea",
          ".gradle",
          ".mvn",
          ".settings",
          ".vscode",
          "node_modules");
  private static final Set<String> OUTPUT = Set.of("target", "build", "out");
  private static final Set<String> GENERATED =
      Set.of("generated", "generated-sources", "generated-src", "generated-test-sources");
  private static final Pattern TEST =
      Pattern.compile(
          "/src/(test|tests|it|test[A-Z_-][^/]*|[^/]*Tests?)/|/generated-test-sources/");

  /** How many entries of a folder are looked at to tell a package from a build output. */
  private static final int MOST_LOOKED_AT = 500;

  private Conventions() {}

  /**
   * Whether a file belongs to tests.
   *
   * @param below its path below the folder that was named, that folder's own name first
   */
  static boolean isTest(String below) {
    return TEST.matcher("/" + below).find();
  }

  /** Whether a file was written by a tool; its path as in {@link #isTest}. */
  static boolean isGenerated(String below) {
    String[] names = below.split("/", -1);
    for (int i = 1; i < names.length - 1; i++) {
      if (GENERATED.contains(names[i])) {
        return true;
      }
    }
    return false;
  }

  static boolean isGeneratedFolder(String name) {
    return GENERATED.contains(name);
  }

  /** Whether a folder holds no source of the project at all. */
  static boolean isNeverSource(String name) {
    return NEVER_SOURCE.contains(name);
  }

  /**
   * Whether a folder holds what a build wrote. Packages may have such a name too: what lies below
   * {@code src}, and what a package statement in it names, is source.
   */
  static boolean isOutput(Path folder, String below) {
    String name = below.substring(below.lastIndexOf('/') + 1);
    if (("/" + below).contains("/src/")) {
      return false;
    }
    return OUTPUT.contains(name)
        ? !isPackage(folder, name)
        : name.equals("bin") && firstWithin(folder, ".class").isPresent();
  }

  private static boolean isPackage(Path folder, String name) {
    Optional<Path> java = firstWithin(folder, ".java");
    if (java.isEmpty()) {
      return false;
    }
    StringBuilder tail = new StringBuilder(name);
    Path parent = folder.relativize(java.get()).getParent();
    if (parent != null) {
      parent.forEach(part -> tail.append('.').append(part));
    }
    try {
      String text = Files.readString(java.get(), StandardCharsets.ISO_8859_1);
      return ("." + PackageStatement.of(text)).endsWith("." + tail);
    } catch (IOException e) {
      return false;
    }
  }

  /** The first file of this kind, nearest to the folder, by name. */
  private static Optional<Path> firstWithin(Path folder, String extension) {
    Deque<Path> folders = new ArrayDeque<>();
    folders.add(folder);
    int seen = 0;
    while (!folders.isEmpty()) {
      List<Path> entries = new ArrayList<>();
      try (DirectoryStream<Path> stream = Files.newDirectoryStream(folders.poll())) {
        stream.forEach(entries::add);
      } catch (IOException e) {
        // The walk itself reports what cannot be opened.
        continue;
      }
      Collections.sort(entries);
      for (Path entry : entries) {
        if (++seen > MOST_LOOKED_AT) {
          return Optional.empty();
        }
        if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
          folders.add(entry);
        } else if (entry.toString().endsWith(extension)) {
          return Optional.of(entry);
        }
      }
    }
    return Optional.empty();
  }
}
