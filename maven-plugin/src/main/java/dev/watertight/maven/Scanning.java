package dev.watertight.maven;

import dev.watertight.core.config.Configuration;
import dev.watertight.core.config.ConfigurationException;
import dev.watertight.core.report.Report;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecutionException;

/**
 * The scan of the code as a part of a goal.
 *
 * @param threads as the parameter {@code threads} gives them
 */
record Scanning(MavenSession session, int threads, boolean withCache) {
  /** The report of the module, none where it has nothing to scan. */
  List<Report> run(Reactor reactor, Configuration configuration, List<String> skipped)
      throws IOException, ConfigurationException, MojoExecutionException {
    if (threads < 0) {
      throw new MojoExecutionException(
          "watertight.threads is " + threads + ": give a number of threads, or 0 for the default.");
    }
    ModuleScan scan = new ModuleScan(reactor, configuration);
    Optional<String> nothing = scan.nothingToScan();
    // Without a POM there is no layout to go by, and then the library reads the folder itself.
    if (nothing.isPresent() && reactor.hasPom()) {
      skipped.add(nothing.get());
      return List.of();
    }
    return List.of(scan.run(number(), withCache, LocalDate.now(ZoneOffset.UTC)));
  }

  private int number() {
    int builds = Math.max(1, session.getRequest().getDegreeOfConcurrency());
    return threads > 0 ? threads : Math.max(1, Runtime.getRuntime().availableProcessors() / builds);
  }
}
