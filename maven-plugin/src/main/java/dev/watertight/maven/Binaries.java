package dev.watertight.maven;

import dev.watertight.database.scratch.Machine;
import dev.watertight.database.scratch.PostgresArtifact;
import dev.watertight.database.scratch.PostgresBinaries;
import dev.watertight.database.scratch.ScratchException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;

/**
 * Gets PostgreSQL's binaries by Maven's own resolver: from the local repository, else from the
 * repositories, mirrors and proxies that the build is set up with, and not at all from elsewhere.
 */
record Binaries(RepositorySystem repositories, MavenSession session, MavenProject project) {
  /** The binaries of a major version for this machine. */
  PostgresBinaries of(int major) throws ScratchException {
    PostgresArtifact wanted = PostgresArtifact.of(major, Machine.here());
    ArtifactRequest request =
        new ArtifactRequest(
            new DefaultArtifact(
                PostgresArtifact.GROUP, wanted.artifactId(), "jar", wanted.version()),
            remotes(),
            null);
    try {
      return PostgresBinaries.in(
          repositories
              .resolveArtifact(session.getRepositorySession(), request)
              .getArtifact()
              .getFile()
              .toPath());
    } catch (ArtifactResolutionException e) {
      throw new ScratchException(
          "The binaries of PostgreSQL "
              + major
              + " are missing: "
              + e.getMessage()
              + System.lineSeparator()
              + "Make "
              + wanted.coordinates()
              + " available in a repository of this build, or run it online once, or name another"
              + " server: database.engine testcontainers or jdbc.",
          e);
    }
  }

  /** The plugin itself came from the plugin repositories, so they are asked first. */
  private List<RemoteRepository> remotes() {
    Map<String, RemoteRepository> remotes = new LinkedHashMap<>();
    project.getRemotePluginRepositories().forEach(r -> remotes.putIfAbsent(r.getId(), r));
    project.getRemoteProjectRepositories().forEach(r -> remotes.putIfAbsent(r.getId(), r));
    return List.copyOf(remotes.values());
  }
}
