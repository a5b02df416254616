package dev.watertight.maven;

import dev.watertight.analyzer.Repair;
import dev.watertight.analyzer.Scan;
import dev.watertight.analyzer.ScanRequest;
import dev.watertight.core.config.Configuration;
import dev.watertight.core.config.ConfigurationException;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.logging.Log;

/**
 * The scan of the code as a part of a goal.
 *
 * @param threads as the parameter {@code threads} gives them
 * @param applyFixes whether fixes are written into the sources
 */
record Scanning(MavenSession session, int threads, boolean withCache, boolean applyFixes, Log log) {
  /** Scans the module, unless it has nothing to scan. */
  void run(Reactor reactor, Configuration configuration, Parts parts)
      throws IOException, ConfigurationException, MojoExecutionException {
    if (threads < 0) {
      throw new MojoExecutionException(
          "watertight.threads is " + threads + ": give a number of threads, or 0 for the default.");
    }
    ModuleScan scan = new ModuleScan(reactor, configuration);
    Optional<String> nothing = scan.nothingToScan();
    // Without a POM there is no layout to go by, and then the library reads the folder itself.
    if (nothing.isPresent() && reactor.hasPom()) {
      parts.skipped().add(nothing.get());
      return;
    }
    ScanRequest request = scan.request(number(), withCache, LocalDate.now(ZoneOffset.UTC));
    if (applyFixes) {
      Repair repair = Repair.run(request);
      repair.lines().forEach(log::info);
      parts.reports().add(repair.report());
    } else {
      parts.reports().add(Scan.run(request));
    }
  }

  private int number() {
    int builds = Math.max(1, session.getRequest().getDegreeOfConcurrency());
    return threads > 0 ? threads : Math.max(1, Runtime.getRuntime().availableProcessors() / builds);
  }
}
