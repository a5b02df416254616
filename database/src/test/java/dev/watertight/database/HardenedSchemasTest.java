package dev.watertight.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watertight.core.finding.Severity;
import dev.watertight.core.report.Report;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Ten schemas of different styles in which isolation holds: everything in them can be attacked, and
 * there is nothing to warn of.
 */
class HardenedSchemasTest {
  @TestFactory
  Stream<DynamicTest> nothingIsFoundAndNothingIsLeftOut() throws Exception {
    return schemas().map(file -> DynamicTest.dynamicTest(name(file), () -> isClean(file)));
  }

  @Test
  void thereAreTen() throws Exception {
    assertThat(schemas()).hasSize(10);
  }

  private static Stream<Path> schemas() throws IOException, URISyntaxException {
    Path folder =
        Path.of(
            Objects.requireNonNull(HardenedSchemasTest.class.getResource("/schemas/hardened"))
                .toURI());
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> name(f).endsWith(".sql")).sorted().toList().stream();
    }
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  private static void isClean(Path file) throws IOException {
    String schema = Files.readString(file);
    VersionRange.assumeIncludes(schema);
    Path configuration = file.resolveSibling(name(file).replace(".sql", ".yml"));
    Report report =
        Audited.alone(
            Map.of("schema.sql", schema, "watertight.yml", Files.readString(configuration)));
    assertThat(report.notAnalysed()).isEmpty();
    assertThat(
            report.open().stream()
                .filter(f -> f.severity() != Severity.NOTE)
                .map(f -> f.rule() + " " + f.location().label() + ": " + f.message()))
        .isEmpty();
  }
}
