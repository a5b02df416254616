package dev.watertight.maven;

import dev.watertight.core.config.Configuration;
import dev.watertight.core.config.ConfigurationException;
import dev.watertight.core.report.Report;
import java.io.IOException;
import java.util.List;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoExecutionException;
import org.eclipse.aether.RepositorySystem;

/** What the goals that audit a schema share. */
@SuppressWarnings("NullAway.Init") // Maven sets the components.
abstract class DatabaseMojo extends ReportMojo {
  @Inject private RepositorySystem repositories;

  /**
   * Audits the schema of the module.
   *
   * @param required whether it is an error that there is none in the whole build
   */
  final List<Report> audit(
      Reactor reactor, Configuration configuration, boolean required, List<String> skipped)
      throws IOException, ConfigurationException, MojoExecutionException {
    Auditing auditing = new Auditing(session(), new Binaries(repositories, session(), project()));
    return auditing.run(reactor, configuration, required, skipped);
  }
}
