package dev.watertight.analyzer;

import dev.watertight.analyzer.schema.MigrationOrder;
import dev.watertight.analyzer.schema.MigrationReader;
import dev.watertight.analyzer.schema.SchemaFacts;
import dev.watertight.analyzer.source.Content;
import dev.watertight.analyzer.source.SourceFile;
import dev.watertight.analyzer.source.SourceTree;
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
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
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
  private final Map<String, SourceFile> files;
  private final Map<String, SourceFile> generated;
  private final Set<String> reported;
  private final Set<String> migrations;

  private ProjectFiles(
      Path root,
      Map<String, SourceFile> files,
      Map<String, SourceFile> generated,
      Set<String> reported,
      Set<String> migrations) {
    this.root = root;
    this.files = files;
    this.generated = generated;
    this.reported = reported;
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
    List<Path> asked =
        request.paths().isEmpty()
            ? sources
            : request.paths().stream().map(ProjectFiles::real).toList();
    List<Path> context =
        new ArrayList<>(request.context().stream().map(ProjectFiles::real).toList());
    if (asked.stream().anyMatch(p -> sources.stream().anyMatch(s -> p.startsWith(s)))) {
      context.addAll(sources);
    }
    Path root = real(request.root());
    SourceTree reportedTree = SourceTree.find(root, asked);
    SourceTree contextTree = SourceTree.find(root, context);
    SourceTree migrationTree = SourceTree.find(root, migrationRoots);
    notAnalysed.addAll(reportedTree.notAnalysed());
    Map<String, SourceFile> files = new TreeMap<>();
    Map<String, SourceFile> generated = new TreeMap<>();
    Set<String> reported = new HashSet<>();
    for (SourceFile file : reportedTree.files()) {
      files.put(file.path(), file);
      reported.add(file.path());
    }
    for (SourceTree tree : List.of(contextTree, migrationTree)) {
      tree.files().forEach(f -> files.putIfAbsent(f.path(), f));
    }
    for (SourceTree tree : List.of(reportedTree, contextTree)) {
      tree.leftOut().stream()
          .filter(f -> f.generated() && !f.test() && !files.containsKey(f.path()))
          .forEach(f -> generated.put(f.path(), f));
    }
    Set<String> migrations = new HashSet<>();
    migrationTree.files().forEach(f -> migrations.add(f.path()));
    return new ProjectFiles(root, files, generated, reported, migrations);
  }

  private static Path real(Path path) {
    return path.toAbsolutePath().normalize();
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
      if (found.filter(ProjectFiles::isOfNoKind).isPresent()) {
        problems.add(
            place(configuration, "database.migrations", i)
                + "`database.migrations` names `"
                + names.get(i)
                + "`, whose kind of file is not read: name a folder, or a .sql, .ddl, .xml, .yaml,"
                + " .yml or .json file.");
      } else if (found.isPresent()) {
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

  private static boolean isOfNoKind(Path path) {
    return Files.isRegularFile(path) && SourceFile.Kind.of(path.getFileName().toString()).isEmpty();
  }

  private static String missing(Configuration configuration, String key, int index, String value) {
    return place(configuration, key, index)
        + "`"
        + key
        + "` names `"
        + value
        + "`, and there is no such file or folder in the project: correct the path or remove it.";
  }

  private static String place(Configuration configuration, String key, int index) {
    return configuration
        .origins()
        .of(key + "[" + index + "]")
        .or(() -> configuration.origins().of(key))
        .map(o -> o.label() + ": ")
        .orElse("");
  }

  /** Whether findings in the file are asked for. */
  boolean isReported(String path) {
    return reported.contains(path);
  }

  /** The Java files, generated ones included, by path. */
  List<SourceFile> java() {
    return java.util.stream.Stream.concat(files.values().stream(), generated.values().stream())
        .filter(f -> f.kind() == SourceFile.Kind.JAVA)
        .sorted(Comparator.comparing(SourceFile::path))
        .toList();
  }

  /** All other files, by path. */
  List<SourceFile> others() {
    return files.values().stream().filter(f -> f.kind() != SourceFile.Kind.JAVA).toList();
  }

  /** What the migrations make of the schema. */
  SchemaFacts schema(List<NotAnalysed> notAnalysed) {
    List<SourceFile> ordered =
        others().stream()
            .filter(f -> f.kind() != SourceFile.Kind.SQL_TEMPLATE)
            .sorted(Comparator.comparing(SourceFile::path, MigrationOrder.BY_PATH))
            .toList();
    List<SchemaFacts> schemas = new ArrayList<>();
    for (SourceFile file : ordered) {
      Optional<String> text = text(file, notAnalysed);
      if (text.isPresent() && isSchema(file, text.get())) {
        schemas.add(MigrationReader.read(file.path(), text.get()));
      }
    }
    SchemaFacts merged = SchemaFacts.merge(schemas);
    merged.problems().forEach(p -> notAnalysed.add(p.notAnalysed()));
    return merged;
  }

  /** The file's text; empty, with the reason taken down, where there is none. */
  static Optional<String> text(SourceFile file, List<NotAnalysed> notAnalysed) {
    Content content = Content.text(file);
    if (content instanceof Content.Text text) {
      return Optional.of(text.text());
    }
    if (content instanceof Content.Missing missing && !notAnalysed.contains(missing.reason())) {
      notAnalysed.add(missing.reason());
    }
    return Optional.empty();
  }

  private boolean isSchema(SourceFile file, String text) {
    return migrations.contains(file.path())
        || file.kind() != SourceFile.Kind.XML
        || text.contains("databaseChangeLog");
  }

  /** The text of a file that is reported on, as it is; empty where it cannot be read. */
  Optional<String> reportedText(String path) {
    try {
      return isReported(path)
          ? Optional.of(Files.readString(root.resolve(path)))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // It was read before; a finding without a fix still stands.
    }
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
