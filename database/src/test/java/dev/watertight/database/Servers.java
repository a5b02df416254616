package dev.watertight.database;

import dev.watertight.database.scratch.EmbeddedServer;
import dev.watertight.database.scratch.Machine;
import dev.watertight.database.scratch.PostgresArtifact;
import dev.watertight.database.scratch.PostgresBinaries;
import dev.watertight.database.scratch.ScratchException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The server that all tests of one run share. */
public final class Servers {
  /** Its major version: the build runs some tests on several. */
  public static final int MAJOR =
      Integer.getInteger("watertight.test.postgres", PostgresArtifact.DEFAULT_MAJOR);

  private static final String ON_CLASS_PATH = "/postgres-linux-x86_64.txz";

  private Servers() {}

  /** Started with the first test that asks for it. */
  public static EmbeddedServer shared() {
    return Holder.SERVER;
  }

  private static final class Holder {
    static final EmbeddedServer SERVER = start();
  }

  private static EmbeddedServer start() {
    try {
      return EmbeddedServer.start(Servers::binaries);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The archive of the binaries that tests use. */
  public static InputStream binaries() throws IOException {
    if (MAJOR != PostgresArtifact.DEFAULT_MAJOR) {
      return copied().open();
    }
    InputStream in = Servers.class.getResourceAsStream(ON_CLASS_PATH);
    if (in == null) {
      throw new IOException("no binaries of PostgreSQL are on the class path: " + ON_CLASS_PATH);
    }
    return in;
  }

  /** What the build copies there has the versions of {@code pom.xml}: they must be the same. */
  private static PostgresBinaries copied() throws IOException {
    try {
      PostgresArtifact artifact = PostgresArtifact.of(MAJOR, new Machine("linux", "amd64"));
      Path jar =
          Path.of("target", "postgres", artifact.artifactId() + "-" + artifact.version() + ".jar");
      if (!Files.exists(jar)) {
        throw new IOException(
            "no "
                + jar.toAbsolutePath()
                + ": Maven copies it there, see the versions in pom.xml and in PostgresArtifact");
      }
      return PostgresBinaries.in(jar);
    } catch (ScratchException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
