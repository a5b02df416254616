package dev.watertight.analyzer.source;

import dev.watertight.analyzer.source.FactsFormat.ContentKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.zip.CRC32C;

/**
 * Facts of files by their content, in one file between runs, refusals included.
 *
 * <p>It helps or does nothing: a cache that is missing, broken or of another build reads as empty
 * and is written anew, and no failure gets further than a note. Each entry has a checksum of its
 * own and is decoded when it is asked for. What a run did not use is dropped when the cache is
 * written next. Several threads may use one; several processes may use one file, the last to write
 * it wins.
 *
 * <p>Layout: magic, stamp of the code, number of entries, checksum of the index; the index, sorted:
 * key, length, checksum; the entries.
 */
final class FactsCache {
  private static final byte[] MAGIC = "WTFACTS1".getBytes(StandardCharsets.US_ASCII);
  private static final int HEADER = MAGIC.length + ContentKey.BYTES + 4 + 4;
  private static final int INDEX_ENTRY = ContentKey.BYTES + 4 + 4;

  private final Path file;
  private final ContentKey stamp;
  private final Map<ContentKey, Entry> old = new HashMap<>();
  private final Map<ContentKey, byte[]> added = new ConcurrentHashMap<>();
  private final Set<ContentKey> used = ConcurrentHashMap.newKeySet();
  private final Queue<String> notes = new ConcurrentLinkedQueue<>();
  private Optional<FileChannel> channel = Optional.empty();

  private record Entry(long offset, int length, int checksum) {}

  private FactsCache(Path file, ContentKey stamp) {
    this.file = file;
    this.stamp = stamp;
  }

  /** Opens a cache; whatever stands in the way makes it an empty one. */
  static FactsCache open(Path file) {
    return open(file, FactsFormat.stamp());
  }

  static FactsCache open(Path file, ContentKey stamp) {
    FactsCache cache = new FactsCache(file, stamp);
    try {
      cache.channel = Optional.of(FileChannel.open(file, StandardOpenOption.READ));
      cache.readIndex(cache.channel.get());
    } catch (NoSuchFileException e) {
      // The first run.
    } catch (IOException | RuntimeException e) {
      cache.ignore("it could not be read");
    }
    return cache;
  }

  private void readIndex(FileChannel from) throws IOException {
    long size = from.size();
    ByteBuffer header = ByteBuffer.wrap(read(from, 0, (int) Math.min(HEADER, size)));
    byte[] magic = new byte[Math.min(MAGIC.length, header.remaining())];
    header.get(magic);
    if (!Arrays.equals(magic, MAGIC)) {
      ignore("it is no cache of this tool");
      return;
    }
    if (size < HEADER) {
      ignore("it is cut off");
      return;
    }
    if (!new ContentKey(header.getLong(), header.getLong()).equals(stamp)) {
      ignore("it was written by another version");
      return;
    }
    int count = header.getInt();
    int checksum = header.getInt();
    long data = HEADER + (long) count * INDEX_ENTRY;
    if (count < 0 || data > size) {
      ignore("it is cut off");
      return;
    }
    byte[] indexBytes = read(from, HEADER, count * INDEX_ENTRY);
    if (checksum(indexBytes) != checksum) {
      ignore("its index is damaged");
      return;
    }
    ByteBuffer index = ByteBuffer.wrap(indexBytes);
    for (int i = 0; i < count; i++) {
      ContentKey key = new ContentKey(index.getLong(), index.getLong());
      Entry entry = new Entry(data, index.getInt(), index.getInt());
      old.put(key, entry);
      data += entry.length();
    }
    if (data != size) {
      ignore("it is cut off");
    }
  }

  /** What came of reading a file with this content, if an earlier run did. */
  Optional<Outcome> get(ContentKey key, String path) {
    try {
      Optional<byte[]> bytes = bytes(key);
      Optional<Outcome> outcome = bytes.map(stored -> StoredOutcome.decode(stored, path));
      outcome.ifPresent(any -> used.add(key));
      return outcome;
    } catch (IOException | RuntimeException e) {
      notes.add("An entry of the cache is damaged; its file is read again.");
      return Optional.empty();
    }
  }

  /** Keeps what came of reading a file, as {@link StoredOutcome} writes it. */
  void put(ContentKey key, byte[] outcome) {
    added.put(key, outcome);
  }

  /** Writes the cache if there is something new to keep, or if most of it was of no use. */
  void save() {
    boolean mostlyUnused = used.size() < old.size() / 2;
    try {
      if (!added.isEmpty() || mostlyUnused) {
        write();
      }
    } catch (IOException | RuntimeException e) {
      notes.add(
          "The cache "
              + file.getFileName()
              + " could not be written, and the next run will read all files again: make its place"
              + " writable, or run without a cache.");
    } finally {
      close();
    }
  }

  /** What went wrong, for people. */
  List<String> notes() {
    return notes.stream().distinct().sorted().toList();
  }

  private void write() throws IOException {
    NavigableMap<ContentKey, byte[]> entries = new TreeMap<>(added);
    for (ContentKey key : used) {
      Entry entry = old.get(key);
      if (entry != null && !entries.containsKey(key)) {
        entries.put(key, bytes(entry));
      }
    }
    Path folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    Path temporary = Files.createTempFile(folder, "facts", ".tmp");
    try {
      try (FileChannel to = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
        writeAll(to, head(entries));
        for (byte[] bytes : entries.values()) {
          writeAll(to, ByteBuffer.wrap(bytes));
        }
      }
      close();
      moveOver(temporary);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private ByteBuffer head(NavigableMap<ContentKey, byte[]> entries) {
    byte[] indexBytes = new byte[entries.size() * INDEX_ENTRY];
    ByteBuffer index = ByteBuffer.wrap(indexBytes);
    entries.forEach(
        (key, bytes) ->
            index
                .putLong(key.high())
                .putLong(key.low())
                .putInt(bytes.length)
                .putInt(checksum(bytes)));
    return ByteBuffer.allocate(HEADER + indexBytes.length)
        .put(MAGIC)
        .putLong(stamp.high())
        .putLong(stamp.low())
        .putInt(entries.size())
        .putInt(checksum(indexBytes))
        .put(indexBytes)
        .flip();
  }

  private void moveOver(Path temporary) throws IOException {
    try {
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private void close() {
    channel.ifPresent(
        open -> {
          try {
            open.close();
          } catch (IOException e) {
            // It was only read from.
          }
        });
  }

  private void ignore(String why) {
    old.clear();
    notes.add(
        "The cache " + file.getFileName() + " is not used and will be replaced: " + why + ".");
  }

  private Optional<byte[]> bytes(ContentKey key) throws IOException {
    byte[] fresh = added.get(key);
    Entry entry = old.get(key);
    return fresh != null || entry == null ? Optional.ofNullable(fresh) : Optional.of(bytes(entry));
  }

  private byte[] bytes(Entry entry) throws IOException {
    byte[] bytes = read(channel.orElseThrow(), entry.offset(), entry.length());
    if (checksum(bytes) != entry.checksum()) {
      throw new IOException("The checksum of an entry differs.");
    }
    return bytes;
  }

  private static byte[] read(FileChannel from, long offset, int length) throws IOException {
    byte[] bytes = new byte[length];
    ByteBuffer to = ByteBuffer.wrap(bytes);
    while (to.hasRemaining()) {
      if (from.read(to, offset + to.position()) < 0) {
        throw new IOException("The file ends too early.");
      }
    }
    return bytes;
  }

  private static void writeAll(FileChannel to, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      to.write(bytes);
    }
  }

  private static int checksum(byte[] bytes) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, 0, bytes.length);
    return (int) checksum.getValue();
  }
}
