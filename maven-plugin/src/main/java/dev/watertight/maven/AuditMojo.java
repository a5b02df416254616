package dev.watertight.maven;

import dev.watertight.core.config.Configuration;
import dev.watertight.core.config.ConfigurationException;
import java.io.IOException;
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
  void run(Reactor reactor, Configuration configuration, Parts parts)
      throws IOException, ConfigurationException, MojoExecutionException {
    audit(reactor, configuration, true, parts);
  }
}
