package dev.watertight.maven;

import dev.watertight.core.config.Configuration;
import dev.watertight.core.config.ConfigurationException;
import dev.watertight.core.report.Report;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Scans the source code, audits the schema where there are migrations, takes in what isolation
 * tests recorded in {@code report.directory}, writes every report, and fails the build on findings
 * at or above {@code report.fail-on} (by default {@code warning}), on files that could not be read
 * or parsed, on a malformed record of isolation tests, on a database that cannot be started, and on
 * a configuration that cannot be used. The report names the parts of the tool that ran.
 */
@Mojo(
    name = "check",
    defaultPhase = LifecyclePhase.VERIFY,
    requiresProject = false,
    threadSafe = true)
public final class CheckMojo extends DatabaseMojo {
  /** How many threads read; 0 for one per processor, shared among the threads of Maven itself. */
  @Parameter(property = "watertight.threads", defaultValue = "0")
  private int threads;

  /** Reads every file anew, and keeps nothing for the next run. */
  @Parameter(property = "watertight.no-cache", defaultValue = "false")
  private boolean noCache;

  /** Writes the fixes that are mechanical into the sources, and reports what is left. */
  @Parameter(property = "watertight.apply-fixes", defaultValue = "false")
  private boolean applyFixes;

  @Override
  void run(Reactor reactor, Configuration configuration, Parts parts)
      throws IOException, ConfigurationException, MojoExecutionException {
    new Scanning(session(), threads, !noCache, applyFixes, getLog())
        .run(reactor, configuration, parts);
    audit(reactor, configuration, false, parts);
    new RecordedTests(LocalDate.now(ZoneOffset.UTC)).run(reactor, configuration, parts);
  }

  @Override
  Optional<String> onFindings(Verdict verdict, Report report, Configuration configuration) {
    return verdict.onFindings(report, configuration.report().failOn());
  }
}
