package dev.watertight.analyzer.source;

import dev.watertight.core.finding.Location;
import dev.watertight.core.finding.NotAnalysed;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One walk over the file system; see {@link SourceTree}. */
final class TreeWalk {
  private static final String CHANGELOG = "databaseChangeLog";

  /** The word stands first in a changelog, after nothing but comments. */
  private static final int HEAD = 1 << 16;

  private final Path root;
  private final Path realRoot;
  private final List<SourceFile> files = new ArrayList<>();
  private final List<SourceFile> leftOut = new ArrayList<>();
  private final List<NotAnalysed> notAnalysed = new ArrayList<>();
  private final Set<Path> seen = new HashSet<>();

  /** Links that are still to be followed, by path, with what {@link Conventions} call below. */
  private final TreeMap<Path, String> links = new TreeMap<>();

  TreeWalk(Path root) {
    this.root = root.toAbsolutePath().normalize();
    this.realRoot = real(this.root).orElse(this.root);
  }

  SourceTree walk(Collection<Path> paths) {
    List<Path> named = new ArrayList<>();
    paths.forEach(path -> named.add(path.toAbsolutePath().normalize()));
    named.sort(
        Comparator.comparing((Path path) -> -path.getNameCount())
            .thenComparing(Comparator.naturalOrder()));
    named.forEach(this::walkNamed);
    while (!links.isEmpty()) {
      var link = links.pollFirstEntry();
      follow(link.getKey(), link.getValue());
    }
    Comparator<SourceFile> byPath = Comparator.comparing(SourceFile::path);
    files.sort(byPath);
    leftOut.sort(byPath);
    notAnalysed.sort(NotAnalysed.ORDER);
    return new SourceTree(files, leftOut, notAnalysed);
  }

  private void walkNamed(Path path) {
    Optional<Path> real = real(path);
    if (real.isEmpty()) {
      refuse(path, "there is no such file or folder");
    } else if (Files.isDirectory(real.get())) {
      walkFolder(path, real.get(), name(path));
    } else {
      try {
        BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
        // Its own name alone follows no convention: a file that is named is never left out.
        addFile(path, real.get(), name(path), attributes);
      } catch (IOException e) {
        refuse(path, Unreadable.reason(e));
      }
    }
  }

  private void follow(Path link, String below) {
    Optional<Path> real = real(link);
    if (real.isEmpty()) {
      SourceFile.Kind.of(name(link))
          .ifPresent(k -> refuse(link, "it is a link to nothing; correct or remove it"));
    } else if (Files.isDirectory(real.get())) {
      if (real.get().startsWith(realRoot)) {
        walkFolder(link, real.get(), below);
      } else {
        notAnalysed.add(
            new NotAnalysed(
                place(link),
                NotAnalysed.Kind.PART,
                "it is a link out of the project and was not followed; name the folder it leads to"
                    + " in code.sources if it belongs to the project"));
      }
    } else {
      try {
        addFile(link, real.get(), below, Files.readAttributes(link, BasicFileAttributes.class));
      } catch (IOException e) {
        refuse(link, Unreadable.reason(e));
      }
    }
  }

  /**
   * Walks a folder without following links.
   *
   * @param shown the path that leads to it, perhaps through links
   * @param real the same without links
   * @param below its path from the folder that was named, with that folder's own name
   */
  private void walkFolder(Path shown, Path real, String below) {
    try {
      Files.walkFileTree(real, new Visitor(shown, real, below));
    } catch (IOException e) {
      refuse(shown, Unreadable.reason(e));
    }
  }

  private final class Visitor extends SimpleFileVisitor<Path> {
    private final Path shown;
    private final Path top;
    private final String below;

    Visitor(Path shown, Path top, String below) {
      this.shown = shown;
      this.top = top;
      this.below = below;
    }

    private Path shown(Path path) {
      return path.equals(top) ? shown : shown.resolve(top.relativize(path));
    }

    private String below(Path path) {
      return path.equals(top) ? below : below + "/" + slashed(top.relativize(path));
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      String from = below(folder);
      if (!folder.equals(top)) {
        if (Conventions.isNeverSource(name(folder))) {
          return FileVisitResult.SKIP_SUBTREE;
        }
        if (Conventions.isOutput(folder, from)) {
          walkGenerated(folder);
          return FileVisitResult.SKIP_SUBTREE;
        }
      }
      return seen.add(folder) ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
    }

    /** Builds write generated sources into their output. */
    private void walkGenerated(Path output) {
      List<Path> generated = new ArrayList<>();
      try (var entries = Files.newDirectoryStream(output)) {
        for (Path entry : entries) {
          if (Conventions.isGeneratedFolder(name(entry))
              && Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
            generated.add(entry);
          }
        }
      } catch (IOException e) {
        return;
      }
      generated.forEach(folder -> walkFolder(shown(folder), folder, below(folder)));
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (attributes.isSymbolicLink()) {
        links.put(shown(file), below(file));
      } else {
        addFile(shown(file), file, below(file), attributes);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path path, IOException e) {
      refuse(shown(path), Unreadable.reason(e));
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) {
      if (e != null) {
        refuse(shown(folder), Unreadable.reason(e));
      }
      return FileVisitResult.CONTINUE;
    }
  }

  private void addFile(Path shown, Path real, String below, BasicFileAttributes attributes) {
    Optional<SourceFile.Kind> kind = SourceFile.Kind.of(name(shown));
    if (kind.isEmpty() || !seen.add(real)) {
      return;
    }
    if (!attributes.isRegularFile()) {
      refuse(shown, "it is no regular file");
      return;
    }
    if (kind.get() == SourceFile.Kind.YAML_CHANGELOG && !isChangelog(shown, attributes.size())) {
      return;
    }
    SourceFile file =
        new SourceFile(
            relative(shown),
            shown,
            kind.get(),
            Conventions.isTest(below),
            Conventions.isGenerated(below),
            attributes.size());
    (file.test() || file.generated() ? leftOut : files).add(file);
  }

  private boolean isChangelog(Path file, long size) {
    if (size > SourceText.MOST_BYTES) {
      return false;
    }
    try (InputStream bytes = Files.newInputStream(file)) {
      return new String(bytes.readNBytes(HEAD), StandardCharsets.ISO_8859_1).contains(CHANGELOG);
    } catch (IOException e) {
      refuse(file, Unreadable.reason(e));
      return false;
    }
  }

  private void refuse(Path path, String reason) {
    notAnalysed.add(new NotAnalysed(place(path), NotAnalysed.Kind.FILE, reason));
  }

  private Location place(Path path) {
    return Location.InFile.of(relative(path), 1);
  }

  /** Relative to the root; what lies on another disk is known by its name alone. */
  private String relative(Path path) {
    if (path.startsWith(root)) {
      return slashed(root.relativize(path));
    }
    Path real = real(path).orElse(path);
    try {
      return slashed(realRoot.relativize(real));
    } catch (IllegalArgumentException otherDisk) {
      return name(path);
    }
  }

  private static String slashed(Path path) {
    return path.toString().replace(path.getFileSystem().getSeparator(), "/");
  }

  private static String name(Path path) {
    return path.getFileName() == null ? "" : path.getFileName().toString();
  }

  private static Optional<Path> real(Path path) {
    try {
      return Optional.of(path.toRealPath());
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
