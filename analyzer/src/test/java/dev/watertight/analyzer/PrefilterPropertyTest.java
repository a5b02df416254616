package dev.watertight.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watertight.core.report.Report;
import dev.watertight.core.rule.RuleExample;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which files are parsed changes how long a scan takes, and none of its findings. */
class PrefilterPropertyTest {
  @TempDir Path folder;

  private void findsTheSame(ExampleProject project, String what) throws Exception {
    Path root = Files.createTempDirectory(folder, "project");
    project.write(root, new Random(0));
    ScanRequest request = ExampleProject.request(root, 1, Optional.empty());
    Report all = new ScanRun(request, true).run();
    Report some = new ScanRun(request, false).run();
    assertThat(found(some)).as(what).isEqualTo(found(all));
    assertThat(some.tables()).as(what).isEqualTo(all.tables());
  }

  private static List<String> found(Report report) {
    return report.findings().stream()
        .map(
            f -> f.location().label() + " " + f.rule() + " " + f.fingerprint() + ": " + f.message())
        .toList();
  }

  @Test
  void inTheExamplesOfEachRule() throws Exception {
    List<RuleExample> left = new ArrayList<>(ExampleProject.examples());
    // They differ in their configuration, not in their code.
    left.removeIf(e -> e.rule().equals("unused-suppression"));
    while (!left.isEmpty()) {
      String first = left.get(0).rule() + ": " + left.get(0).title();
      ExampleProject project = new ExampleProject().with(left.remove(0));
      left.removeIf(project::add);
      findsTheSame(project, "examples from " + first);
    }
  }

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 6);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void inProjectsOfManyExamples(long seed) throws Exception {
    List<RuleExample> examples = new ArrayList<>(ExampleProject.examples());
    Collections.shuffle(examples, new Random(seed));
    ExampleProject project = new ExampleProject();
    examples.stream().limit(30).forEach(project::add);
    findsTheSame(project, "seed " + seed);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void inProgramsWhoseStatementsAreSpreadOverFiles(long seed) throws Exception {
    ExampleProject project = new ExampleProject();
    new SpreadStatements(new Random(seed)).into(project, 12);
    Path root = Files.createTempDirectory(folder, "project");
    project.write(root, new Random(0));
    ScanRequest request = ExampleProject.request(root, 1, Optional.empty());
    assertThat(new ScanRun(request, true).run().findings()).as("seed " + seed).isNotEmpty();
    findsTheSame(project, "seed " + seed);
  }
}
