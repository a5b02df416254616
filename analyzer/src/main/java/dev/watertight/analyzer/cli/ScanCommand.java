package dev.watertight.analyzer.cli;

import dev.watertight.analyzer.Repair;
import dev.watertight.analyzer.Scan;
import dev.watertight.analyzer.ScanRequest;
import dev.watertight.core.config.Configuration;
import dev.watertight.core.config.ConfigurationException;
import dev.watertight.core.config.ConfigurationReader;
import dev.watertight.core.config.Overrides;
import dev.watertight.core.finding.Severity;
import dev.watertight.core.report.ConsoleSummary;
import dev.watertight.core.report.GeneratedAt;
import dev.watertight.core.report.JUnitReportWriter;
import dev.watertight.core.report.JsonReportWriter;
import dev.watertight.core.report.MarkdownReportWriter;
import dev.watertight.core.report.Report;
import dev.watertight.core.report.ReportFiles;
import dev.watertight.core.report.SarifReportWriter;
import dev.watertight.core.report.html.HtmlReportWriter;
import dev.watertight.core.rule.RulePages;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code scan}: reads source code, writes the report. */
@Command(
    name = "scan",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Reads source code and reports where a query can cross a tenant boundary.",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:nothing at or above --fail-on",
      "1:findings at or above --fail-on",
      "2:bad usage or configuration",
      "3:incomplete: a file could not be read or parsed"
    })
@SuppressWarnings("FieldCanBeFinal") // picocli sets them
final class ScanCommand implements Callable<Integer> {
  private static final int FINDINGS = 1;
  private static final int USAGE = 2;
  private static final int INCOMPLETE = 3;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The configuration; without it watertight.yml, if there is one.")
  private @Nullable Path config;

  @Option(
      names = "--report-dir",
      paramLabel = "DIR",
      description = "Where the report goes; without it `report.directory`, target/watertight.")
  private @Nullable Path reportDirectory;

  @Option(
      names = "--fail-on",
      paramLabel = "LEVEL",
      description = "error, warning, note or never; without it `report.fail-on`, warning.")
  private @Nullable String failOn;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "How many threads read; without it one for each processor.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(names = "--no-cache", description = "Reads every file anew and leaves no cache behind.")
  private boolean noCache;

  @Option(
      names = "--apply-fixes",
      description =
          "Writes the fixes that are mechanical into the files, and reports what is left. Look at"
              + " the changes before you keep them.")
  private boolean applyFixes;

  @Option(
      names = "--allow-incomplete",
      description = "Files that could not be read or parsed do not make the exit status 3.")
  private boolean allowIncomplete;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Puts a value in the place of the configuration's: --set tenant.column=org_id.")
  private Map<String, String> settings = new LinkedHashMap<>();

  @Parameters(
      paramLabel = "PATH",
      description = "Files or folders to report on; without any the whole project.")
  private List<Path> paths = List.of();

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    if (threads < 1) {
      throw new ParameterException(
          spec.commandLine(), "--threads is " + threads + ": it must be at least 1");
    }
    for (Path path : paths) {
      if (!Files.exists(path)) {
        throw new ParameterException(
            spec.commandLine(),
            "There is no file or folder `" + path + "` to scan: correct the path");
      }
    }
    try {
      return scan(out);
    } catch (ConfigurationException e) {
      e.problems().forEach(p -> err.println("watertight: " + p));
      return USAGE;
    } catch (IOException e) {
      err.println("watertight: " + e.getMessage());
      return USAGE;
    } finally {
      out.flush();
      err.flush();
    }
  }

  private int scan(PrintWriter out) throws ConfigurationException, IOException {
    Path current = Path.of("").toAbsolutePath().normalize();
    Configuration configuration = configuration(current);
    Path root = ScanRoot.of(current, paths, configuration);
    Path directory =
        reportDirectory != null
            ? reportDirectory
            : root.resolve(configuration.report().directory().orElse("target/watertight"));
    ScanRequest request =
        new ScanRequest(
            name(root),
            root,
            root,
            configuration,
            paths,
            List.of(),
            paths.isEmpty(),
            threads,
            noCache ? Optional.empty() : Optional.of(root.resolve("target/watertight-cache")),
            LocalDate.now(ZoneOffset.UTC));
    Report report;
    if (applyFixes) {
      Repair repair = Repair.run(request);
      repair.lines().forEach(out::println);
      report = repair.report();
    } else {
      report = Scan.run(request);
    }
    List<Path> files =
        ReportFiles.write(
            report,
            directory,
            GeneratedAt.now(),
            List.of(
                new JsonReportWriter(),
                new SarifReportWriter(RulePages::find),
                new JUnitReportWriter(),
                new MarkdownReportWriter(),
                new HtmlReportWriter(RulePages::find)));
    Optional<String> index =
        files.stream().filter(f -> f.endsWith("index.html")).map(Path::toString).findFirst();
    ConsoleSummary.lines(report, index).forEach(out::println);
    if (report.isIncomplete() && !allowIncomplete) {
      out.println(
          "  The analysis is incomplete: correct the files that were not analysed, leave them out of"
              + " code.sources, or accept the gap with --allow-incomplete.");
    }
    return status(report, threshold(configuration));
  }

  private Configuration configuration(Path current) throws ConfigurationException {
    Overrides overrides = Overrides.none();
    for (Map.Entry<String, String> setting : settings.entrySet()) {
      overrides = overrides.with(setting.getKey(), setting.getValue(), "--set " + setting.getKey());
    }
    if (config != null) {
      return ConfigurationReader.read(Optional.of(config), config.toString(), overrides);
    }
    boolean alone = paths.size() == 1 && Files.isDirectory(paths.get(0));
    boolean here = Files.exists(current.resolve(ConfigurationReader.FILE_NAME));
    return ConfigurationReader.find(!here && alone ? paths.get(0) : current, overrides);
  }

  private static String name(Path root) {
    return root.getFileName() == null ? "project" : root.getFileName().toString();
  }

  private Optional<Severity> threshold(Configuration configuration) throws ConfigurationException {
    if (failOn == null) {
      return configuration.report().failOn();
    }
    if (failOn.equals("never")) {
      return Optional.empty();
    }
    for (Severity severity : Severity.values()) {
      if (severity.label().equals(failOn)) {
        return Optional.of(severity);
      }
    }
    throw new ConfigurationException(
        List.of("--fail-on is `" + failOn + "`: use error, warning, note or never."));
  }

  private int status(Report report, Optional<Severity> threshold) {
    if (report.isIncomplete() && !allowIncomplete) {
      return INCOMPLETE;
    }
    boolean failed =
        threshold
            .map(t -> report.open().stream().anyMatch(f -> f.severity().atLeast(t)))
            .orElse(false);
    return failed ? FINDINGS : 0;
  }
}
