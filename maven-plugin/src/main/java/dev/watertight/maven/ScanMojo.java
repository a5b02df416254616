package dev.watertight.maven;

import dev.watertight.core.config.Configuration;
import dev.watertight.core.report.Report;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Reads the source code and reports the findings of the code rules. Findings do not fail the build:
 * that is the goal {@code check}. A configuration that cannot be used does, and so does a file that
 * could not be read or parsed.
 */
@Mojo(name = "scan", requiresProject = false, threadSafe = true)
public final class ScanMojo extends SourceMojo {
  @Override
  Optional<String> onFindings(Verdict verdict, Report report, Configuration configuration) {
    return Optional.empty();
  }
}
