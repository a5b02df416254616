package dev.watertight.analyzer.source;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.watertight.analyzer.facts.FileFacts;
import dev.watertight.core.finding.NotAnalysed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class FactsLoaderTest {

  @TempDir Path root;

  @BeforeEach
  void project() throws IOException {
    file("com/acme/Repo.java", "package com.acme; class Repo { String q = \"from projects\"; }");
    file("com/acme/Plain.java", "package com.acme;\nclass Plain { }\nfinal class Beside<T> { }\n");
    file("com/acme/web/Api.java", "package com.acme.web; class Api { int projects; }");
    file("flat/Odd.java", "// license\npackage com.odd; /* x */ class Odd { }");
    file("Unnamed.java", "class Unnamed { }");
    file("broken/Broken.java", "package broken;\nclass Broken { int projects = ; }");
    file("q.sql", "select * from projects");
  }

  private void file(String path, String content) throws IOException {
    Files.createDirectories(root.resolve(path).getParent());
    Files.writeString(root.resolve(path), content);
  }

  private List<SourceFile> files() {
    return SourceTree.find(root, List.of(root)).files();
  }

  private FactsLoader loader() {
    return new FactsLoader(files(), 2, Optional.empty());
  }

  private static List<String> paths(List<FileFacts> facts) {
    return facts.stream().map(FileFacts::path).toList();
  }

  @Test
  void readsWhatTheFilterLetsThrough() {
    FactsLoader loader = loader();
    assertThat(paths(loader.load(Prefilter.of(List.of("projects")))))
        .containsExactly("com/acme/Repo.java", "com/acme/web/Api.java");
    assertThat(loader.notAnalysed())
        .extracting(one -> one.location().label(), NotAnalysed::reason)
        .containsExactly(tuple("broken/Broken.java:2", "its syntax is not understood near `;`"));
  }

  @Test
  void aSecondFilterAddsToTheFirst() {
    FactsLoader loader = loader();
    loader.load(Prefilter.of(List.of("web")));
    assertThat(paths(loader.load(Prefilter.of(List.of("odd")))))
        .containsExactly("com/acme/web/Api.java", "flat/Odd.java");
  }

  @Test
  void noFileIsReadAgainToTryAnotherFilter() throws IOException {
    FactsLoader loader = loader();
    assertThat(loader.load(Prefilter.of(List.of("web")))).hasSize(1);
    for (SourceFile file : files()) {
      Files.writeString(file.file(), "class Changed { int odd; }");
    }
    assertThat(loader.load(Prefilter.of(List.of("changed")))).hasSize(1);
    assertThat(paths(loader.load(Prefilter.of(List.of("odd")))))
        .contains("flat/Odd.java")
        .hasSize(2);
  }

  @Test
  void findsATypeByItsFileThoughNoFilterLetItThrough() {
    FactsLoader loader = loader();
    assertThat(loader.load(Prefilter.of(List.of()))).isEmpty();
    assertThat(loader.mayDeclare("com.acme.Plain")).isTrue();
    assertThat(paths(loader.declaring("com.acme.Plain"))).containsExactly("com/acme/Plain.java");
    assertThat(paths(loader.load(Prefilter.of(List.of())))).containsExactly("com/acme/Plain.java");
  }

  @Test
  void aFileThatWasAskedForIsWantedOnlyOnceAFilterLetsItThrough() {
    FactsLoader loader = loader();
    loader.declaring("com.acme.Plain");
    loader.load(Prefilter.of(List.of("odd")));
    assertThat(loader.isWanted("com/acme/Plain.java")).isFalse();
    assertThat(loader.wanted()).isEqualTo(1);
    loader.load(Prefilter.of(List.of("beside")));
    assertThat(loader.isWanted("com/acme/Plain.java")).isTrue();
    assertThat(loader.wanted()).isEqualTo(2);
  }

  @Test
  void aFileThatWasAskedForIsWantedIfThatFilterLetsItThrough() {
    FactsLoader loader = loader();
    loader.wantReached(Prefilter.of(List.of("beside")));
    loader.declaring("com.acme.Plain");
    loader.declaring("com.acme.web.Api");
    assertThat(loader.isWanted("com/acme/Plain.java")).isTrue();
    assertThat(loader.isWanted("com/acme/web/Api.java")).isFalse();
  }

  @Test
  void findsATypeByThePackageStatementWhereFoldersSayNothing() {
    FactsLoader loader = loader();
    assertThat(loader.mayDeclare("com.odd.Odd")).isTrue();
    assertThat(paths(loader.declaring("com.odd.Odd"))).containsExactly("flat/Odd.java");
    assertThat(loader.mayDeclare("Unnamed")).isTrue();
    assertThat(loader.mayDeclare("java.util.Odd")).isFalse();
    assertThat(loader.declaring("java.util.Odd")).isEmpty();
  }

  @Test
  void findsATypeBesideTheOneThatAFileIsNamedAfter() {
    FactsLoader loader = loader();
    loader.load(Prefilter.of(List.of()));
    assertThat(loader.mayDeclare("com.acme.Beside")).isTrue();
    assertThat(paths(loader.declaring("com.acme.Beside"))).containsExactly("com/acme/Plain.java");
    assertThat(loader.mayDeclare("com.other.Beside")).isFalse();
  }

  @Test
  void aTypeThatNoFileDeclaresIsNotFound() {
    FactsLoader loader = loader();
    assertThat(loader.mayDeclare("com.acme.Missing")).isFalse();
    assertThat(loader.declaring("com.acme.Missing")).isEmpty();
    assertThat(loader.declaring("broken.Broken")).isEmpty();
    assertThat(loader.notAnalysed()).hasSize(1);
  }

  @Test
  void badFilesCostOnlyThemselves() throws IOException {
    Files.write(root.resolve("Latin.java"), "class Caf\u00e9 {}".getBytes(ISO_8859_1));
    Files.write(root.resolve("Binary.java"), new byte[] {1, 2, 0, 4});
    file("Empty.java", "");
    file("Huge.java", "//" + " ".repeat(50 << 20));
    file("Gone.java", "class Gone { }");
    List<SourceFile> files = files();
    Files.delete(root.resolve("Gone.java"));
    FactsLoader loader = new FactsLoader(files, 2, Optional.empty());
    assertThat(paths(loader.load(Prefilter.of(List.of("projects"))))).hasSize(2);
    assertThat(loader.notAnalysed())
        .extracting(one -> one.location().label() + " " + one.reason())
        .satisfiesExactly(
            one -> assertThat(one).startsWith("Binary.java:1 it is no text"),
            one -> assertThat(one).startsWith("Gone.java:1 it vanished"),
            one -> assertThat(one).startsWith("Huge.java:1 it has 52428802 bytes"),
            one -> assertThat(one).startsWith("Latin.java:1 it is not UTF-8"),
            one -> assertThat(one).startsWith("broken/Broken.java:2 its syntax"));
    assertThat(loader.notAnalysed()).allMatch(one -> one.kind() == NotAnalysed.Kind.FILE);
  }

  @Test
  void aFileThatTakesTooLongIsGivenUpOn() throws IOException {
    // The parser's time grows with more than the square of the depth of casts.
    file(
        "Slow.java",
        "class Slow { Object o = " + "(A) (".repeat(900) + "1" + ")".repeat(900) + "; }");
    FactsLoader loader = new FactsLoader(files(), 1, Optional.empty(), Duration.ofMillis(60));
    assertThat(loader.loadAll()).hasSize(5);
    assertThat(loader.notAnalysed())
        .extracting(NotAnalysed::reason)
        .anyMatch(reason -> reason.contains("took more than"));
  }

  @Test
  void theNumberOfThreadsTheOrderOfFilesAndTheCacheChangeNothing() throws IOException {
    for (int i = 0; i < 40; i++) {
      String body = i % 7 == 0 ? "int = ;" : "void m() { call(" + i + "); }";
      file("many/M" + i + ".java", "package many;\nclass M" + i + " { " + body + " }\n");
    }
    List<SourceFile> files = new ArrayList<>(files());
    FactsLoader plain = new FactsLoader(files, 1, Optional.empty());
    List<FileFacts> expected = plain.loadAll();
    Path cache = root.resolve("target/facts");
    for (int threads : new int[] {1, 4, 16, 3}) {
      Collections.shuffle(files, new Random(threads));
      try (FactsLoader loader = new FactsLoader(files, threads, Optional.of(cache))) {
        assertThat(loader.loadAll()).isEqualTo(expected);
        assertThat(loader.notAnalysed()).isEqualTo(plain.notAnalysed());
        assertThat(loader.notes()).isEmpty();
      }
    }
    assertThat(cache).isNotEmptyFile();
  }

  @Test
  void theCacheAnswersForContentNotForPlaces() throws IOException {
    Path cache = root.resolve("target/facts");
    try (FactsLoader loader = new FactsLoader(files(), 2, Optional.of(cache))) {
      loader.loadAll();
    }
    Files.createDirectories(root.resolve("moved"));
    Files.move(
        root.resolve("com/acme/Repo.java"),
        root.resolve("moved/Repo.java"),
        StandardCopyOption.ATOMIC_MOVE);
    file("com/acme/Plain.java", "package com.acme; class Changed { }");
    try (FactsLoader loader = new FactsLoader(files(), 2, Optional.of(cache))) {
      List<FileFacts> facts = loader.loadAll();
      assertThat(paths(facts)).contains("moved/Repo.java").doesNotContain("com/acme/Repo.java");
      assertThat(facts.stream().flatMap(f -> f.types().stream()).map(t -> t.name()))
          .contains("Changed", "Repo")
          .doesNotContain("Plain");
    }
  }

  @Test
  void twoBuildsMayUseOneCacheAtATime() throws Exception {
    Path cache = root.resolve("target/facts");
    List<SourceFile> files = files();
    List<FileFacts> expected = loader().loadAll();
    List<Thread> builds = new ArrayList<>();
    List<List<FileFacts>> results = Collections.synchronizedList(new ArrayList<>());
    for (int i = 0; i < 4; i++) {
      builds.add(
          new Thread(
              () -> {
                for (int k = 0; k < 10; k++) {
                  try (FactsLoader loader = new FactsLoader(files, 2, Optional.of(cache))) {
                    results.add(loader.loadAll());
                  }
                }
              }));
    }
    builds.forEach(Thread::start);
    for (Thread build : builds) {
      build.join();
    }
    assertThat(results).hasSize(40).allMatch(expected::equals);
  }

  @Test
  void severalThreadsMayAskAtATime() throws Exception {
    FactsLoader loader = loader();
    List<String> names =
        List.of("com.acme.Plain", "com.acme.Repo", "com.odd.Odd", "com.acme.web.Api");
    List<Thread> askers = new ArrayList<>();
    List<FileFacts> found = Collections.synchronizedList(new ArrayList<>());
    IntStream.range(0, 8)
        .forEach(
            i -> askers.add(new Thread(() -> found.addAll(loader.declaring(names.get(i % 4))))));
    askers.forEach(Thread::start);
    for (Thread asker : askers) {
      asker.join();
    }
    assertThat(found).hasSize(8);
    assertThat(found.stream().distinct()).hasSize(4);
  }

  @Test
  void deepChainsGoThroughTheCacheToo() throws IOException {
    file("Deep.java", "class Deep { Object o = a" + ".b()".repeat(5_000) + "; }");
    Path cache = root.resolve("target/facts");
    for (int run = 0; run < 2; run++) {
      try (FactsLoader loader = new FactsLoader(files(), 2, Optional.of(cache))) {
        assertThat(paths(loader.loadAll())).contains("Deep.java");
      }
    }
  }

  @Test
  void contentSaysWhyItIsMissing() throws IOException {
    List<SourceFile> files = files();
    SourceFile sql = files.get(files.size() - 1);
    assertThat(Content.text(sql)).isEqualTo(new Content.Text("select * from projects"));
    Files.write(sql.file(), "\nsel\u00e9ct".getBytes(ISO_8859_1));
    assertThat(Content.text(sql))
        .isInstanceOfSatisfying(
            Content.Missing.class,
            missing -> assertThat(missing.reason().location().label()).isEqualTo("q.sql:2"));
    Files.writeString(sql.file(), "\uFEFFselect", UTF_8);
    assertThat(Content.text(sql)).isEqualTo(new Content.Text("select"));
  }
}
