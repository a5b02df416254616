package dev.watertight.core.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFilesTest {
  private static final List<ReportWriter> WRITERS =
      List.of(
          new JsonReportWriter(),
          new SarifReportWriter(SampleReports::page),
          new JUnitReportWriter(),
          new MarkdownReportWriter());

  @TempDir Path temporary;

  @Test
  void writesOneFileForEachWriterAndNothingElse() throws IOException {
    Path directory = temporary.resolve("a/b");

    List<Path> files =
        ReportFiles.write(SampleReports.many(), directory, SampleReports.MOMENT, WRITERS);

    assertThat(files)
        .containsExactly(
            directory.resolve("findings.json"),
            directory.resolve("findings.sarif"),
            directory.resolve("junit.xml"),
            directory.resolve("summary.md"));
    assertThat(names(directory)).hasSize(4);
  }

  @Test
  void sameReportSameBytes() throws IOException {
    for (Report report : List.of(SampleReports.many(), SampleReports.hostile())) {
      Path a = temporary.resolve("a");
      Path b = temporary.resolve("b");
      ReportFiles.write(report, a, SampleReports.MOMENT, WRITERS);
      ReportFiles.write(report, b, SampleReports.MOMENT, WRITERS);

      for (String name : names(a)) {
        assertThat(b.resolve(name)).hasSameBinaryContentAs(a.resolve(name));
        assertThat(Files.readString(a.resolve(name))).endsWith("\n").doesNotContain("\r");
      }
    }
  }

  @Test
  void replacesWhatStoodThereAndLeavesOtherFilesAlone() throws IOException {
    Files.writeString(temporary.resolve("findings.json"), "old");
    Files.writeString(temporary.resolve("isolation.json"), "other");

    ReportFiles.write(SampleReports.one(), temporary, SampleReports.MOMENT, WRITERS);

    assertThat(temporary.resolve("findings.json"))
        .content()
        .startsWith("{\n  \"schemaVersion\": 1");
    assertThat(temporary.resolve("isolation.json")).hasContent("other");
  }

  @Test
  void theSeedScriptIsThereWhileThereIsSomethingToReplay() throws IOException {
    List<ReportWriter> writers = List.of(new JsonReportWriter(), new SeedScriptWriter());

    ReportFiles.write(SampleReports.many(), temporary, SampleReports.MOMENT, writers);
    assertThat(temporary.resolve("seed.sql"))
        .content()
        .startsWith("-- ")
        .endsWith("insert into public.tasks values ('org_a'), ('org_b');\n");

    assertThat(ReportFiles.write(SampleReports.one(), temporary, SampleReports.MOMENT, writers))
        .containsExactly(temporary.resolve("findings.json"));
    assertThat(names(temporary)).containsExactly("findings.json");
  }

  @Test
  void aLinkToADirectoryIsADirectory() throws IOException {
    Path real = Files.createDirectory(temporary.resolve("real"));
    Path link = Files.createSymbolicLink(temporary.resolve("link"), real);

    ReportFiles.write(SampleReports.one(), link, SampleReports.MOMENT, WRITERS);

    assertThat(names(real)).contains("findings.json");
  }

  @Test
  void aFullDiskLeavesTheOldFilesAndSaysWhatToDo() throws IOException {
    Files.writeString(temporary.resolve("findings.json"), "old");

    assertThatThrownBy(
            () ->
                ReportFiles.write(
                    SampleReports.one(),
                    temporary,
                    SampleReports.MOMENT,
                    List.of(new JsonReportWriter(), new FullDisk())))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(temporary.toString())
        .hasMessageContaining("No space left on device")
        .hasMessageContaining("report.directory");
    assertThat(names(temporary)).containsExactly("findings.json");
    assertThat(temporary.resolve("findings.json")).hasContent("old");
  }

  @Test
  void aFileInTheDirectorysPlaceIsNamed() throws IOException {
    Path file = Files.writeString(temporary.resolve("report"), "a file");

    for (Path directory : List.of(file, file.resolve("below"))) {
      assertThatThrownBy(
              () ->
                  ReportFiles.write(SampleReports.one(), directory, SampleReports.MOMENT, WRITERS))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith("The report cannot be written to " + directory)
          .hasMessageContaining(file.toString());
    }
  }

  @Test
  void aReadOnlyFileSystemIsSaidToBeOne() {
    Path readOnly = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/reports");

    assertThatThrownBy(
            () -> ReportFiles.write(SampleReports.one(), readOnly, SampleReports.MOMENT, WRITERS))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("/reports")
        .hasMessageContaining("read-only");
  }

  @Test
  void aProcessKilledWhileItWritesLeavesTheOldFile() throws Exception {
    Files.writeString(temporary.resolve("findings.json"), "old");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                DiesWhileWriting.class.getName(),
                temporary.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(output).isEqualTo(DiesWhileWriting.STATUS);
    assertThat(temporary.resolve("findings.json")).hasContent("old");
    ReportFiles.write(SampleReports.one(), temporary, SampleReports.MOMENT, WRITERS);
    assertThat(temporary.resolve("findings.json")).content().startsWith("{");
  }

  @Test
  void halfACharacterDoesNotStopTheWriting() throws IOException {
    ReportWriter careless = new Careless();

    ReportFiles.write(SampleReports.one(), temporary, SampleReports.MOMENT, List.of(careless));

    assertThat(temporary.resolve("careless.txt")).hasContent("a\uFFFDb");
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }

  /** Ends its process, without any clean-up, after half of a file. */
  static final class DiesWhileWriting implements ReportWriter {
    static final int STATUS = 70;

    public static void main(String[] arguments) throws IOException {
      ReportFiles.write(
          SampleReports.one(),
          Path.of(arguments[0]),
          SampleReports.MOMENT,
          List.of(new DiesWhileWriting()));
    }

    @Override
    public String fileName() {
      return "findings.json";
    }

    @Override
    public void write(Report report, Instant generatedAt, Writer out) throws IOException {
      out.write("{\"half\": ");
      out.flush();
      Runtime.getRuntime().halt(STATUS);
    }
  }

  private static final class FullDisk implements ReportWriter {
    @Override
    public String fileName() {
      return "full.txt";
    }

    @Override
    public void write(Report report, Instant generatedAt, Writer out) throws IOException {
      out.write("half of it");
      throw new IOException("No space left on device");
    }
  }

  private static final class Careless implements ReportWriter {
    @Override
    public String fileName() {
      return "careless.txt";
    }

    @Override
    public void write(Report report, Instant generatedAt, Writer out) throws IOException {
      out.write("a\uD83Db");
    }
  }
}
