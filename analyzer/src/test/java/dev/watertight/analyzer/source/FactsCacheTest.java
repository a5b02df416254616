package dev.watertight.analyzer.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watertight.analyzer.facts.FileFacts;
import dev.watertight.analyzer.source.FactsFormat.ContentKey;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FactsCacheTest {
  private static final String GOOD = "package a; class A { int a = 1; }";
  private static final String BAD = "class A {";

  @TempDir Path folder;

  private Path file() {
    return folder.resolve("target/.cache/facts");
  }

  private static ContentKey key(String source) {
    return ContentKey.of("A.java", source.getBytes(UTF_8));
  }

  private static Outcome read(String source) {
    return JavaReader.read("A.java", source.getBytes(UTF_8));
  }

  private void write(String... sources) {
    FactsCache cache = FactsCache.open(file());
    for (String source : sources) {
      cache.put(key(source), StoredOutcome.encode(read(source)));
    }
    cache.save();
    assertThat(cache.notes()).isEmpty();
  }

  private Optional<Outcome> get(String source) {
    return FactsCache.open(file()).get(key(source), "A.java");
  }

  @Test
  void keepsFactsAndRefusalsByContent() {
    write(GOOD, BAD);
    assertThat(get(GOOD)).contains(read(GOOD));
    assertThat(get(BAD)).contains(read(BAD));
    assertThat(get(GOOD + " ")).isEmpty();
  }

  @Test
  void theNameOfAFileCounts() {
    assertThat(ContentKey.of("B.java", GOOD.getBytes(UTF_8))).isNotEqualTo(key(GOOD));
  }

  @Test
  void factsGetThePathOfTheFileThatTheyAreAskedFor() {
    write(GOOD);
    Outcome.Read moved =
        (Outcome.Read) FactsCache.open(file()).get(key(GOOD), "moved/A.java").orElseThrow();
    assertThat(moved.facts().path()).isEqualTo("moved/A.java");
  }

  @Test
  void aCacheThatIsNotThereIsEmptyWithoutANote() {
    FactsCache cache = FactsCache.open(file());
    assertThat(cache.get(key(GOOD), "A.java")).isEmpty();
    cache.save();
    assertThat(cache.notes()).isEmpty();
    assertThat(file()).doesNotExist();
  }

  @Test
  void isNotWrittenWhenNothingIsNew() throws IOException {
    write(GOOD);
    byte[] before = Files.readAllBytes(file());
    var time = Files.getLastModifiedTime(file());
    FactsCache cache = FactsCache.open(file());
    assertThat(cache.get(key(GOOD), "A.java")).isPresent();
    cache.save();
    assertThat(Files.readAllBytes(file())).isEqualTo(before);
    assertThat(Files.getLastModifiedTime(file())).isEqualTo(time);
  }

  @Test
  void whatARunDidNotUseIsDroppedWhenItWrites() {
    write(GOOD, BAD);
    FactsCache cache = FactsCache.open(file());
    assertThat(cache.get(key(GOOD), "A.java")).isPresent();
    cache.put(key("class C {}"), StoredOutcome.encode(read("class C {}")));
    cache.save();
    assertThat(get(GOOD)).isPresent();
    assertThat(get("class C {}")).isPresent();
    assertThat(get(BAD)).isEmpty();
  }

  @Test
  void aCacheThatIsMostlyUnusedShrinks() throws IOException {
    String[] sources = new String[20];
    for (int i = 0; i < sources.length; i++) {
      sources[i] = "class C" + i + " { }";
    }
    write(sources);
    long before = Files.size(file());
    FactsCache cache = FactsCache.open(file());
    assertThat(cache.get(key(sources[3]), "A.java")).isPresent();
    cache.save();
    assertThat(Files.size(file())).isLessThan(before / 4);
    assertThat(get(sources[3])).isPresent();
  }

  @Test
  void theSameFactsGiveTheSameBytes() throws IOException {
    write(GOOD, BAD);
    byte[] first = Files.readAllBytes(file());
    Files.delete(file());
    write(BAD, GOOD);
    assertThat(Files.readAllBytes(file())).isEqualTo(first);
  }

  @Test
  void aForeignFileIsIgnoredWithANoteAndReplaced() throws IOException {
    Files.createDirectories(file().getParent());
    for (String foreign :
        List.of("", "x", "WTFACTS1", "WTFACTS9" + "x".repeat(100), "<xml/>".repeat(50))) {
      Files.writeString(file(), foreign);
      FactsCache cache = FactsCache.open(file());
      assertThat(cache.get(key(GOOD), "A.java")).isEmpty();
      assertThat(cache.notes()).singleElement().asString().contains("is not used");
      cache.put(key(GOOD), StoredOutcome.encode(read(GOOD)));
      cache.save();
      assertThat(get(GOOD)).contains(read(GOOD));
    }
  }

  @Test
  void aCacheOfAnotherBuildIsIgnored() {
    write(GOOD);
    FactsCache cache = FactsCache.open(file(), new ContentKey(1, 2));
    assertThat(cache.get(key(GOOD), "A.java")).isEmpty();
    assertThat(cache.notes()).singleElement().asString().contains("another version");
  }

  @Test
  void aFolderInItsPlaceIsIgnored() throws IOException {
    Files.createDirectories(file());
    FactsCache cache = FactsCache.open(file());
    cache.put(key(GOOD), StoredOutcome.encode(read(GOOD)));
    Files.createDirectories(file().resolve("inside"));
    cache.save();
    assertThat(cache.notes()).isNotEmpty();
    try (Stream<Path> left = Files.list(file().getParent())) {
      assertThat(left).as("no temporary file stays").containsExactly(file());
    }
  }

  /** Whatever is damaged, an answer is the right one or none. */
  @Test
  void damageNeverGivesWrongFacts() throws IOException {
    List<String> sources = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      sources.add("class C" + i + " { String s = \"select " + i + "\"; int a" + i + "; }");
    }
    write(sources.toArray(String[]::new));
    byte[] whole = Files.readAllBytes(file());
    ContentKey stamp = FactsFormat.stamp();
    List<Outcome> expected = sources.stream().map(FactsCacheTest::read).toList();
    Random random = new Random(42);
    int kept = 0;
    int lost = 0;
    for (int round = 0; round < 400; round++) {
      byte[] damaged = whole.clone();
      if (round % 4 == 0) {
        damaged = Arrays.copyOf(whole, random.nextInt(whole.length + 50));
      } else {
        damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
      }
      Files.write(file(), damaged);
      FactsCache cache = FactsCache.open(file(), stamp);
      for (int i = 0; i < sources.size(); i++) {
        Optional<Outcome> outcome = cache.get(key(sources.get(i)), "A.java");
        if (outcome.isPresent()) {
          kept++;
          assertThat(outcome).contains(expected.get(i));
        } else {
          lost++;
        }
      }
    }
    assertThat(kept).isPositive();
    assertThat(lost).isPositive();
  }

  @Test
  void aReaderKeepsItsCacheWhileAnotherProcessReplacesIt() {
    write(GOOD, BAD);
    FactsCache reader = FactsCache.open(file());
    write("class Other {}");
    assertThat(reader.get(key(GOOD), "A.java")).contains(read(GOOD));
    reader.put(key("class C {}"), StoredOutcome.encode(read("class C {}")));
    reader.save();
    assertThat(get(GOOD)).isPresent();
  }

  @Test
  void theStampCoversAllClassesThatMakeFacts() throws IOException, URISyntaxException {
    Path classes =
        Path.of(FileFacts.class.getProtectionDomain().getCodeSource().getLocation().toURI())
            .resolve("dev/watertight/analyzer/facts");
    try (Stream<Path> files = Files.list(classes)) {
      assertThat(files.map(file -> file.getFileName().toString().replace(".class", "")))
          .filteredOn(name -> !List.of("package-info", "Parts").contains(name))
          .filteredOn(name -> !name.contains("Test"))
          .containsExactlyInAnyOrderElementsOf(FactsFormat.FACTS_CLASSES);
    }
    for (String name : FactsFormat.SOURCE_CLASSES) {
      assertThat(FactsFormat.class.getResource(name + ".class")).as(name).isNotNull();
    }
  }
}
