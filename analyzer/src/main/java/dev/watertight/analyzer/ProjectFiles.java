package dev.watertight.analyzer;

import dev.watertight.analyzer.schema.MigrationOrder;
import dev.watertight.analyzer.schema.MigrationReader;
import dev.watertight.analyzer.schema.SchemaFacts;
import dev.watertight.core.config.Configuration;
import dev.watertight.core.config.ConfigurationException;
import dev.watertight.core.finding.CodeFrame;
import dev.watertight.core.finding.Finding;
import dev.watertight.core.finding.Location;
import dev.watertight.core.finding.NotAnalysed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The files of one scan: those that are reported on, and those that are read only to understand
 * them.
 */
final class ProjectFiles {
  private static final List<String> DEFAULT_SOURCES =
      List.of("src/main/java", "src/main/resources");
  private static final List<String> DEFAULT_MIGRATIONS =
      List.of("src/main/resources/db/migration", "src/main/resources/db/changelog");
  private static final int FRAME = 3;

  private final Path root;
  private final Map<String, ProjectFile> files;
  private final Set<String> migrations;

  private ProjectFiles(Path root, Map<String, ProjectFile> files, Set<String> migrations) {
    this.root = root;
    this.files = files;
    this.migrations = migrations;
  }

  /** Finds the files that the request asks for. */
  static ProjectFiles find(ScanRequest request, List<NotAnalysed> notAnalysed, List<String> notes)
      throws ConfigurationException {
    List<String> problems = new ArrayList<>();
    List<Path> sources = sources(request, problems);
    List<Path> migrationRoots = migrations(request, request.whole() ? problems : notes);
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
    Map<String, ProjectFile> files = new TreeMap<>();
    FileTree tree = new FileTree(request.root(), notAnalysed);
    if (request.paths().isEmpty()) {
      sources.forEach(s -> tree.find(s, true, files));
    } else {
      request.paths().forEach(p -> tree.find(p.toAbsolutePath().normalize(), true, files));
      boolean inside =
          request.paths().stream()
              .map(p -> p.toAbsolutePath().normalize())
              .anyMatch(p -> sources.stream().anyMatch(s -> p.startsWith(s) && !p.equals(s)));
      if (inside) {
        sources.forEach(s -> tree.find(s, false, files));
      }
    }
    request.context().forEach(c -> tree.find(c.toAbsolutePath().normalize(), false, files));
    Set<String> migrationPaths = new LinkedHashSet<>();
    for (Path migration : migrationRoots) {
      Map<String, ProjectFile> found = new TreeMap<>();
      tree.find(migration, false, found);
      found.forEach(files::putIfAbsent);
      migrationPaths.addAll(found.keySet());
    }
    return new ProjectFiles(request.root(), files, migrationPaths);
  }

  private static List<Path> sources(ScanRequest request, List<String> problems) {
    Configuration configuration = request.configuration();
    boolean given = configuration.origins().has("code.sources");
    List<Path> result = new ArrayList<>();
    List<String> names = given ? configuration.code().sources() : DEFAULT_SOURCES;
    for (int i = 0; i < names.size(); i++) {
      Optional<Path> found = resolve(request, names.get(i));
      if (found.isPresent()) {
        result.add(found.get());
      } else if (given && request.whole()) {
        problems.add(missing(configuration, "code.sources", i, names.get(i)));
      }
    }
    if (result.isEmpty() && !given && request.paths().isEmpty()) {
      result.add(request.base().toAbsolutePath().normalize());
    }
    return result;
  }

  private static List<Path> migrations(ScanRequest request, List<String> problems) {
    Configuration configuration = request.configuration();
    boolean given = configuration.origins().has("database.migrations");
    List<String> names = given ? configuration.database().migrations() : DEFAULT_MIGRATIONS;
    List<Path> result = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      Optional<Path> found = resolve(request, names.get(i));
      if (found.isPresent()) {
        result.add(found.get());
      } else if (given) {
        problems.add(missing(configuration, "database.migrations", i, names.get(i)));
      }
    }
    return result;
  }

  /** Relative to the module, else to the root. */
  private static Optional<Path> resolve(ScanRequest request, String name) {
    for (Path from : List.of(request.base(), request.root())) {
      Path path = from.resolve(name).toAbsolutePath().normalize();
      if (Files.exists(path)) {
        return Optional.of(path);
      }
    }
    return Optional.empty();
  }

  private static String missing(Configuration configuration, String key, int index, String value) {
    String place =
        configuration
            .origins()
            .of(key + "[" + index + "]")
            .or(() -> configuration.origins().of(key))
            .map(o -> o.label() + ": ")
            .orElse("");
    return place
        + "`"
        + key
        + "` names `"
        + value
        + "`, and there is no such file or folder in the project: correct the path or remove it.";
  }

  /** Whether findings in the file are asked for. */
  boolean isReported(String path) {
    ProjectFile file = files.get(path);
    return file != null && file.reported() && !file.generated();
  }

  /** The Java files, generated ones included, by path. */
  List<ProjectFile> java() {
    return files.values().stream().filter(f -> f.path().endsWith(".java")).toList();
  }

  /** All other files of interest, by path. */
  List<ProjectFile> others() {
    return files.values().stream().filter(f -> !f.path().endsWith(".java")).toList();
  }

  int javaFiles() {
    return java().size();
  }

  int otherFiles() {
    return others().size();
  }

  /** What the migrations make of the schema. */
  SchemaFacts schema(List<NotAnalysed> notAnalysed) {
    List<ProjectFile> ordered =
        others().stream()
            .filter(f -> f.path().matches(".*\\.(sql|ddl|xml|ya?ml)"))
            .sorted(
                java.util.Comparator.comparing((ProjectFile f) -> f.path(), MigrationOrder.BY_PATH))
            .toList();
    List<SchemaFacts> schemas = new ArrayList<>();
    for (ProjectFile file : ordered) {
      Optional<String> text = file.text(notAnalysed);
      if (text.isPresent() && (migrations.contains(file.path()) || mayBeSchema(file, text.get()))) {
        schemas.add(MigrationReader.read(file.path(), text.get()));
      }
    }
    SchemaFacts merged = SchemaFacts.merge(schemas);
    merged
        .problems()
        .forEach(
            p ->
                notAnalysed.add(
                    new NotAnalysed(
                        Location.InFile.of(p.source(), p.line()),
                        NotAnalysed.Kind.PART,
                        p.reason())));
    return merged;
  }

  private static boolean mayBeSchema(ProjectFile file, String text) {
    return file.path().endsWith(".sql")
        || file.path().endsWith(".ddl")
        || text.contains("databaseChangeLog");
  }

  /** The findings, each with the source around it. */
  List<Finding> withFrames(List<Finding> findings) {
    Map<String, List<String>> lines = new HashMap<>();
    List<Finding> result = new ArrayList<>();
    for (Finding finding : findings) {
      if (finding.location() instanceof Location.InFile at) {
        List<String> text = lines.computeIfAbsent(at.file(), this::lines);
        if (at.line() <= text.size()) {
          int from = Math.max(1, at.line() - FRAME);
          int to = Math.min(text.size(), Math.min(at.endLine(), at.line() + 20) + FRAME);
          result.add(
              finding.withFrame(
                  new CodeFrame(
                      from,
                      text.subList(from - 1, to),
                      at.line(),
                      Math.min(to, Math.max(at.line(), at.endLine())))));
          continue;
        }
      }
      result.add(finding);
    }
    return List.copyOf(result);
  }

  private List<String> lines(String path) {
    try {
      return new String(Files.readAllBytes(root.resolve(path)), StandardCharsets.UTF_8)
          .lines()
          .toList();
    } catch (IOException e) {
      // The file was read before; without it the finding stands, only its frame is missing.
      return List.of();
    }
  }
}
