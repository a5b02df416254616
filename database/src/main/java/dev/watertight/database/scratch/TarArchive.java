package dev.watertight.database.scratch;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/**
 * Unpacks a tar archive: files, folders and symbolic links, with the long names of GNU and POSIX.
 * The form is that of the header block of <a
 * href="https://pubs.opengroup.org/onlinepubs/9699919799/utilities/pax.html">pax</a>.
 */
final class TarArchive {
  private static final int BLOCK = 512;
  private static final int NAME = 100;

  private final InputStream in;
  private final Path target;
  private String longName = "";
  private String longLink = "";

  private TarArchive(InputStream in, Path target) {
    this.in = in;
    this.target = target;
  }

  /** Unpacks into an existing folder; an entry that leads out of it is refused. */
  static void unpack(InputStream in, Path target) throws IOException {
    new TarArchive(in, target.toAbsolutePath().normalize()).unpack();
  }

  private void unpack() throws IOException {
    while (true) {
      byte[] header = in.readNBytes(BLOCK);
      if (header.length < BLOCK || header[0] == 0) {
        return;
      }
      entry(header);
    }
  }

  private void entry(byte[] header) throws IOException {
    long size = number(header, 124, 12);
    String name = longName.isEmpty() ? name(header) : longName;
    String link = longLink.isEmpty() ? text(header, 157, NAME) : longLink;
    char type = (char) header[156];
    if (type == 'L' || type == 'K' || type == 'x') {
      String value = new String(in.readNBytes((int) size), StandardCharsets.UTF_8);
      skip(padding(size));
      if (type == 'L') {
        longName = withoutZero(value);
      } else if (type == 'K') {
        longLink = withoutZero(value);
      } else {
        pax(value);
      }
      return;
    }
    longName = "";
    longLink = "";
    switch (type) {
      case '0', 0 -> file(inside(name), size, number(header, NAME, 8));
      case '5' -> Files.createDirectories(inside(name));
      case '2' -> {
        Path path = inside(name);
        Files.createDirectories(path.getParent());
        inside(target.relativize(path.getParent()).resolve(link).toString());
        Files.createSymbolicLink(path, Path.of(link));
      }
      default -> skip(size + padding(size));
    }
  }

  private void file(Path path, long size, long mode) throws IOException {
    Files.createDirectories(path.getParent());
    try (OutputStream out = Files.newOutputStream(path)) {
      byte[] buffer = new byte[1 << 16];
      for (long left = size; left > 0; ) {
        int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
        if (read < 0) {
          throw new EOFException("the archive ends within " + path.getFileName());
        }
        out.write(buffer, 0, read);
        left -= read;
      }
    }
    skip(padding(size));
    PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
    if (view != null && (mode & 0100) != 0) {
      view.setPermissions(
          Set.of(
              PosixFilePermission.OWNER_READ,
              PosixFilePermission.OWNER_WRITE,
              PosixFilePermission.OWNER_EXECUTE));
    }
  }

  private Path inside(String name) throws IOException {
    Path path = target.resolve(name).normalize();
    if (!path.startsWith(target)) {
      throw new IOException("an entry of the archive leads out of its folder: " + name);
    }
    return path;
  }

  private void pax(String records) {
    for (String record : records.split("\n", -1)) {
      String field = record.substring(record.indexOf(' ') + 1);
      if (field.startsWith("path=")) {
        longName = field.substring("path=".length());
      } else if (field.startsWith("linkpath=")) {
        longLink = field.substring("linkpath=".length());
      }
    }
  }

  private void skip(long bytes) throws IOException {
    in.skipNBytes(bytes);
  }

  private static long padding(long size) {
    return (BLOCK - size % BLOCK) % BLOCK;
  }

  private static String name(byte[] header) {
    String name = text(header, 0, NAME);
    String prefix = text(header, 257, 5).equals("ustar") ? text(header, 345, 155) : "";
    // GNU keeps times, not a prefix, in that place, and marks itself with two spaces.
    return prefix.isEmpty() || header[263] == ' ' ? name : prefix + "/" + name;
  }

  private static String text(byte[] header, int from, int length) {
    return withoutZero(new String(header, from, length, StandardCharsets.UTF_8));
  }

  private static String withoutZero(String text) {
    int zero = text.indexOf('\0');
    return zero < 0 ? text : text.substring(0, zero);
  }

  private static long number(byte[] header, int from, int length) {
    String digits = text(header, from, length).strip();
    return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
  }
}
