package dev.watertight.database.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.watertight.core.config.ConfigurationException;
import dev.watertight.core.config.ConfigurationReader;
import dev.watertight.core.config.Overrides;
import dev.watertight.core.report.Report;
import dev.watertight.database.Audited;
import dev.watertight.database.Servers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GivenValuesTest {
  private static final String MISSPELT = "`database.values` names `projects.colour`";
  @TempDir Path folder;

  @Test
  void aNameThatNoColumnHasIsAnErrorThatNamesTheNearest() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> audited("projects.colour", true))
        .withMessageContaining("watertight.yml:")
        .withMessageContaining(MISSPELT)
        .withMessageContaining("did you mean `projects.color`?");
  }

  @Test
  void whereOnlyAPartOfTheProjectIsThereItIsANote() throws Exception {
    assertThat(audited("projects.colour", false).notes()).anyMatch(n -> n.contains(MISSPELT));
  }

  @Test
  void aNameIsFoundWithAndWithoutItsSchemaAndInEitherCase() throws Exception {
    for (String name : List.of("projects.color", "public.projects.color", "Projects.COLOR")) {
      assertThat(audited(name, true).notes()).as(name).isEmpty();
    }
  }

  private Report audited(String name, boolean whole) throws Exception {
    Files.writeString(
        folder.resolve("1.sql"),
        Audited.BASE
            + "create table projects (organization_id text not null references organizations,"
            + " color text not null);");
    Path file =
        Files.writeString(
            folder.resolve("watertight.yml"),
            Audited.CONFIGURATION + "  values:\n    " + name + ": [red, green]\n");
    return Audit.run(
        new AuditRequest(
            "example",
            ConfigurationReader.read(Optional.of(file), "watertight.yml", Overrides.none()),
            List.of(folder),
            whole,
            LocalDate.of(2026, 1, 1)),
        Servers.shared());
  }
}
