package dev.watertight.maven;

import dev.watertight.core.config.Configuration;
import dev.watertight.core.config.ConfigurationException;
import java.io.IOException;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Parameter;
import org.eclipse.aether.RepositorySystem;

/** What the goals that audit a schema share. */
@SuppressWarnings("NullAway.Init") // Maven sets the components.
abstract class DatabaseMojo extends ReportMojo {
  @Inject private RepositorySystem repositories;

  /** Leaves the audit of the schema out. */
  @Parameter(property = "watertight.skip-audit", defaultValue = "false")
  private boolean skipAudit;

  /**
   * Prints how to log in to the seeded database with psql, and keeps it until Enter is pressed, so
   * that proofs can be replayed.
   */
  @Parameter(property = "watertight.keep-scratch", defaultValue = "false")
  private boolean keepScratch;

  /**
   * With {@code database.engine} jdbc: also makes a database beside the given one from the
   * migrations, attacks there, and drops it. It takes a superuser of that server; the roles that
   * the migrations make stay there.
   */
  @Parameter(property = "watertight.prove-in-clone", defaultValue = "false")
  private boolean proveInClone;

  /**
   * Audits the schema of the module.
   *
   * @param required whether it is an error that there is none in the whole build
   */
  final void audit(Reactor reactor, Configuration configuration, boolean required, Parts parts)
      throws IOException, ConfigurationException, MojoExecutionException {
    if (skipAudit) {
      parts.skipped().add("watertight.skip-audit is set: the schema is not audited");
      return;
    }
    EndOfBuild.stopsServers(session());
    new Auditing(
            new Binaries(repositories, session(), project()),
            proveInClone,
            new KeptScratch(keepScratch, getLog()))
        .run(reactor, configuration, required, parts);
  }
}
