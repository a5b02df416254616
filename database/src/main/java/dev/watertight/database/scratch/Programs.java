package dev.watertight.database.scratch;

import java.io.BufferedInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's programs, unpacked once for all clusters of a user. */
final class Programs {
  private Programs() {}

  /** The folder with {@code bin}, {@code lib} and {@code share}. */
  static Path unpacked(ScratchFolder home, PostgresBinaries binaries) throws IOException {
    Path place = home.binaries(digest(binaries));
    if (Files.isDirectory(place)) {
      return place;
    }
    Path parent = place.getParent();
    if (parent == null) {
      throw new FileNotFoundException(place.toString());
    }
    Files.createDirectories(parent);
    // Unpacked beside its place and moved there whole: a process may be killed in between.
    Path half = parent.resolve("unpacking");
    delete(half);
    Files.createDirectory(half);
    try (InputStream in = new XZInputStream(new BufferedInputStream(binaries.open()))) {
      TarArchive.unpack(new BufferedInputStream(in), half);
      Files.move(half, place, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      delete(half);
      throw new IOException(
          "The programs of PostgreSQL cannot be unpacked into "
              + parent
              + ": "
              + e.getMessage()
              + ". It takes about 60 MB; another place is named by -Djava.io.tmpdir.",
          e);
    }
    return place;
  }

  private static String digest(PostgresBinaries binaries) throws IOException {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      try (DigestInputStream in = new DigestInputStream(binaries.open(), sha)) {
        in.transferTo(java.io.OutputStream.nullOutputStream());
      }
      return HexFormat.of().formatHex(sha.digest()).substring(0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> inside;
    try (Stream<Path> walk = Files.walk(folder)) {
      inside = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : inside) {
      Files.delete(path);
    }
  }
}
