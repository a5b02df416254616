package dev.watertight.maven;

import dev.watertight.core.config.Configuration;
import dev.watertight.core.config.ConfigurationException;
import dev.watertight.core.report.Report;
import dev.watertight.database.audit.Audit;
import dev.watertight.database.audit.AuditRequest;
import dev.watertight.database.scratch.EmbeddedServer;
import dev.watertight.database.scratch.MigrationException;
import dev.watertight.database.scratch.ScratchException;
import dev.watertight.database.scratch.ScratchServer;
import dev.watertight.database.scratch.ScratchServers;
import dev.watertight.database.scratch.ServerSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;

/** The audit of the schema as a part of a goal. */
record Auditing(Binaries binaries, Audit.Afterwards afterwards) {
  /** Audits the module, unless it has no schema. */
  void run(Reactor reactor, Configuration configuration, boolean required, Parts parts)
      throws IOException, ConfigurationException, MojoExecutionException {
    ModuleMigrations migrations = new ModuleMigrations(reactor, configuration);
    List<Path> folders = migrations.folders();
    if (folders.isEmpty()) {
      String reason = migrations.none();
      if (required && !migrations.elsewhere()) {
        throw new MojoExecutionException("There is nothing to audit: " + reason);
      }
      parts.skipped().add(reason);
      return;
    }
    AuditRequest request =
        new AuditRequest(
            reactor.module().name(),
            configuration,
            folders,
            reactor.isWhole(),
            LocalDate.now(ZoneOffset.UTC));
    ServerSettings settings = ServerSettings.of(configuration.database());
    try {
      Report report =
          ScratchServers.use(
              settings, () -> start(settings), server -> Audit.run(request, server, afterwards));
      parts.reports().add(report);
    } catch (MigrationException | ScratchException e) {
      throw new MojoExecutionException(e.getMessage(), e);
    } catch (SQLException e) {
      throw new MojoExecutionException("The audit was broken off: " + e.getMessage(), e);
    }
  }

  private ScratchServer start(ServerSettings settings) throws IOException, ScratchException {
    return EmbeddedServer.start(binaries.of(settings.version()));
  }
}
