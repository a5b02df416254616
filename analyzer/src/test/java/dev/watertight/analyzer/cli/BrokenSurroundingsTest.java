package dev.watertight.analyzer.cli;

import static dev.watertight.analyzer.cli.CommandLineProject.LEAK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.watertight.analyzer.cli.CommandLineProject.Run;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A cache, a report folder, a configuration or an option that is broken. */
class BrokenSurroundingsTest {
  private static final String CACHE = "target/watertight-cache";

  @TempDir Path folder;
  private CommandLineProject project;

  @BeforeEach
  void aProject() throws IOException {
    project = new CommandLineProject(folder.resolve("acme"));
  }

  /** The cache that a run left, changed; the next run must not mind. */
  private Run afterCache(byte[] content) throws IOException {
    project.file(CACHE, content);
    Run run = project.scan();
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).contains(LEAK + ":5");
    assertThat(project.scan().out()).doesNotContain("cache");
    return run;
  }

  @Test
  void aCacheThatIsNoneIsReplacedWithANote() throws IOException {
    assertThat(afterCache("garbage".getBytes(StandardCharsets.UTF_8)).out())
        .contains(
            "note: The cache watertight-cache is not used and will be replaced: it is no cache");
  }

  @Test
  void aCacheThatIsCutOffIsReplacedWithANote() throws IOException {
    project.scan();
    byte[] whole = Files.readAllBytes(project.root.resolve(CACHE));
    assertThat(afterCache(Arrays.copyOf(whole, whole.length - 5)).out())
        .contains("will be replaced: it is cut off");
  }

  @Test
  void aCacheOfAnotherVersionIsReplacedWithANote() throws IOException {
    project.scan();
    byte[] other = Files.readAllBytes(project.root.resolve(CACHE));
    other[10]++;
    assertThat(afterCache(other).out())
        .contains("will be replaced: it was written by another version");
  }

  @Test
  void anEmptyCacheIsReplacedWithANote() throws IOException {
    assertThat(afterCache(new byte[0]).out()).contains("will be replaced");
  }

  @Test
  void aFolderInTheCachesPlaceIsToldOf() throws IOException {
    project.file(CACHE + "/file", "");
    Run run = project.scan();
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).contains("note: The cache").contains("could not be written");
  }

  @Test
  void aFileInTheReportFoldersPlaceIsABadUsage() throws IOException {
    Path file = project.file("report", "");
    Run run = project.scan("--report-dir", file.toString());
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err())
        .startsWith("watertight: ")
        .contains(file.toString())
        .doesNotContain("Exception");
  }

  @Test
  void aReportFolderThatIsReadOnlyIsABadUsage() throws IOException {
    Path report = Files.createDirectories(project.root.resolve("report"));
    Files.setPosixFilePermissions(report, PosixFilePermissions.fromString("r-xr-xr-x"));
    assumeThat(Files.isWritable(report)).as("a user who may not write everywhere").isFalse();
    Run run = project.scan("--report-dir", report.toString());
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains(report.toString()).contains("permission");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "code:\\n  tenant-factry: [a]|watertight.yml:2: |tenant-factory",
        "tenants:\\n  column: a|watertight.yml:1: |tenant",
        "tenant:\\n  column: {a: b}|watertight.yml:2: |tenant.column",
        "tenant:\\n  optional: perhaps|watertight.yml:2: |true or false",
        "tenant: 3|watertight.yml:1: |tenant",
        "- a\\n- b|watertight.yml:1: |keys",
        "code:\\n\\ttenant-factory: [com.acme.data]|watertight.yml:2: |tab",
        "tenant:\\n  column: a\\n  column: b|watertight.yml:3: |twice",
        "code: [|watertight.yml:|YAML",
        "report:\\n  fail-on: sometimes|watertight.yml:2: |error, warning",
      })
  void aConfigurationThatIsWrongNamesLineAndRemedy(String yaml, String place, String remedy)
      throws IOException {
    project.file("watertight.yml", yaml.replace("\\n", "\n").replace("\\t", "\t"));
    Run run = project.scan("--no-cache", "--report-dir", folder + "/r");
    assertThat(run.err()).startsWith("watertight: " + place).contains(remedy);
    assertThat(run.status()).isEqualTo(2);
    assertThat(folder.resolve("r")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# nothing\n", "---\n"})
  void anEmptyConfigurationMeansTheDefaults(String yaml) throws IOException {
    project.file("watertight.yml", yaml);
    Run run = project.scan("--no-cache");
    assertThat(run.status()).as("a finding, and no fault").isEqualTo(1);
    assertThat(run.out()).contains("unscoped-query");
  }

  @ParameterizedTest
  @CsvSource({
    "--fail-on=sometimes, --fail-on is `sometimes`: use error",
    "--threads=0, --threads is 0: it must be at least 1",
    "--set=tenant.colum=a, tenant.column",
    "--config=nowhere.yml, nowhere.yml",
    "--nonsense, --nonsense",
  })
  void anOptionThatIsWrongIsABadUsage(String option, String message) {
    Run run = project.scan("--no-cache", option);
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains(message);
  }

  /** The same in a process of its own, which starts in the project's folder. */
  @Test
  void theExitStatusTellsTheOutcome() throws Exception {
    assertThat(status()).isEqualTo(1);
    project.file("watertight.yml", "tables:\n  shared: [nothing]\n");
    assertThat(status()).isEqualTo(2);
    project.file("watertight.yml", "code:\n  tenant-factory: [com.acme.data]\n");
    project.file("src/main/java/Bad.java", "class Bad {");
    assertThat(status("--fail-on", "never")).isEqualTo(3);
  }

  private int status(String... options) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(Main.class.getName(), "scan", "--no-cache"));
    command.addAll(List.of(options));
    return new ProcessBuilder(command)
        .directory(project.root.toFile())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("out").toFile())
        .start()
        .waitFor();
  }
}
