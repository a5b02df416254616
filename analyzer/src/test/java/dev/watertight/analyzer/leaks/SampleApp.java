package dev.watertight.analyzer.leaks;

import dev.watertight.analyzer.Scan;
import dev.watertight.analyzer.ScanRequest;
import dev.watertight.core.config.ConfigurationReader;
import dev.watertight.core.config.Overrides;
import dev.watertight.core.finding.Finding;
import dev.watertight.core.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The sample application's sources, by their paths, and scans of copies of them. */
final class SampleApp {
  private static final Path HOME = Path.of("..", "sample-app");
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 27);

  private SampleApp() {}

  static Map<String, String> files() throws IOException {
    Map<String, String> files = new TreeMap<>();
    files.put("watertight.yml", Files.readString(HOME.resolve("watertight.yml")));
    try (Stream<Path> paths = Files.walk(HOME.resolve("src/main"))) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        files.put(HOME.relativize(path).toString().replace('\\', '/'), Files.readString(path));
      }
    }
    return files;
  }

  /** What is found in the files, written into a folder of their own. */
  static List<Planted> found(Map<String, String> files, Path folder, Path facts) throws Exception {
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path target = folder.resolve(file.getKey());
      Files.createDirectories(target.getParent());
      Files.writeString(target, file.getValue());
    }
    Report report =
        Scan.run(
            new ScanRequest(
                "sample-app",
                folder,
                folder,
                ConfigurationReader.find(folder, Overrides.none()),
                List.of(),
                List.of(),
                true,
                1,
                Optional.of(facts),
                TODAY));
    if (!report.notAnalysed().isEmpty()) {
      throw new IllegalStateException(report.notAnalysed().toString());
    }
    return report.findings().stream().filter(Finding::isOpen).map(Planted::of).sorted().toList();
  }
}
