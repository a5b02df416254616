package dev.watertight.analyzer;

import dev.watertight.core.config.ConfigurationReader;
import dev.watertight.core.config.Overrides;
import dev.watertight.core.finding.Finding;
import dev.watertight.core.finding.Location;
import dev.watertight.core.report.Report;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A small project in {@code corpus/} full of statements, scanned. Each has a label at its end: what
 * must be found of it, {@code // raw}, {@code // opaque}, {@code // session}, {@code // outside},
 * or {@code // safe} for nothing; {@code // raw|opaque} where either will do. A label is for the
 * lines since the one before.
 *
 * @param labelled what is said of each label's lines
 * @param beside what was found where no label is
 */
record LabelledProject(List<Labelled> labelled, List<Finding> beside) {
  private static final Pattern LABEL =
      Pattern.compile(
          "// ((?:raw|safe|opaque|session|outside)(?:\\|(?:raw|safe|opaque|session|outside))*)$");
  private static final Map<String, String> RULES =
      Map.of(
          "raw", "raw-table-access",
          "opaque", "opaque-sql",
          "session", "session-wide-tenant-context",
          "outside", "tenant-context-outside-transaction",
          "safe", "");
  private static final Map<Path, LabelledProject> DONE = new ConcurrentHashMap<>();

  /**
   * The lines of a label.
   *
   * @param at file and line of the label
   * @param wanted the rules of which one is to find something; the first is empty where nothing is
   *     to be found
   * @param found the rules that did
   */
  record Labelled(String at, List<String> wanted, List<String> found) {
    boolean isSafe() {
      return wanted.get(0).isEmpty();
    }

    boolean isRight() {
      return found.size() <= 1 && wanted.contains(String.join(", ", found));
    }
  }

  static List<Path> all() throws IOException {
    URL corpus = Objects.requireNonNull(LabelledProject.class.getResource("corpus"));
    try (Stream<Path> projects = Files.list(Path.of(corpus.toURI()))) {
      return projects.sorted().toList();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  static LabelledProject of(Path project) throws Exception {
    LabelledProject done = DONE.get(project);
    if (done == null) {
      done = scanned(project);
      DONE.put(project, done);
    }
    return done;
  }

  /** What is not as labelled. */
  List<String> wrong() {
    List<String> wrong = new ArrayList<>();
    for (Labelled each : labelled) {
      if (!each.isRight()) {
        wrong.add(each.toString());
      }
    }
    beside.forEach(
        f -> wrong.add("beside the labels: " + f.location().label() + " " + f.message()));
    return wrong;
  }

  private static LabelledProject scanned(Path project) throws Exception {
    Report report =
        Scan.run(
            new ScanRequest(
                "corpus",
                project,
                project,
                ConfigurationReader.find(project, Overrides.none()),
                List.of(),
                List.of(),
                true,
                1,
                Optional.empty(),
                LocalDate.of(2026, 11, 26)));
    if (!report.notAnalysed().isEmpty()) {
      throw new IllegalStateException(report.notAnalysed().toString());
    }
    List<Finding> open = new ArrayList<>(report.findings());
    List<Labelled> labelled = new ArrayList<>();
    try (Stream<Path> files = Files.walk(project.resolve("src"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).sorted().toList()) {
        String path = project.relativize(file).toString().replace('\\', '/');
        labels(path, Files.readAllLines(file), open, labelled);
      }
    }
    return new LabelledProject(List.copyOf(labelled), List.copyOf(open));
  }

  /** Takes what is found at the labels of a file out of the open findings. */
  private static void labels(
      String path, List<String> lines, List<Finding> open, List<Labelled> labelled) {
    int from = 1;
    for (int line = 1; line <= lines.size(); line++) {
      Matcher label = LABEL.matcher(lines.get(line - 1));
      if (!label.find()) {
        continue;
      }
      List<String> wanted = new ArrayList<>();
      for (String word : label.group(1).split("\\|", -1)) {
        wanted.add(Objects.requireNonNull(RULES.get(word)));
      }
      List<Finding> found = new ArrayList<>();
      for (Finding finding : open) {
        if (finding.location() instanceof Location.InFile in
            && in.file().equals(path)
            && in.line() >= from
            && in.line() <= line) {
          found.add(finding);
        }
      }
      open.removeAll(found);
      labelled.add(
          new Labelled(path + ":" + line, wanted, found.stream().map(Finding::rule).toList()));
      from = line + 1;
    }
  }
}
