package dev.watertight.analyzer;

import dev.watertight.analyzer.source.SourceFile;
import dev.watertight.core.config.Configuration;
import dev.watertight.core.report.Report;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The report of the last scan, kept with a hash of all that went into it: where nothing changed,
 * nothing is read into facts or linked again. Lies beside the cache of facts. What cannot be read,
 * or was written for anything else, is as good as not there. A scan that could not read a file is
 * not kept, for the next one may.
 */
final class LastReport {
  private static final int HASH = 32;

  private final Path file;
  private final byte[] key;

  private LastReport(Path file, byte[] key) {
    this.file = file;
    this.key = key;
  }

  /**
   * What is kept for a request.
   *
   * @param found remarks of the search for its files
   * @return empty where nothing is to be kept, or something cannot be read
   */
  static Optional<LastReport> of(ScanRequest request, ProjectFiles files, List<String> found) {
    try {
      return request.cache().isEmpty()
          ? Optional.empty()
          : of(request, files, found, build(), request.cache().get());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** What is kept for a request by a build, beside a cache. */
  static Optional<LastReport> of(
      ScanRequest request, ProjectFiles files, List<String> found, String build, Path cache) {
    try {
      MessageDigest digest = sha256();
      digest.update(build.getBytes(StandardCharsets.UTF_8));
      digest.update(asked(request, found));
      for (List<SourceFile> each : List.of(files.java(), files.others())) {
        for (SourceFile source : each) {
          byte[] bytes = Files.readAllBytes(source.file());
          String head =
              source.path()
                  + '\0'
                  + files.isReported(source.path())
                  + source.generated()
                  + bytes.length;
          digest.update(head.getBytes(StandardCharsets.UTF_8));
          digest.update(bytes);
        }
      }
      Path file = cache.resolveSibling(cache.getFileName() + ".report");
      return Optional.of(new LastReport(file, digest.digest()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The build that scans: other code may find other things. */
  private static String build() throws IOException {
    StringBuilder build = new StringBuilder();
    for (Class<?> part : List.of(LastReport.class, Report.class)) {
      Path from = Path.of(part.getProtectionDomain().getCodeSource().getLocation().getPath());
      if (!Files.isRegularFile(from)) {
        throw new IOException("not from a jar: its classes can change one by one");
      }
      build.append(Files.size(from)).append(' ').append(Files.getLastModifiedTime(from));
    }
    return build.toString();
  }

  /** Everything in the request that a report can depend on; threads and cache are none of it. */
  private static byte[] asked(ScanRequest request, List<String> found) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeUTF(request.project());
    out.writeUTF(request.root().relativize(request.base()).toString());
    out.writeUTF(request.today() + " " + request.whole() + " " + request.paths());
    out.writeUTF(request.context().toString());
    for (RecordComponent part : Configuration.class.getRecordComponents()) {
      if (!part.getName().equals("origins")) {
        try {
          Object value = part.getAccessor().invoke(request.configuration());
          RecordCodec.write(value, part.getGenericType(), out);
        } catch (ReflectiveOperationException e) {
          throw new IllegalStateException(e);
        }
      }
    }
    for (Map.Entry<String, ?> origin : request.configuration().origins().all().entrySet()) {
      out.write((origin.getKey() + "=" + origin.getValue()).getBytes(StandardCharsets.UTF_8));
    }
    for (String remark : found) {
      out.write(remark.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  /** The report of a scan into which the same went; empty if there was none. */
  Optional<Report> read() {
    try {
      byte[] kept = Files.readAllBytes(file);
      if (kept.length < 2 * HASH || !Arrays.equals(kept, 0, HASH, key, 0, HASH)) {
        return Optional.empty();
      }
      byte[] content = Arrays.copyOfRange(kept, 2 * HASH, kept.length);
      if (!Arrays.equals(kept, HASH, 2 * HASH, sha256().digest(content), 0, HASH)) {
        return Optional.empty();
      }
      DataInputStream in = new DataInputStream(new ByteArrayInputStream(content));
      return Optional.of((Report) RecordCodec.read(Report.class, in));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Keeps a report; where that fails, the next scan takes as long as this one. */
  void write(Report report) {
    if (report.isIncomplete()) {
      return;
    }
    Path temporary =
        file.resolveSibling(file.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
    try {
      ByteArrayOutputStream content = new ByteArrayOutputStream();
      RecordCodec.write(report, Report.class, new DataOutputStream(content));
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      all.write(key);
      all.write(sha256().digest(content.toByteArray()));
      content.writeTo(all);
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.write(temporary, all.toByteArray());
      Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      try {
        Files.deleteIfExists(temporary);
      } catch (IOException left) {
        e.addSuppressed(left);
      }
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
