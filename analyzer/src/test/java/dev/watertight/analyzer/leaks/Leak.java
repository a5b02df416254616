package dev.watertight.analyzer.leaks;

import com.github.difflib.patch.Patch;
import com.github.difflib.patch.PatchFailedException;
import com.github.difflib.unifieddiff.UnifiedDiff;
import com.github.difflib.unifieddiff.UnifiedDiffFile;
import com.github.difflib.unifieddiff.UnifiedDiffReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A commit that makes the sample application leak: a unified diff in {@code NN-what-it-does.patch}.
 * Above the diff it says what it does, and on lines of their own what is to be found: {@code
 * Finding: rule file:line}, the line as it is after the patch.
 */
record Leak(String name, SortedSet<Planted> expected, UnifiedDiff diff) {
  private static final String FINDING = "Finding: ";

  /** How far a part may lie from its place where other patches were applied before. */
  private static final int FUZZ = 0;

  /** All of them, in the order of their numbers. */
  static List<Leak> all() throws IOException {
    try (Stream<Path> files = Files.list(folder())) {
      List<Leak> leaks = new ArrayList<>();
      for (Path file : files.filter(f -> f.toString().endsWith(".patch")).sorted().toList()) {
        leaks.add(read(file));
      }
      return leaks;
    }
  }

  private static Path folder() {
    URL folder = Objects.requireNonNull(Leak.class.getResource("."));
    try {
      return Path.of(new URI(folder.toString()));
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Leak read(Path file) throws IOException {
    SortedSet<Planted> expected = new TreeSet<>();
    for (String line : Files.readAllLines(file)) {
      if (line.startsWith(FINDING)) {
        expected.add(Planted.parse(line.substring(FINDING.length())));
      }
    }
    try (InputStream in = Files.newInputStream(file)) {
      String name = file.getFileName().toString().replace(".patch", "");
      return new Leak(name, expected, UnifiedDiffReader.parseUnifiedDiff(in));
    }
  }

  /** The files with the patch applied; empty where it does not fit to others applied before. */
  Optional<Map<String, String>> applied(Map<String, String> files) {
    Map<String, String> patched = new TreeMap<>(files);
    for (UnifiedDiffFile file : diff.getFiles()) {
      String path = file.getToFile();
      boolean isNew = file.getFromFile().equals("/dev/null");
      if (isNew && files.containsKey(path)) {
        return Optional.empty();
      }
      String before = isNew ? "" : Objects.requireNonNull(files.get(path), path);
      try {
        patched.put(path, applied(file.getPatch(), before));
      } catch (PatchFailedException e) {
        return Optional.empty();
      }
    }
    return Optional.of(patched);
  }

  private static String applied(Patch<String> patch, String before) throws PatchFailedException {
    List<String> lines = before.lines().toList();
    List<String> after = lines.isEmpty() ? patch.applyTo(lines) : patch.applyFuzzy(lines, FUZZ);
    return String.join("\n", after) + "\n";
  }
}
