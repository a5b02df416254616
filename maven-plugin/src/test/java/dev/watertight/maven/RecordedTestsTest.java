package dev.watertight.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watertight.core.config.ConfigurationException;
import dev.watertight.core.config.ConfigurationReader;
import dev.watertight.core.config.Overrides;
import dev.watertight.core.finding.Finding;
import dev.watertight.core.report.Report;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedTestsTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 1, 1);

  @TempDir Path root;

  @Test
  void allFilesOfTheReportsFolderAreOnePart() throws Exception {
    Projects.file(root.resolve("target/watertight/isolation.json"), leaking("projects().all()"));
    Projects.file(root.resolve("target/watertight/isolation-B.json"), leaking("tasks().all()"));

    Report report = run(Parts.none(), Map.of()).get(0);

    assertThat(report.project()).isEqualTo("app");
    assertThat(report.parts()).extracting(Report.Part::name).containsExactly("isolation");
    assertThat(report.findings())
        .extracting(f -> f.rule() + " " + f.location().label())
        .containsExactly("leak-read projects().all()", "leak-read tasks().all()");
    assertThat(report.isolation().orElseThrow().operations()).hasSize(2);
  }

  @Test
  void theConfiguredFolderIsLookedIn() throws Exception {
    Projects.file(root.resolve("out/isolation.json"), leaking("projects().all()"));

    assertThat(run(Parts.none(), Map.of("watertight.report.directory", "out"))).hasSize(1);
  }

  @Test
  void suppressionsApplyByTheOperationsName() throws Exception {
    Projects.file(root.resolve("target/watertight/isolation.json"), leaking("projects().all()"));
    Path file =
        Projects.file(
            root.resolve("watertight.yml"),
            "suppressions:\n  - rule: leak-read\n    object: projects().all\n    reason: reviewed\n");

    Parts parts = Parts.none();
    new RecordedTests(TODAY)
        .run(
            reactor(),
            ConfigurationReader.read(Optional.of(file), "watertight.yml", Overrides.none()),
            parts);

    assertThat(parts.reports().get(0).findings()).extracting(Finding::isOpen).containsOnly(false);
  }

  @Test
  void whereNoneAreRecordedTheScanSaysSo() throws Exception {
    Parts parts = Parts.none();
    parts.reports().add(report("scan"));
    parts.reports().add(report("audit"));

    List<Report> reports = run(parts, Map.of());

    assertThat(reports).hasSize(2);
    assertThat(reports.get(0).notes())
        .containsExactly(
            "No isolation tests are recorded: target/watertight holds no isolation.json. What the"
                + " data layer does when it runs was not looked at.");
    assertThat(reports.get(1).notes()).isEmpty();
  }

  @Test
  void aFolderOutsideOfTheProjectIsNotNamedInTheReport() throws Exception {
    Parts parts = Parts.none();
    parts.reports().add(report("scan"));

    run(parts, Map.of("watertight.report.directory", root.resolveSibling("else").toString()));

    assertThat(parts.reports().get(0).notes().get(0)).contains("the report's folder holds no");
  }

  @Test
  void aMalformedFileIsAnErrorThatNamesIt() {
    Projects.file(root.resolve("target/watertight/isolation.json"), "{\"schemaVersion\": 3}");

    assertThatThrownBy(() -> run(Parts.none(), Map.of()))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(
            "target/watertight/isolation.json: line 1, schemaVersion: it is 3, and this version")
        .hasMessageEndingWith("or remove it.");
  }

  private List<Report> run(Parts parts, Map<String, String> properties)
      throws IOException, ConfigurationException {
    new RecordedTests(TODAY)
        .run(
            reactor(),
            ConfigurationReader.read(
                Optional.empty(), "watertight.yml", Overrides.ofProperties(properties, Set.of())),
            parts);
    return parts.reports();
  }

  private Reactor reactor() {
    Module module = Module.of(Projects.in(root, "app"));
    return new Reactor(root, module, List.of(module), 1, true);
  }

  private static Report report(String part) {
    return new Report(
        "app",
        List.of(new Report.Part(part, List.of(), List.of(), List.of())),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  private static String leaking(String operation) {
    return """
    {"schemaVersion": 1, "seed": "1", "operations": [{"operation": "%s", "cells":
      {"both": "held", "applicationOnly": "leaked", "databaseOnly": "held", "neither": "leaked"}}]}
    """
        .formatted(operation);
  }
}
