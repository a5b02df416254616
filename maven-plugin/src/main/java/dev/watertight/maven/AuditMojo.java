package dev.watertight.maven;

import dev.watertight.core.config.Configuration;
import dev.watertight.core.config.ConfigurationException;
import dev.watertight.core.report.Report;
import java.io.IOException;
import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Makes the schema by its migrations on a scratch PostgreSQL, seeds tenants, and attacks one as
 * another: reports the findings of the schema rules, each with its proof. Findings do not fail the
 * build: that is the goal {@code check}. A configuration that cannot be used does, and so does a
 * database that cannot be started or a migration that fails.
 */
@Mojo(name = "audit", requiresProject = false, threadSafe = true)
public final class AuditMojo extends DatabaseMojo {
  @Override
  List<Report> run(Reactor reactor, Configuration configuration, List<String> skipped)
      throws IOException, ConfigurationException, MojoExecutionException {
    return audit(reactor, configuration, true, skipped);
  }
}
