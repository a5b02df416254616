package dev.watertight.analyzer.source;

import dev.watertight.analyzer.facts.FileFacts;
import dev.watertight.analyzer.source.FactsFormat.ContentKey;
import dev.watertight.analyzer.source.Words.Hashes;
import dev.watertight.core.finding.Location;
import dev.watertight.core.finding.NotAnalysed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Reads the Java files of a project into facts, each file at most once, in parallel and with the
 * help of a cache. Only files that a filter lets through, or that are asked for, are parsed; of a
 * file only its facts are kept.
 *
 * <p>Results are the same for any number of threads, with and without a cache. All methods may be
 * called from several threads. Close it to write the cache.
 */
public final class FactsLoader implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final List<SourceFile> files;
  private final Lanes lanes;
  private final Optional<FactsCache> cache;
  private final TypeIndex index;
  private final Map<SourceFile, Loaded> loaded = new ConcurrentHashMap<>();

  private final Map<String, Integer> watched = new ConcurrentHashMap<>();
  private final Hashes watchedHashes = new Hashes();
  private final Set<Integer> seen = ConcurrentHashMap.newKeySet();

  /**
   * Of the files that no filter let through so far, parsed or not: they are not read again to try
   * the next.
   */
  private final Map<SourceFile, Words> words = new ConcurrentHashMap<>();

  /** The paths of the files that a filter let through. */
  private final Set<String> wanted = ConcurrentHashMap.newKeySet();

  private volatile Prefilter reached = Prefilter.identifiers(List.of());

  /** What was made of one file: the one or the other. */
  private record Loaded(Optional<FileFacts> facts, Optional<NotAnalysed> refused) {}

  /**
   * A loader of files.
   *
   * @param files of them those in Java
   * @param threads how many read and parse at a time, at least 1
   * @param cache the cache's file, or empty for none
   */
  public FactsLoader(Collection<SourceFile> files, int threads, Optional<Path> cache) {
    this(files, threads, cache, LIMIT);
  }

  FactsLoader(Collection<SourceFile> files, int threads, Optional<Path> cache, Duration limit) {
    this.files =
        files.stream()
            .filter(file -> file.kind() == SourceFile.Kind.JAVA)
            .sorted(Comparator.comparing(SourceFile::path))
            .toList();
    this.lanes = new Lanes(threads, limit);
    this.cache = cache.map(FactsCache::open);
    this.index = new TypeIndex(this.files);
  }

  /**
   * Parses every file that is not parsed yet and in which a word of the filter occurs, and those
   * that can be seen to be no Java, so that they are reported.
   *
   * @return the facts of all files that were parsed so far, by this call or earlier ones, by path
   */
  public List<FileFacts> load(Prefilter relevant) {
    parse(
        files.stream()
            .filter(file -> !isWanted(file.path()))
            .filter(file -> !words.containsKey(file) || wants(file, words.get(file), relevant))
            .filter(file -> !loaded.containsKey(file)),
        (file, bytes) -> {
          Words found = words.computeIfAbsent(file, any -> words(bytes));
          return !found.mayBeJava() || wants(file, found, relevant);
        });
    words.keySet().removeIf(file -> isWanted(file.path()));
    return parsed();
  }

  private boolean wants(SourceFile file, Words found, Prefilter relevant) {
    return isWanted(file.path()) || (relevant.matches(found) && wanted.add(file.path()));
  }

  /**
   * Whether a file was let through by a filter so far, and not only parsed because another asked
   * for a type of it.
   *
   * @param path as in its facts
   */
  public boolean isWanted(String path) {
    return wanted.contains(path);
  }

  /** How many files were let through by a filter so far. */
  public int wanted() {
    return wanted.size();
  }

  /** Watches from now on for identifiers, in the files that are read for the first time. */
  public void watch(Collection<String> identifiers) {
    for (String identifier : identifiers) {
      int hash = Words.hash(identifier, Words.Kind.CODE);
      watched.put(identifier, hash);
      watchedHashes.add(hash);
    }
  }

  /** Whether an identifier that is watched for may be in the code of some file. */
  public boolean wasSeen(String identifier) {
    Integer hash = watched.get(identifier);
    return hash != null && seen.contains(hash);
  }

  /** Lets through from now on, of the files that are asked for by a type, those that match. */
  public void wantReached(Prefilter relevant) {
    reached = relevant;
  }

  private Words words(byte[] bytes) {
    Words found = Words.in(bytes);
    found.each(watchedHashes, seen::add);
    return found;
  }

  /** Parses every file that is not parsed yet, whatever words are in it. */
  public List<FileFacts> loadAll() {
    parse(files.stream().filter(file -> !loaded.containsKey(file)), (file, bytes) -> true);
    files.forEach(file -> wanted.add(file.path()));
    words.clear();
    return parsed();
  }

  /** Whether some file seems to declare a top-level type; reads no more than its beginning. */
  public boolean mayDeclare(String qualifiedName) {
    return !index.declaring(qualifiedName).isEmpty();
  }

  /**
   * The facts of the files that declare a top-level type, which are read now if they were not yet.
   *
   * @return by path; usually one or none
   */
  public List<FileFacts> declaring(String qualifiedName) {
    List<SourceFile> candidates = index.declaring(qualifiedName);
    parse(
        candidates.stream().filter(file -> !loaded.containsKey(file)),
        (file, bytes) -> {
          wants(file, words.computeIfAbsent(file, any -> words(bytes)), reached);
          return true;
        });
    int dot = qualifiedName.lastIndexOf('.');
    String packageName = dot < 0 ? "" : qualifiedName.substring(0, dot);
    String name = qualifiedName.substring(dot + 1);
    return candidates.stream()
        .flatMap(file -> facts(file).stream())
        .filter(facts -> facts.packageName().equals(packageName))
        .filter(facts -> facts.types().stream().anyMatch(type -> type.name().equals(name)))
        .toList();
  }

  /** The files that could not be read so far, and why, by path. */
  public List<NotAnalysed> notAnalysed() {
    return loaded.values().stream()
        .flatMap(one -> one.refused().stream())
        .sorted(NotAnalysed.ORDER)
        .toList();
  }

  /** What went wrong with the cache, for people; nothing of it changes a result. */
  public List<String> notes() {
    return cache.map(FactsCache::notes).orElse(List.of());
  }

  /** Writes the cache. */
  @Override
  public void close() {
    cache.ifPresent(FactsCache::save);
  }

  private Optional<FileFacts> facts(SourceFile file) {
    return Optional.ofNullable(loaded.get(file)).flatMap(Loaded::facts);
  }

  private List<FileFacts> parsed() {
    return files.stream().flatMap(file -> facts(file).stream()).toList();
  }

  private void parse(Stream<SourceFile> open, BiPredicate<SourceFile, byte[]> relevant) {
    // The largest first: the last one to finish decides how long it takes.
    List<SourceFile> order =
        open.sorted(
                Comparator.comparingLong(SourceFile::size)
                    .reversed()
                    .thenComparing(SourceFile::path))
            .toList();
    List<Optional<Loaded>> results =
        lanes.map(
            order, file -> parse(file, relevant), file -> Optional.of(refused(file, tooSlow())));
    for (int i = 0; i < order.size(); i++) {
      SourceFile file = order.get(i);
      results.get(i).ifPresent(result -> loaded.putIfAbsent(file, result));
    }
  }

  /** Empty if the file is not relevant. */
  private Optional<Loaded> parse(SourceFile file, BiPredicate<SourceFile, byte[]> relevant) {
    Content content = Content.bytes(file);
    if (content instanceof Content.Missing missing) {
      return Optional.of(new Loaded(Optional.empty(), Optional.of(missing.reason())));
    }
    byte[] bytes = ((Content.Bytes) content).bytes();
    index.see(file, bytes);
    if (!relevant.test(file, bytes)) {
      return Optional.empty();
    }
    Outcome outcome = outcome(file.path(), bytes);
    return Optional.of(
        outcome instanceof Outcome.Read read
            ? new Loaded(Optional.of(read.facts()), Optional.empty())
            : refused(file, (Outcome.Refused) outcome));
  }

  private Outcome outcome(String path, byte[] bytes) {
    if (cache.isEmpty()) {
      return compact(JavaReader.read(path, bytes), path, stored -> {});
    }
    ContentKey key = ContentKey.of(path.substring(path.lastIndexOf('/') + 1), bytes);
    return cache
        .get()
        .get(key, path)
        .orElseGet(
            () ->
                compact(
                    JavaReader.read(path, bytes), path, stored -> cache.get().put(key, stored)));
  }

  /**
   * The same outcome in half the memory: what the parser left behind holds every name as many times
   * as it is written.
   */
  private static Outcome compact(Outcome outcome, String path, Consumer<byte[]> stored) {
    byte[] bytes = StoredOutcome.encode(outcome);
    stored.accept(bytes);
    return StoredOutcome.decode(bytes, path);
  }

  private static Outcome.Refused tooSlow() {
    return new Outcome.Refused(
        "reading it took more than "
            + LIMIT.toSeconds()
            + " seconds; its code is nested in a way that the parser is slow on",
        1);
  }

  private static Loaded refused(SourceFile file, Outcome.Refused refused) {
    return new Loaded(
        Optional.empty(),
        Optional.of(
            new NotAnalysed(
                Location.InFile.of(file.path(), refused.line()),
                NotAnalysed.Kind.FILE,
                refused.reason())));
  }
}
