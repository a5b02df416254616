package dev.watertight.maven;

import dev.watertight.core.config.Configuration;
import dev.watertight.core.config.ConfigurationException;
import java.io.IOException;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Reads the source code and reports the findings of the code rules. Findings do not fail the build:
 * that is the goal {@code check}. A configuration that cannot be used does, and so does a file that
 * could not be read or parsed.
 */
@Mojo(name = "scan", requiresProject = false, threadSafe = true)
public final class ScanMojo extends ReportMojo {
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
  }
}
