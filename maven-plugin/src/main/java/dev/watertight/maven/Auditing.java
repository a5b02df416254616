package dev.watertight.maven;

import dev.watertight.core.config.Configuration;
import dev.watertight.core.config.ConfigurationException;
import dev.watertight.core.report.Report;
import dev.watertight.database.audit.Audit;
import dev.watertight.database.audit.AuditRequest;
import dev.watertight.database.scratch.ContainerServer;
import dev.watertight.database.scratch.EmbeddedServer;
import dev.watertight.database.scratch.GivenServer;
import dev.watertight.database.scratch.MigrationException;
import dev.watertight.database.scratch.ScratchException;
import dev.watertight.database.scratch.ScratchServer;
import dev.watertight.database.scratch.ScratchServers;
import dev.watertight.database.scratch.ServerSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugin.MojoExecutionException;

/**
 * The audit of the schema as a part of a goal.
 *
 * @param inClone whether a database may be made on a given server
 */
record Auditing(Binaries binaries, boolean inClone, Audit.Afterwards afterwards) {
  /** Audits the module, unless it has no schema. */
  void run(Reactor reactor, Configuration configuration, boolean required, Parts parts)
      throws IOException, ConfigurationException, MojoExecutionException {
    ModuleMigrations migrations = new ModuleMigrations(reactor, configuration);
    List<Path> folders = migrations.folders();
    ServerSettings settings = ServerSettings.of(configuration.database());
    boolean given = settings.engine() == Configuration.Engine.JDBC;
    if (folders.isEmpty() && !(given && migrations.isFirstWithoutAny())) {
      String reason = migrations.none();
      if (required && !given && !migrations.elsewhere()) {
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
    try {
      Report report =
          ScratchServers.use(settings, () -> start(settings), server -> audit(request, server));
      parts.reports().add(report);
    } catch (MigrationException | ScratchException e) {
      throw new MojoExecutionException(e.getMessage(), e);
    } catch (SQLException e) {
      throw new MojoExecutionException("The audit was broken off: " + e.getMessage(), e);
    }
  }

  private Report audit(AuditRequest request, ScratchServer server)
      throws IOException, SQLException, MigrationException, ConfigurationException {
    if (!(server instanceof GivenServer given)) {
      return Audit.run(request, server, afterwards);
    }
    Optional<String> not = whyNotInClone(request, given);
    if (not.isEmpty()) {
      return Audit.run(request, given, afterwards);
    }
    try (Connection connection = given.readOnly()) {
      return Audit.read(
          request,
          connection,
          "The given database was only read, so its findings are suspected: " + not.get() + ".");
    }
  }

  private Optional<String> whyNotInClone(AuditRequest request, GivenServer given)
      throws SQLException {
    if (!inClone) {
      return Optional.of("proofs need -Dwatertight.prove-in-clone=true");
    }
    return request.migrations().isEmpty()
        ? Optional.of("there are no migrations to make a database of our own from")
        : given.cannotProve();
  }

  private ScratchServer start(ServerSettings settings) throws IOException, ScratchException {
    return switch (settings.engine()) {
      case EMBEDDED -> EmbeddedServer.start(binaries.of(settings.version()));
      case TESTCONTAINERS -> ContainerServer.start(settings.version());
      case JDBC -> GivenServer.open(settings, System.getenv());
    };
  }
}
