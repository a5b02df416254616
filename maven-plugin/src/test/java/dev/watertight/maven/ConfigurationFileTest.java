package dev.watertight.maven;

import static dev.watertight.maven.Projects.file;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.watertight.core.config.Configuration;
import dev.watertight.core.config.ConfigurationException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationFileTest {
  @TempDir Path root;
  private Module app = Module.withoutPom(Path.of(""));

  @BeforeEach
  void oneModule() {
    app = Module.of(Projects.in(root.resolve("app"), "app"));
  }

  @Test
  void theModulesOwnFileWinsAsAWhole() throws ConfigurationException {
    file(root.resolve("watertight.yml"), "tenant: {table: of_root, column: of_root}");
    file(root.resolve("app/watertight.yml"), "tenant: {table: of_app}");

    Configuration configuration = read(Optional.empty());

    assertThat(configuration.tenant().table()).contains("of_app");
    assertThat(configuration.tenant().columns()).isEmpty();
    assertThat(configuration.origins().of("tenant.table").orElseThrow().label())
        .isEqualTo("app/watertight.yml:1");
  }

  @Test
  void withoutOneTheRootsIsRead() throws ConfigurationException {
    file(root.resolve("watertight.yml"), "tenant: {table: of_root}");

    assertThat(read(Optional.empty()).tenant().table()).contains("of_root");
  }

  @Test
  void withoutAnyEverythingIsDetected() throws ConfigurationException {
    assertThat(read(Optional.empty()).tenant().table()).isEmpty();
  }

  @Test
  void aNamedFileIsTheOnlyOneRead() throws ConfigurationException {
    file(root.resolve("app/watertight.yml"), "tenant: {table: of_app}");
    file(root.resolve("config/strict.yml"), "tenant: {column: named}");

    Configuration configuration = read(Optional.of("config/strict.yml"));

    assertThat(configuration.tenant().table()).isEmpty();
    assertThat(configuration.tenant().columns()).containsExactly("named");
    assertThat(configuration.origins().of("tenant.column").orElseThrow().label())
        .isEqualTo("config/strict.yml:1");
  }

  @Test
  void aNamedFileThatIsNotThereIsAnErrorThatSaysWhereItWasLookedFor() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> read(Optional.of("strict.yml")))
        .withMessageContaining("watertight.config")
        .withMessageContaining(root.resolve("app/strict.yml").toString())
        .withMessageContaining(root.resolve("strict.yml").toString());
  }

  @Test
  void aModulesFileWithAnAlmostRightNameIsNotPassedOver() {
    file(root.resolve("watertight.yml"), "tenant: {table: of_root}");
    file(root.resolve("app/watertight.yaml"), "tenant: {table: of_app}");

    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> read(Optional.empty()))
        .withMessageContaining("watertight.yaml");
  }

  @Test
  void problemsOfFileAndPropertiesAreToldAtOnce() {
    file(root.resolve("app/watertight.yml"), "tenant:\n  colum: x\n");
    Properties user = new Properties();
    user.setProperty("watertight.skp", "true");
    user.setProperty("watertight.report.fail-on", "sometimes");

    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(
            () ->
                found(Settings.of(user, new Properties(), Map.of()))
                    .read(Optional.empty(), List.of(root)))
        .satisfies(
            e ->
                assertThat(String.join("\n", e.problems()))
                    .contains("app/watertight.yml:2", "tenant.colum")
                    .contains("watertight.skip")
                    .contains("-Dwatertight.report.fail-on", "sometimes"));
  }

  private Configuration read(Optional<String> named) throws ConfigurationException {
    return found(Settings.of(new Properties(), new Properties(), Map.of()))
        .read(named, List.of(app.base(), root));
  }

  private ConfigurationFile found(Settings settings) {
    return new ConfigurationFile(new Reactor(root, app, List.of(app), 1, true), settings);
  }
}
