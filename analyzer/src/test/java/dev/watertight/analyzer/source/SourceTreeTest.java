package dev.watertight.analyzer.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.watertight.core.finding.NotAnalysed;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceTreeTest {
  @TempDir Path root;

  private Path file(String path, String content) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }

  private Path file(String path) throws IOException {
    return file(path, "");
  }

  private SourceTree find(String... paths) {
    List<Path> named = new ArrayList<>();
    for (String path : paths) {
      named.add(root.resolve(path));
    }
    return SourceTree.find(root, named);
  }

  private static List<String> paths(List<SourceFile> files) {
    return files.stream().map(SourceFile::path).toList();
  }

  @Test
  void findsSourceFilesOfEachKindSortedByPath() throws IOException {
    file("src/main/resources/b.xml");
    file("src/main/java/a/B.java");
    file("src/main/java/a/A.java", "class A {}");
    file("src/main/resources/q.sql.stg");
    file("src/main/resources/V1.SQL");
    file("src/main/resources/messages.properties");
    file("README.md");
    SourceTree tree = find("");
    assertThat(paths(tree.files()))
        .containsExactly(
            "src/main/java/a/A.java",
            "src/main/java/a/B.java",
            "src/main/resources/V1.SQL",
            "src/main/resources/b.xml",
            "src/main/resources/q.sql.stg");
    assertThat(tree.files())
        .extracting(SourceFile::kind)
        .containsExactly(
            SourceFile.Kind.JAVA,
            SourceFile.Kind.JAVA,
            SourceFile.Kind.SQL,
            SourceFile.Kind.XML,
            SourceFile.Kind.SQL_TEMPLATE);
    assertThat(tree.files().get(0).size()).isEqualTo(10);
    assertThat(tree.leftOut()).isEmpty();
    assertThat(tree.notAnalysed()).isEmpty();
  }

  @Test
  void ofYamlOnlyChangelogsCount() throws IOException {
    file("db/changelog.yaml", "databaseChangeLog:\n- changeSet:\n");
    file("application.yml", "spring: {}");
    assertThat(paths(find("").files())).containsExactly("db/changelog.yaml");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".git/A.java",
        ".idea/a.xml",
        ".gradle/A.java",
        "node_modules/x/a.sql",
        "target/A.java",
        "target/classes/a.xml",
        "module/build/resources/a.sql",
        "out/production/a.xml",
      })
  void versionControlAndBuildOutputAreLeftAlone(String path) throws IOException {
    file(path, "class A {}");
    SourceTree tree = find("");
    assertThat(tree.files()).isEmpty();
    assertThat(tree.leftOut()).isEmpty();
  }

  @Test
  void aFolderBinIsOutputOnlyIfItHoldsClasses() throws IOException {
    file("bin/a/A.class");
    file("bin/a/a.xml");
    file("tools/bin/a.sql");
    assertThat(paths(find("").files())).containsExactly("tools/bin/a.sql");
  }

  @Test
  void aPackageMayBeCalledLikeAnOutput() throws IOException {
    file("src/main/java/com/acme/build/A.java", "package com.acme.build;");
    file("old/com/acme/target/tools/B.java", "/* x */ @X(1) package com.acme.target.tools;");
    file("src/main/resources/out/a.xml");
    assertThat(paths(find("").files()))
        .containsExactly(
            "old/com/acme/target/tools/B.java",
            "src/main/java/com/acme/build/A.java",
            "src/main/resources/out/a.xml");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "src/test/java/A.java",
        "src/it/x/A.java",
        "src/integrationTest/java/A.java",
        "src/testFixtures/java/A.java",
        "module/src/functionalTests/java/A.java",
      })
  void testsAreListedApart(String path) throws IOException {
    file(path);
    SourceTree tree = find("");
    assertThat(tree.files()).isEmpty();
    assertThat(tree.leftOut()).hasSize(1).allMatch(SourceFile::test);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "target/generated-sources/jooq/com/acme/Tables.java",
        "build/generated/sources/A.java",
        "src/main/generated/A.java",
        "src/main/java/com/acme/generated/Tables.java",
      })
  void generatedSourcesAreListedApart(String path) throws IOException {
    file(path);
    SourceTree tree = find("");
    assertThat(tree.files()).isEmpty();
    assertThat(tree.leftOut())
        .hasSize(1)
        .allMatch(SourceFile::generated)
        .noneMatch(SourceFile::test);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "src/main/java/com/acme/test/A.java",
        "src/main/java/test/A.java",
        "src/latest/A.java"
      })
  void aPackageOfThatNameIsNoTest(String path) throws IOException {
    file(path);
    assertThat(paths(find("").files())).containsExactly(path);
  }

  @Test
  void whatIsNamedIsIncludedWhereverItLies() throws IOException {
    file("module/src/test/resources/project/src/main/java/A.java");
    file("module/src/test/resources/project/src/test/java/B.java");
    file("target/C.java");
    file("src/test/java/D.java");
    SourceTree tree =
        find("module/src/test/resources/project", "target", "src/test/java/D.java", ".");
    assertThat(paths(tree.files()))
        .containsExactly(
            "module/src/test/resources/project/src/main/java/A.java",
            "src/test/java/D.java",
            "target/C.java");
    assertThat(paths(tree.leftOut()))
        .containsExactly("module/src/test/resources/project/src/test/java/B.java");
  }

  @Test
  void testsBelowANamedFolderSrcAreTests() throws IOException {
    file("src/main/java/A.java");
    file("src/test/java/B.java");
    SourceTree tree = find("src");
    assertThat(paths(tree.files())).containsExactly("src/main/java/A.java");
    assertThat(paths(tree.leftOut())).containsExactly("src/test/java/B.java");
  }

  @Test
  void aFileThatIsReachedTwiceCountsOnce() throws IOException {
    file("src/main/java/A.java");
    assertThat(paths(find("src/main", ".", "src/main/java/A.java", "src/main/../main").files()))
        .containsExactly("src/main/java/A.java");
  }

  @Test
  void theOrderOfThePathsDoesNotMatter() throws IOException {
    for (String path : List.of("a/A.java", "a/src/test/B.java", "b/C.java", "c/D.java")) {
      file(path);
    }
    Files.createSymbolicLink(root.resolve("b/link"), root.resolve("c"));
    List<String> paths = new ArrayList<>(List.of("a", "a/src/test", "b", "c", ".", "missing"));
    SourceTree expected = find(paths.toArray(String[]::new));
    Random random = new Random(7);
    for (int i = 0; i < 20; i++) {
      Collections.shuffle(paths, random);
      assertThat(find(paths.toArray(String[]::new))).isEqualTo(expected);
    }
  }

  @Test
  void linksWithinTheProjectAreFollowedOnce() throws IOException {
    file("real/a/A.java");
    Files.createSymbolicLink(root.resolve("linked"), root.resolve("real"));
    Files.createSymbolicLink(root.resolve("real/loop"), root);
    Files.createSymbolicLink(root.resolve("real/a/self"), Path.of("."));
    assertThat(paths(find("").files())).containsExactly("real/a/A.java");
    assertThat(paths(find("linked/a").files())).containsExactly("linked/a/A.java");
  }

  @Test
  void aLinkMayBeTheOnlyWay() throws IOException {
    file("shared/a/A.java");
    Files.createDirectories(root.resolve("module"));
    Files.createSymbolicLink(root.resolve("module/src"), root.resolve("shared"));
    Files.createSymbolicLink(root.resolve("module/Z.java"), root.resolve("shared/a/A.java"));
    assertThat(paths(find("module").files())).containsExactly("module/Z.java");
    Files.delete(root.resolve("module/Z.java"));
    assertThat(paths(find("module").files())).containsExactly("module/src/a/A.java");
  }

  @Test
  void aLinkOutOfTheProjectIsNotFollowedInSilence(@TempDir Path elsewhere) throws IOException {
    Files.writeString(elsewhere.resolve("A.java"), "");
    Files.createSymbolicLink(root.resolve("out-link"), elsewhere);
    SourceTree tree = find("");
    assertThat(tree.files()).isEmpty();
    assertThat(tree.notAnalysed())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.location().label()).isEqualTo("out-link:1");
              assertThat(one.kind()).isEqualTo(NotAnalysed.Kind.PART);
              assertThat(one.reason()).contains("link out of the project");
            });
  }

  @Test
  void aFolderOutsideOfTheRootIsReadWhenItIsNamed(@TempDir Path elsewhere) throws IOException {
    Files.writeString(elsewhere.resolve("A.java"), "");
    List<SourceFile> files = SourceTree.find(root, List.of(elsewhere)).files();
    assertThat(files).hasSize(1);
    assertThat(files.get(0).path()).startsWith("../").endsWith("/A.java");
  }

  @Test
  void aLinkToNothingIsReportedIfItWouldBeSource() throws IOException {
    Files.createSymbolicLink(root.resolve("A.java"), root.resolve("gone"));
    Files.createSymbolicLink(root.resolve("notes"), root.resolve("gone"));
    assertThat(find("").notAnalysed())
        .singleElement()
        .satisfies(one -> assertThat(one.location().label()).isEqualTo("A.java:1"));
  }

  @Test
  void aPathThatDoesNotExistIsReported() {
    assertThat(find("nowhere").notAnalysed())
        .singleElement()
        .satisfies(one -> assertThat(one.reason()).isEqualTo("there is no such file or folder"));
  }

  @Test
  void aFolderCalledLikeAFileIsAFolder() throws IOException {
    file("A.java/B.java");
    assertThat(paths(find("").files())).containsExactly("A.java/B.java");
  }

  @Test
  void aFolderThatMayNotBeOpenedIsReported() throws IOException {
    file("open/A.java");
    Path closed = file("closed/B.java").getParent();
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
    try {
      assumeThat(Files.isReadable(closed)).as("permissions do not bind this user").isFalse();
      SourceTree tree = find("");
      assertThat(paths(tree.files())).containsExactly("open/A.java");
      assertThat(tree.notAnalysed())
          .singleElement()
          .satisfies(one -> assertThat(one.reason()).contains("permission denied"));
    } finally {
      Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
    }
  }

  @Test
  void reasonsNameNoPath() {
    assertThat(Unreadable.reason(new AccessDeniedException("/secret/A.java")))
        .contains("permission denied")
        .doesNotContain("secret");
    assertThat(Unreadable.reason(new NoSuchFileException("/secret/A.java"))).contains("vanished");
    assertThat(Unreadable.reason(new IOException("/secret"))).doesNotContain("secret");
  }
}
