package dev.watertight.analyzer.cli;

import static dev.watertight.analyzer.cli.CommandLineProject.LEAK;
import static dev.watertight.analyzer.cli.CommandLineProject.query;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.watertight.analyzer.cli.CommandLineProject.Run;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What cannot be read costs itself only: it is named in every report with its reason, what else is
 * in the project is analysed, and the exit status is 3, whatever level fails.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BadInputTest {
  private static final String BAD = "src/main/java/com/acme/web/Bad.java";

  @TempDir Path folder;
  private CommandLineProject project;

  @BeforeEach
  void aProject() throws IOException {
    project = new CommandLineProject(folder.resolve("acme"));
  }

  private void isNotAnalysed(String path, String reason) throws IOException {
    Run run = project.scan("--no-cache", "--fail-on", "never");

    assertThat(run.status()).as(run.err()).isEqualTo(3);
    assertThat(plain(run.out()))
        .contains(path + ":")
        .contains(reason)
        .contains(LEAK + ":5")
        .contains("or accept the gap with --allow-incomplete");
    String name = path.substring(path.lastIndexOf('/') + 1);
    project
        .reports()
        .forEach(
            (file, text) -> {
              String plain = plain(text);
              assertThat(plain).as(file).contains(name).contains(reason).contains("Leak.java");
            });
    assertThat(project.scan("--no-cache", "--fail-on", "never", "--allow-incomplete").status())
        .isEqualTo(0);
    assertThat(project.scan("--no-cache", "--allow-incomplete").status()).isEqualTo(1);
  }

  /** Without what the formats escape, each in its way. */
  private static String plain(String report) {
    return report
        .replace("&#39;", "'")
        .replace("&#x27;", "'")
        .replace("&apos;", "'")
        .replace("&quot;", "\"")
        .replace("\\u0027", "'")
        .replaceAll("</?code>|\\\\(?=[`_])|`", "");
  }

  private void isAnalysed(String path) {
    Run run = project.scan("--no-cache");

    assertThat(run.status()).as(run.out() + run.err()).isEqualTo(1);
    assertThat(run.out()).contains(path + ":").contains(LEAK + ":5").doesNotContain("incomplete");
  }

  @Test
  void aFileThatIsNotUtf8() throws IOException {
    project.file(BAD, "class Bad { String s = \"\u00e9\"; }".getBytes(StandardCharsets.ISO_8859_1));
    isNotAnalysed(BAD, "it is not UTF-8: byte 0xE9 at offset 24; convert the file to UTF-8");
  }

  @Test
  void aBinaryFile() throws IOException {
    project.file(BAD, new byte[] {(byte) 0xCA, (byte) 0xFE, 'a', 0, 0, 1});
    isNotAnalysed(BAD, "it is not UTF-8: byte 0xCA at offset 0");
  }

  @Test
  void aFileWithAZeroByte() throws IOException {
    project.file(BAD, "class Bad { \0 }");
    isNotAnalysed(BAD, "it is no text: a zero byte at offset 12; is it a binary file?");
  }

  @Test
  void aFileOfFiftyMegabytes() throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(project.file(BAD, "").toFile(), "rw")) {
      file.setLength(50L << 20);
    }
    isNotAnalysed(BAD, "it has 52428800 bytes, more than the 8388608 that a source file may have");
  }

  @Test
  void anEmptyFileHasNothingToAnalyse() throws IOException {
    project.file(BAD, "");
    Run run = project.scan("--no-cache", "--fail-on", "never");
    assertThat(run.status()).isEqualTo(0);
    assertThat(run.out()).contains(LEAK + ":5");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "class Bad {\n  int = 3;\n}\n",
        "class Bad {\n  int x = ;\n}\n",
        "class Bad {\n  void m( { }\n}\n",
        "class Bad {\n  void m() { a.b( }\n}\n",
        "class Bad {\n  String s = \"open;\n}\n",
      })
  void aSyntaxErrorWhateverElseIsInTheFile(String text) throws IOException {
    project.file(BAD, text);
    Run run = project.scan("--no-cache", "--fail-on", "never");
    assertThat(run.status()).isEqualTo(3);
    assertThat(run.out()).containsPattern(BAD + ":[23]: [^\n]*(syntax|quote)");
  }

  @Test
  void aSyntaxError() throws IOException {
    project.file(BAD, "class Bad {\n  String projects() { int = 3; }\n}\n");
    isNotAnalysed(BAD, "its syntax is not understood near int");
  }

  @Test
  void syntaxThatIsNewerThanTheParser() throws IOException {
    project.file(BAD, "package com.acme.web;\n\nvalue class Bad {\n  int x;\n}\n");
    isNotAnalysed(BAD, "its syntax is not understood near class");
  }

  @Test
  void blockLambdasNestedThirtyDeep() throws IOException {
    project.file(
        BAD, "class Bad { void m() {\n" + "f(x -> {\n".repeat(30) + "});".repeat(30) + "} }");
    isNotAnalysed(BAD, "nested in each other's arguments more than 12 deep");
  }

  @Test
  void aConcatenationOfTwentyThousandTermsIsRead() throws IOException {
    String terms =
        IntStream.range(0, 20_000)
            .mapToObj(i -> " + \", " + i + "\"")
            .collect(Collectors.joining());
    project.file(
        BAD, query("Bad", "\"select * from projects where id in (0\"" + terms + " + \")\""));
    isAnalysed(BAD);
  }

  @Test
  void aChainOfFiveThousandCallsIsRead() throws IOException {
    project.file(
        BAD,
        """
        package com.acme.web;
        import org.jooq.DSLContext;
        import static org.jooq.impl.DSL.*;
        class Bad {
          Object m(DSLContext dsl) {
            return dsl.selectFrom(table("projects")).where(noCondition())%s.fetch();
          }
        }
        """
            .formatted(".and(condition(\"true\"))".repeat(5_000)));
    isAnalysed(BAD);
  }

  @Test
  void aMapperThatIsNoXml() throws IOException {
    project.file(
        "src/main/resources/Bad.xml",
        "<mapper namespace='a'>\n<select id='x'>select * from projects</mapper>\n");
    isNotAnalysed("src/main/resources/Bad.xml", "the mapper is not well-formed XML");
  }

  @Test
  void aChangelogThatIsNoXml() throws IOException {
    project.file(
        "src/main/resources/db/changelog/bad.xml",
        "<databaseChangeLog>\n<changeSet></databaseChangeLog>");
    isNotAnalysed("src/main/resources/db/changelog/bad.xml", "the changelog cannot be read");
  }

  @Test
  void aLinkToNothingAndALinkToItself() throws IOException {
    Files.createSymbolicLink(project.root.resolve(BAD), Path.of("Nothing.java"));
    isNotAnalysed(BAD, "it is a link to nothing; correct or remove it");
    Files.delete(project.root.resolve(BAD));
    Files.createSymbolicLink(project.root.resolve(BAD), Path.of("Bad.java"));
    isNotAnalysed(BAD, "it is a link to nothing; correct or remove it");
  }

  @Test
  void aLoopOfLinksIsWalkedOnce() throws IOException {
    Files.createSymbolicLink(project.root.resolve("src/main/java/com/again"), Path.of(".."));
    Run run = project.scan("--no-cache");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).contains("1 error").contains("Java files 2,");
  }

  @Test
  void aFolderThatIsNamedLikeAFileIsAFolder() throws IOException {
    project.file(BAD + "/Inside.java", query("Inside", "\"select * from projects\""));
    isAnalysed(BAD + "/Inside.java");
  }

  @Test
  void aFileThatMayNotBeRead() throws IOException {
    Path bad = project.file(BAD, "class Bad {}");
    Files.setPosixFilePermissions(bad, PosixFilePermissions.fromString("---------"));
    assumeThat(Files.isReadable(bad)).as("a user who may not read everything").isFalse();
    isNotAnalysed(BAD, "it may not be read: permission denied");
  }

  @Test
  void aPipeInAFilesPlaceIsNotWaitedFor() throws Exception {
    Path bad = project.root.resolve(BAD);
    assumeThat(new ProcessBuilder("mkfifo", bad.toString()).start().waitFor()).isZero();
    isNotAnalysed(BAD, "it is no regular file");
  }
}
