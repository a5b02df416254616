package dev.watertight.database.scratch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder in which all clusters of one user live, readable by nobody else. A cluster's own
 * folder is locked for as long as its process lives, so a folder that is not locked was left behind
 * by a process that was killed.
 */
final class ScratchFolder {
  private static final String LOCK = "lock";

  /**
   * Begins the names of system properties by which a process knows its own folders, whatever class
   * loader they were claimed from. It must not even open their locks: on POSIX systems closing one
   * of several channels to a file lets go of every lock that the process has on it.
   */
  private static final String OURS = "watertight.scratch.claimed:";

  private final Path home;

  private ScratchFolder(Path home) {
    this.home = home;
  }

  /** The folder of this user, below the folder for temporary files. */
  static ScratchFolder ofUser() throws IOException {
    String user = System.getProperty("user.name", "user").replaceAll("[^A-Za-z0-9._-]", "_");
    return in(Path.of(System.getProperty("java.io.tmpdir", ".")).resolve("watertight-" + user));
  }

  /**
   * The given folder, made if it is missing.
   *
   * @throws IOException if it belongs to another user, who could then put programs into it
   */
  static ScratchFolder in(Path home) throws IOException {
    if (!Files.exists(home, LinkOption.NOFOLLOW_LINKS)) {
      Files.createDirectories(home.toAbsolutePath().getParent());
      try {
        createPrivate(home);
      } catch (java.nio.file.FileAlreadyExistsException e) {
        // Another process was faster; whether it was ours is looked at below.
        return in(home);
      }
    }
    Path probe = Files.createTempFile(home, "owner", null);
    try {
      if (!Files.isDirectory(home, LinkOption.NOFOLLOW_LINKS)
          || !Files.getOwner(home).equals(Files.getOwner(probe))) {
        throw new IOException(
            home + " belongs to another user: name another folder with -Djava.io.tmpdir");
      }
    } finally {
      Files.delete(probe);
    }
    return new ScratchFolder(home);
  }

  private static void createPrivate(Path folder) throws IOException {
    FileStore store = Files.getFileStore(folder.toAbsolutePath().getParent());
    if (store.supportsFileAttributeView(PosixFileAttributeView.class)) {
      Files.createDirectory(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } else {
      Files.createDirectory(folder);
    }
  }

  /** Something that is done while no other process changes the folder. */
  @FunctionalInterface
  interface Locked<T> {
    T run() throws IOException;
  }

  /** Does it while no other process changes the folder. */
  <T> T exclusively(Locked<T> work) throws IOException {
    try (FileChannel channel = open(home.resolve(LOCK))) {
      // Closing the channel lets go of it.
      waitFor(channel);
      return work.run();
    }
  }

  /** The folder for programs of one version. */
  Path binaries(String name) {
    return home.resolve("binaries").resolve(name);
  }

  /** A new folder for a cluster, locked until it is closed. */
  Claim claim() throws IOException {
    Path clusters = home.resolve("clusters");
    Files.createDirectories(clusters);
    Path folder = Files.createTempDirectory(clusters, "c");
    return tryClaim(folder).orElseThrow(() -> new IOException(folder + " cannot be locked"));
  }

  /** The folders of clusters whose process is gone, each locked. */
  List<Claim> leftBehind() throws IOException {
    Path clusters = home.resolve("clusters");
    if (!Files.isDirectory(clusters)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(clusters)) {
      return folders.sorted().flatMap(f -> tryClaim(f).stream()).toList();
    }
  }

  private static Optional<Claim> tryClaim(Path folder) {
    if (System.getProperty(ours(folder)) != null) {
      return Optional.empty();
    }
    try {
      FileChannel channel = open(folder.resolve(LOCK));
      Optional<FileLock> lock = tryLock(channel);
      if (lock.isEmpty()) {
        channel.close();
        return Optional.empty();
      }
      System.setProperty(ours(folder), "");
      return lock.map(l -> new Claim(folder, channel));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String ours(Path folder) {
    return OURS + folder.toAbsolutePath().normalize();
  }

  private static FileChannel open(Path file) throws IOException {
    return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  private static Optional<FileLock> tryLock(FileChannel channel) throws IOException {
    try {
      return Optional.ofNullable(channel.tryLock());
    } catch (OverlappingFileLockException e) {
      return Optional.empty();
    }
  }

  /** Within one process a lock does not wait for another thread's, so it is asked again. */
  private static void waitFor(FileChannel channel) throws IOException {
    while (true) {
      try {
        channel.lock();
        return;
      } catch (OverlappingFileLockException e) {
        try {
          Thread.sleep(20);
        } catch (InterruptedException interrupted) {
          Thread.currentThread().interrupt();
          throw new IOException("interrupted while another start was under way", interrupted);
        }
      }
    }
  }

  /** A folder that is ours until it is closed. */
  record Claim(Path folder, FileChannel lock) implements AutoCloseable {
    /** Lets go of the folder and deletes it with all that is in it. */
    void delete() throws IOException {
      List<Path> inside;
      try (Stream<Path> walk = Files.walk(folder)) {
        inside = walk.sorted(Comparator.reverseOrder()).toList();
      }
      for (Path path : inside) {
        if (!path.equals(folder) && !path.equals(folder.resolve(LOCK))) {
          Files.deleteIfExists(path);
        }
      }
      close();
      Files.deleteIfExists(folder.resolve(LOCK));
      Files.deleteIfExists(folder);
    }

    @Override
    public void close() throws IOException {
      lock.close();
      System.clearProperty(ours(folder));
    }
  }
}
