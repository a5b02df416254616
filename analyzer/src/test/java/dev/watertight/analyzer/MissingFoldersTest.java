package dev.watertight.analyzer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.watertight.core.config.Configuration;
import dev.watertight.core.config.ConfigurationException;
import dev.watertight.core.config.ConfigurationReader;
import dev.watertight.core.config.Overrides;
import dev.watertight.core.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MissingFoldersTest {
  @TempDir Path root;

  @BeforeEach
  void aProjectWithCode() throws IOException {
    Path folder = Files.createDirectories(root.resolve("src/main/java"));
    Files.writeString(folder.resolve("A.java"), "class A {}");
  }

  @Test
  void migrationsThatAWholeProjectLacksAreAnError() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> scan(true))
        .withMessageContaining("`database.migrations` names `schema`");
  }

  @Test
  void migrationsThatOneModuleOfSeveralLacksAreANote() throws Exception {
    assertThat(scan(false).notes())
        .anySatisfy(note -> assertThat(note).contains("`database.migrations` names `schema`"));
  }

  @Test
  void aFileOfAKindThatIsNotReadIsAnError() throws IOException {
    Files.writeString(root.resolve("schema"), "create table projects (id uuid);");

    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> scan(true))
        .withMessageContaining("`schema`, whose kind of file is not read");
  }

  private Report scan(boolean whole) throws IOException, ConfigurationException {
    Configuration configuration =
        ConfigurationReader.read(
            Optional.empty(),
            "watertight.yml",
            Overrides.ofProperties(Map.of("watertight.database.migrations", "schema"), Set.of()));
    return Scan.run(
        new ScanRequest(
            "app",
            root,
            root,
            configuration,
            List.of(),
            List.of(),
            whole,
            1,
            Optional.empty(),
            LocalDate.of(2026, 1, 1)));
  }
}
