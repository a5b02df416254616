package dev.watertight.core.isolation;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What isolation tests leave in the report's folder: {@code isolation.json}, and where several test
 * classes write there {@code isolation-….json} beside it.
 */
public final class IsolationFiles {
  /** The name of the one file that most projects have. */
  public static final String NAME = "isolation.json";

  private static final Pattern NAMES = Pattern.compile("isolation(-[^/\\\\]+)?\\.json");

  private IsolationFiles() {}

  /**
   * Writes a result in one step: a process that is killed leaves the earlier file, or the new one.
   *
   * @param name {@link #NAME}, or one that begins with {@code isolation-} and ends with {@code
   *     .json}
   */
  public static Path write(IsolationResult result, Path folder, String name) throws IOException {
    if (!NAMES.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "\"" + name + "\" would not be found again: call it " + NAME + " or isolation-….json");
    }
    StringWriter text = new StringWriter();
    IsolationJson.write(result, text);
    Files.createDirectories(folder);
    Path temporary = folder.resolve("." + name + "." + ProcessHandle.current().pid() + ".tmp");
    try {
      Files.writeString(temporary, text.toString(), StandardCharsets.UTF_8);
      return move(temporary, folder.resolve(name));
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /**
   * All that the folder holds, as one result; empty where it holds none.
   *
   * @param shown the folder's name in messages
   * @throws IsolationFormatException if a file is malformed
   */
  public static Optional<IsolationResult> read(Path folder, String shown) throws IOException {
    List<IsolationResult> results = new ArrayList<>();
    for (Path file : files(folder)) {
      try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
        results.add(IsolationJsonReader.read(in, shown + "/" + file.getFileName()));
      }
    }
    return results.isEmpty() ? Optional.empty() : Optional.of(IsolationMerge.of(results));
  }

  /** The plain name first, then the others by name. */
  private static List<Path> files(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> NAMES.matcher(String.valueOf(file.getFileName())).matches())
          .sorted(
              Comparator.comparing((Path file) -> !file.endsWith(NAME))
                  .thenComparing(file -> String.valueOf(file.getFileName())))
          .toList();
    }
  }

  private static Path move(Path from, Path to) throws IOException {
    try {
      return Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      return Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
