package dev.watertight.maven;

import dev.watertight.core.config.Configuration;
import dev.watertight.core.config.ConfigurationException;
import dev.watertight.core.finding.Severity;
import dev.watertight.core.report.ConsoleSummary;
import dev.watertight.core.report.GeneratedAt;
import dev.watertight.core.report.JUnitReportWriter;
import dev.watertight.core.report.JsonReportWriter;
import dev.watertight.core.report.MarkdownReportWriter;
import dev.watertight.core.report.Report;
import dev.watertight.core.report.ReportFiles;
import dev.watertight.core.report.ReportMerge;
import dev.watertight.core.report.ReportWriter;
import dev.watertight.core.report.SarifReportWriter;
import dev.watertight.core.report.SeedScriptWriter;
import dev.watertight.core.report.html.HtmlReportWriter;
import dev.watertight.core.rule.RulePages;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/** What the goals that write a report share: parameters, the report files and the verdict. */
@SuppressWarnings("NullAway.Init") // Maven sets the required parameters.
abstract class ReportMojo extends AbstractMojo {
  @Parameter(defaultValue = "${session}", readonly = true, required = true)
  private MavenSession session;

  @Parameter(defaultValue = "${project}", readonly = true, required = true)
  private MavenProject project;

  @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
  private MojoExecution execution;

  /** Skips the goal. */
  @Parameter(property = "watertight.skip", defaultValue = "false")
  private boolean skip;

  /**
   * A configuration file to read in the place of the module's {@code watertight.yml}, or the root's
   * where the module has none. A relative name starts from where Maven was started; in a POM, from
   * the module's folder, else the root's.
   */
  @Parameter(property = "watertight.config")
  private @Nullable String config;

  /**
   * Any key of {@code watertight.yml} with its value, which takes the file's place: {@code
   * <tenant.column>tenant_id</tenant.column>}. The items of a list are separated by commas. Each
   * key is a property too, in the POM or on the command line: {@code
   * -Dwatertight.tenant.column=tenant_id}; the command line wins over this, and this over the POM's
   * properties.
   */
  @Parameter private @Nullable Map<String, String> settings;

  /**
   * Accepts files that could not be read or parsed: they are still in the report, but do not fail
   * the build.
   */
  @Parameter(property = "watertight.allow-incomplete", defaultValue = "false")
  private boolean allowIncomplete;

  @Override
  public final void execute() throws MojoExecutionException, MojoFailureException {
    if (skip) {
      getLog().info("skipping because: watertight.skip is set");
      return;
    }
    try {
      run();
    } catch (ConfigurationException e) {
      // No cause: the problems say it all, and -e would only add a stack trace of ours.
      throw new MojoExecutionException(
          "The configuration of Watertight cannot be used:\n  "
              + String.join("\n  ", e.problems()));
    } catch (IOException e) {
      throw new MojoExecutionException(e.getMessage(), e);
    }
  }

  /** Runs the parts of the tool that the goal is made of. */
  abstract void run(Reactor reactor, Configuration configuration, Parts parts)
      throws IOException, ConfigurationException, MojoExecutionException;

  /** The message that fails the build for the findings, if they do. */
  Optional<String> onFindings(Verdict verdict, Report report, Configuration configuration) {
    return Optional.empty();
  }

  /** The build that the goal runs in. */
  final MavenSession session() {
    return session;
  }

  /** The project that the goal runs for; without a POM Maven's own stand-in. */
  final MavenProject project() {
    return project;
  }

  private void run()
      throws IOException, ConfigurationException, MojoExecutionException, MojoFailureException {
    Path currentFolder = currentFolder();
    Reactor reactor =
        Reactor.of(
            session, project, currentFolder, execution.getSource() == MojoExecution.Source.CLI);
    Configuration configuration = configuration(reactor, currentFolder);
    Parts parts = Parts.none();
    run(reactor, configuration, parts);
    if (parts.reports().isEmpty()) {
      parts.skipped().forEach(reason -> skipBecause(reactor, reason));
      return;
    }
    parts.skipped().forEach(reason -> getLog().info("left out because: " + reason));
    Report report =
        parts.reports().size() == 1
            ? parts.reports().get(0)
            : ReportMerge.of(reactor.module().name(), parts.reports());
    Path directory = ReportFolder.of(reactor, configuration);
    ReportFiles.write(report, directory, GeneratedAt.now(), writers());
    String index = directory.resolve("index.html").toString();
    ConsoleSummary.withSeverity(report, Optional.of(index)).forEach(this::log);
    judge(new Verdict(reactor.module().name(), index), report, configuration);
  }

  private void log(ConsoleSummary.Line line) {
    Optional<Severity> severity = line.severity();
    if (severity.equals(Optional.of(Severity.ERROR))) {
      getLog().error(line.text());
    } else if (severity.equals(Optional.of(Severity.WARNING))) {
      getLog().warn(line.text());
    } else {
      getLog().info(line.text());
    }
  }

  private void judge(Verdict verdict, Report report, Configuration configuration)
      throws MojoFailureException {
    List<String> failures = new ArrayList<>();
    onFindings(verdict, report, configuration).ifPresent(failures::add);
    Optional<String> incomplete = verdict.onIncomplete(report);
    if (incomplete.isPresent() && !allowIncomplete) {
      failures.add(incomplete.get());
    } else {
      incomplete.ifPresent(getLog()::warn);
    }
    if (!failures.isEmpty()) {
      throw new MojoFailureException(String.join(System.lineSeparator(), failures));
    }
  }

  private void skipBecause(Reactor reactor, String reason) {
    if (reactor.modules().size() == 1) {
      getLog().warn("skipping because: " + reason);
    } else {
      getLog().info("skipping because: " + reason);
    }
  }

  private Configuration configuration(Reactor reactor, Path currentFolder)
      throws ConfigurationException {
    Properties user = session.getUserProperties();
    Settings given =
        Settings.of(user, project.getProperties(), settings == null ? Map.of() : settings);
    List<Path> folders =
        user.getProperty("watertight.config") == null
            ? List.of(reactor.module().base(), reactor.root())
            : List.of(currentFolder, reactor.root());
    return new ConfigurationFile(reactor, given)
        .read(Optional.ofNullable(config).filter(name -> !name.isBlank()), folders);
  }

  private Path currentFolder() {
    String folder = session.getSystemProperties().getProperty("user.dir");
    return Path.of(folder == null ? "" : folder).toAbsolutePath().normalize();
  }

  private static List<ReportWriter> writers() {
    return List.of(
        new HtmlReportWriter(RulePages::find),
        new SarifReportWriter(RulePages::find),
        new JsonReportWriter(),
        new JUnitReportWriter(),
        new MarkdownReportWriter(),
        new SeedScriptWriter());
  }
}
