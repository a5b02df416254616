package dev.watertight.maven;

import dev.watertight.core.config.Configuration;
import dev.watertight.core.report.Report;
import java.util.Optional;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Scans the source code, writes every report, and fails the build on findings at or above {@code
 * report.fail-on} (by default {@code warning}), on files that could not be read or parsed, and on a
 * configuration that cannot be used. The report names the parts of the tool that ran.
 */
@Mojo(
    name = "check",
    defaultPhase = LifecyclePhase.VERIFY,
    requiresProject = false,
    threadSafe = true)
public final class CheckMojo extends SourceMojo {
  @Override
  Optional<String> onFindings(Verdict verdict, Report report, Configuration configuration) {
    return verdict.onFindings(report, configuration.report().failOn());
  }
}
