package dev.watertight.core.finding;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes fixes into the files of a project. What is not changed keeps every byte. A fix is written
 * whole or not at all.
 */
public final class FixWriter {
  /**
   * What came of it.
   *
   * @param written the findings whose fix was written
   * @param files the files that were changed, relative to the root
   * @param left why others were not, one line each
   */
  public record Result(List<Finding> written, List<String> files, List<String> left) {
    public Result {
      written = List.copyOf(written);
      files = List.copyOf(files);
      left = List.copyOf(left);
    }
  }

  private final Path root;
  private final Map<String, SourceLines> texts = new LinkedHashMap<>();
  private final Map<String, List<Fix.Replacement>> changes = new LinkedHashMap<>();

  private FixWriter(Path root) {
    this.root = root.toAbsolutePath().normalize();
  }

  /**
   * Writes the fixes of all open findings.
   *
   * @throws IOException if a file cannot be written; it is as it was then, files before it are
   *     changed
   */
  public static Result write(Path root, List<Finding> findings) throws IOException {
    return new FixWriter(root).write(findings);
  }

  private Result write(List<Finding> findings) throws IOException {
    List<Finding> written = new ArrayList<>();
    List<String> left = new ArrayList<>();
    for (Finding finding : findings) {
      if (finding.isOpen() && finding.fix().isPresent()) {
        try {
          take(finding.fix().get());
          written.add(finding);
        } catch (NotFitting e) {
          left.add(finding.location().label() + " (" + finding.rule() + "): " + e.getMessage());
        }
      }
    }
    for (Map.Entry<String, List<Fix.Replacement>> each : changes.entrySet()) {
      replace(each.getKey(), each.getValue());
    }
    return new Result(written, List.copyOf(changes.keySet()), left);
  }

  /** Why a fix cannot be written. */
  private static final class NotFitting extends Exception {
    private static final long serialVersionUID = 1;

    NotFitting(String reason) {
      super(reason);
    }
  }

  private void take(Fix fix) throws NotFitting, IOException {
    Map<String, List<Fix.Replacement>> more = new LinkedHashMap<>();
    for (Fix.Replacement each : fix.replacements()) {
      SourceLines text = text(each.file());
      if (!text.digest().equals(each.digest())) {
        throw new NotFitting("the file is not as it was when it was read: run this again");
      }
      for (Fix.Replacement other : changes.getOrDefault(each.file(), List.of())) {
        if (text.begin(each) <= text.end(other) && text.begin(other) <= text.end(each)) {
          if (other.equals(each)) {
            continue; // Two findings, and one change takes both away.
          }
          throw new NotFitting(
              "another fix changes the same place: run this again when it is written");
        }
      }
      more.computeIfAbsent(each.file(), f -> new ArrayList<>()).add(each);
    }
    more.forEach(
        (file, list) -> {
          List<Fix.Replacement> all = changes.computeIfAbsent(file, f -> new ArrayList<>());
          list.stream().filter(r -> !all.contains(r)).forEach(all::add);
        });
  }

  private SourceLines text(String file) throws NotFitting, IOException {
    SourceLines known = texts.get(file);
    if (known == null) {
      Path path = root.resolve(file).normalize();
      if (!path.startsWith(root)) {
        throw new NotFitting("the file lies outside the project");
      }
      try {
        known =
            new SourceLines(
                StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(path)))
                    .toString());
      } catch (CharacterCodingException e) {
        throw new NotFitting("the file is not UTF-8, and would not keep its other text");
      }
      texts.put(file, known);
    }
    return known;
  }

  private void replace(String file, List<Fix.Replacement> replacements) throws IOException {
    SourceLines lines = texts.getOrDefault(file, new SourceLines(""));
    StringBuilder text = new StringBuilder(lines.text());
    List<Fix.Replacement> last = new ArrayList<>(replacements);
    last.sort(Comparator.comparingInt(lines::begin).reversed());
    for (Fix.Replacement each : last) {
      text.replace(lines.begin(each), lines.end(each), lines.inItsLines(each.text()));
    }
    Path path = root.resolve(file);
    Path fresh = path.resolveSibling(path.getFileName() + ".watertight.tmp");
    try {
      Files.copy(
          path,
          fresh,
          StandardCopyOption.REPLACE_EXISTING,
          StandardCopyOption.COPY_ATTRIBUTES); // It keeps the file's permissions.
      Files.writeString(fresh, text);
      Files.move(fresh, path, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }
}
