package dev.watertight.analyzer;

import dev.watertight.core.config.Configuration;
import dev.watertight.core.config.ConfigurationReader;
import dev.watertight.core.config.Overrides;
import dev.watertight.core.report.Report;
import dev.watertight.core.rule.RuleExample;
import dev.watertight.core.rule.RuleExamples;
import dev.watertight.core.rule.RulePage;
import dev.watertight.core.rule.RulePages;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The base project of the rules' pages with files of examples laid over it. */
final class ExampleProject {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);

  private final Map<String, String> files = new TreeMap<>();

  ExampleProject() throws IOException {
    URL base = Objects.requireNonNull(ExampleProject.class.getResource("examples/base"));
    Path from = Path.of(uri(base));
    try (Stream<Path> paths = Files.walk(from)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        files.put(from.relativize(path).toString().replace('\\', '/'), Files.readString(path));
      }
    }
  }

  private static URI uri(URL url) {
    try {
      return url.toURI();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Every example of every page. */
  static List<RuleExample> examples() {
    return RulePages.all().stream()
        .map(RulePage::name)
        .flatMap(rule -> RuleExamples.of(rule).stream())
        .filter(example -> !isExecuted(example))
        .toList();
  }

  ExampleProject with(String path, String text) {
    files.put(path, text);
    return this;
  }

  ExampleProject with(RuleExample example) {
    example.files().forEach(f -> files.put(f.path(), f.text()));
    return this;
  }

  /** Adds the example unless one of its files is there already. */
  boolean add(RuleExample example) {
    boolean free = example.files().stream().noneMatch(f -> files.containsKey(f.path()));
    if (free) {
      with(example);
    }
    return free;
  }

  /** Writes the files in some order. */
  void write(Path root, Random order) throws IOException {
    List<String> paths = new ArrayList<>(files.keySet());
    Collections.shuffle(paths, order);
    for (String path : paths) {
      Path target = root.resolve(path);
      Files.createDirectories(target.getParent());
      Files.writeString(target, files.get(path));
    }
  }

  /** The request that scans all of what was written to a folder. */
  static ScanRequest request(Path root, int threads, Optional<Path> cache) throws Exception {
    Configuration configuration = ConfigurationReader.find(root, Overrides.none());
    return new ScanRequest(
        "example", root, root, configuration, List.of(), List.of(), true, threads, cache, TODAY);
  }

  static Report scan(Path root) throws Exception {
    return Scan.run(request(root, 1, Optional.empty()));
  }

  /**
   * A schema by itself, a server's versions and a data layer are executed, by the audit and by
   * isolation tests, and not scanned.
   */
  static boolean isExecuted(RuleExample example) {
    return example.files().stream()
        .anyMatch(
            file ->
                file.path().equals("schema.sql")
                    || file.path().equals("server.txt")
                    || file.path().startsWith("layer/"));
  }
}
