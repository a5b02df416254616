package dev.watertight.core.report;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes the report files into a directory, in UTF-8. All are written beside their places first and
 * then moved there, each in one step: a reader, or a process killed in the middle, meets the old
 * file or the new one, never a half. Files of other names in the directory are left alone.
 */
public final class ReportFiles {
  private ReportFiles() {}

  /**
   * Writes one file for each writer that has something to say of the report.
   *
   * @param directory created where it is missing
   * @param generatedAt see {@link GeneratedAt}
   * @return the files, in the order of the writers
   * @throws IOException naming the directory, the cause and the remedy, if a file cannot be
   *     written; what stood there before is then unchanged, unless a move itself failed
   */
  public static List<Path> write(
      Report report, Path directory, Instant generatedAt, List<ReportWriter> writers)
      throws IOException {
    Map<Path, Path> files = new LinkedHashMap<>();
    List<Path> gone = new ArrayList<>();
    try {
      if (!Files.isDirectory(directory)) {
        Files.createDirectories(directory);
      }
      for (ReportWriter writer : writers) {
        if (!writer.hasContent(report)) {
          gone.add(directory.resolve(writer.fileName()));
          continue;
        }
        Path temporary = directory.resolve(temporaryName(writer));
        files.put(temporary, directory.resolve(writer.fileName()));
        writeOne(report, generatedAt, writer, temporary);
      }
      for (Map.Entry<Path, Path> file : files.entrySet()) {
        move(file.getKey(), file.getValue());
      }
      for (Path file : gone) {
        // What an earlier run had to say is not true of this one.
        Files.deleteIfExists(file);
      }
      return List.copyOf(files.values());
    } catch (IOException
        | UncheckedIOException
        | ReadOnlyFileSystemException
        | SecurityException e) {
      throw explained(directory, e);
    } finally {
      files.keySet().forEach(ReportFiles::deleteIfLeft);
    }
  }

  private static String temporaryName(ReportWriter writer) {
    return "."
        + writer.fileName()
        + "."
        + ProcessHandle.current().pid()
        + "-"
        + Thread.currentThread().getId()
        + ".tmp";
  }

  private static void writeOne(
      Report report, Instant generatedAt, ReportWriter writer, Path temporary) throws IOException {
    CharsetEncoder encoder =
        StandardCharsets.UTF_8
            .newEncoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .replaceWith("\uFFFD".getBytes(StandardCharsets.UTF_8));
    try (Writer out =
        new BufferedWriter(
            new OutputStreamWriter(
                Files.newOutputStream(
                    temporary,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE),
                encoder))) {
      writer.write(report, generatedAt, out);
    }
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static void deleteIfLeft(Path temporary) {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException | ReadOnlyFileSystemException e) {
      // The write has failed already and says why; a hidden leftover does no harm.
      return;
    }
  }

  private static IOException explained(Path directory, Exception cause) {
    return new IOException(
        "The report cannot be written to "
            + directory
            + ": "
            + reason(cause)
            + ". Make the directory writable, with space left, or name another as"
            + " report.directory (-Dwatertight.report.directory=DIR, or --report-dir DIR).",
        cause);
  }

  private static String reason(Exception thrown) {
    Throwable cause =
        thrown instanceof UncheckedIOException && thrown.getCause() != null
            ? thrown.getCause()
            : thrown;
    if (cause instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (cause instanceof NoSuchFileException missing) {
      return missing.getFile() + " does not exist and cannot be created";
    }
    if (cause instanceof ReadOnlyFileSystemException) {
      return "its file system is read-only";
    }
    if (cause instanceof FileAlreadyExistsException || cause instanceof NotDirectoryException) {
      return ((FileSystemException) cause).getFile() + " is a file, not a directory";
    }
    if (cause instanceof FileSystemException file && file.getReason() != null) {
      return file.getReason() + " (" + file.getFile() + ")";
    }
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message;
  }
}
