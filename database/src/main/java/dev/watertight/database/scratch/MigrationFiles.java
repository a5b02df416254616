package dev.watertight.database.scratch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The SQL files of the folders, in the order in which they are run. */
final class MigrationFiles {
  private static final Pattern FLYWAY = Pattern.compile("(?:[VB]\\d[^_]*(?:_\\d+)*|R)__.*\\.sql");
  private static final Pattern UNDO =
      Pattern.compile("(?i)U\\d[0-9._]*__.*\\.sql|.*[._-](down|undo|rollback)\\.sql");

  private final List<Path> folders;

  MigrationFiles(List<Path> folders) {
    this.folders = List.copyOf(folders);
  }

  /**
   * A file and the name that messages call it by.
   *
   * @param name from the folder's own name on, {@code /}-separated: {@code migration/V1__init.sql}
   */
  record Entry(Path file, String name) {
    /** Its text, without a byte order mark. */
    String text() throws IOException, MigrationException {
      try {
        String text =
            StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                .toString();
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
      } catch (CharacterCodingException e) {
        throw new MigrationException(
            name + ": is not UTF-8. Save it as UTF-8, or take it out of database.migrations.", e);
      }
    }
  }

  /**
   * All of them but those that undo others; by path, folder after folder.
   *
   * @throws MigrationException if a folder is missing, or there is no file in any
   */
  List<Entry> all() throws IOException, MigrationException {
    List<Entry> entries = new ArrayList<>();
    for (Path folder : folders) {
      if (!Files.exists(folder)) {
        throw new MigrationException(
            "The folder of migrations "
                + folder
                + " does not exist: correct database.migrations, or remove it.");
      }
      Path parent = folder.toAbsolutePath().getParent();
      Path base = Files.isDirectory(folder) || parent == null ? folder : parent;
      try (Stream<Path> walk = Files.walk(folder)) {
        for (Path file : walk.filter(MigrationFiles::isSql).sorted().toList()) {
          entries.add(new Entry(file, name(base, file)));
        }
      }
    }
    if (entries.isEmpty()) {
      throw new MigrationException(
          "No .sql or .ddl file is in "
              + String.join(", ", folders.stream().map(Path::toString).toList())
              + ": name the folder of the migrations as database.migrations.");
    }
    return entries;
  }

  /** Whether the files are named as Flyway names its own. */
  static boolean areFlyways(List<Entry> entries) {
    return entries.stream().anyMatch(e -> FLYWAY.matcher(fileName(e.file())).matches());
  }

  private static boolean isSql(Path file) {
    String name = fileName(file).toLowerCase(Locale.ROOT);
    return Files.isRegularFile(file)
        && (name.endsWith(".sql") || name.endsWith(".ddl"))
        && !UNDO.matcher(name).matches();
  }

  private static String name(Path base, Path file) {
    Path relative = base.toAbsolutePath().relativize(file.toAbsolutePath());
    Path folder = base.toAbsolutePath().getFileName();
    String name = folder == null ? relative.toString() : folder.resolve(relative).toString();
    return name.replace('\\', '/');
  }

  private static String fileName(Path file) {
    return String.valueOf(file.getFileName());
  }
}
