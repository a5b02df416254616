package dev.watertight.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.watertight.core.config.Configuration;
import dev.watertight.core.config.ConfigurationException;
import dev.watertight.core.config.ConfigurationReader;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class SettingsTest {
  @Test
  void theCommandLineWinsOverSettingsAndSettingsOverProperties() throws ConfigurationException {
    Settings settings =
        Settings.of(
            properties("watertight.tenant.column", "from_user"),
            properties(
                "watertight.tenant.column", "from_pom",
                "watertight.tenant.table", "from_pom",
                "watertight.tenant.setting", "app.from_pom"),
            Map.of("tenant.column", "from_settings", "tenant.table", "from_settings"));

    Configuration.Tenant tenant = read(settings).tenant();

    assertThat(tenant.columns()).containsExactly("from_user");
    assertThat(tenant.table()).contains("from_settings");
    assertThat(tenant.setting()).contains("app.from_pom");
  }

  @Test
  void otherPropertiesAndParametersOfTheGoalsAreNoKeys() throws ConfigurationException {
    Properties properties = properties("maven.compiler.release", "17", "watertightness", "high");
    Settings.PARAMETERS.forEach(name -> properties.setProperty("watertight." + name, "x"));

    Settings settings = Settings.of(properties, properties, Map.of());

    assertThat(settings.problems()).isEmpty();
    assertThat(read(settings).origins().all()).isEmpty();
  }

  @Test
  void listsAreSeparatedByCommas() throws ConfigurationException {
    Settings settings =
        Settings.of(
            properties("watertight.code.sources", "dir1,dir2"),
            new Properties(),
            Map.of("tables.shared", "\n  plans, countries\n"));

    assertThat(read(settings).code().sources()).containsExactly("dir1", "dir2");
    assertThat(read(settings).tables().shared()).containsExactly("plans", "countries");
  }

  @Test
  void anUnknownKeyIsAnErrorThatNamesTheNearestAndItsPlace() {
    Settings settings =
        Settings.of(
            properties("watertight.tenant.colum", "x"),
            properties("watertight.report.fail-no", "never"),
            Map.of("tenant.tabel", "x"));

    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> read(settings))
        .satisfies(
            e ->
                assertThat(e.problems())
                    .anySatisfy(
                        p -> assertThat(p).contains("-Dwatertight.tenant.colum", "`tenant.column`"))
                    .anySatisfy(
                        p ->
                            assertThat(p)
                                .contains(
                                    "<watertight.report.fail-no> in the POM", "`report.fail-on`"))
                    .anySatisfy(
                        p ->
                            assertThat(p)
                                .contains(
                                    "<settings><tenant.tabel> in the POM", "`tenant.table`")));
  }

  @Test
  void amisspeltParameterIsAProblemThatNamesTheParameter() {
    assertThat(
            Settings.of(properties("watertight.skp", "true"), new Properties(), Map.of())
                .problems())
        .singleElement()
        .asString()
        .contains("-Dwatertight.skp", "`watertight.skip`");
    assertThat(
            Settings.of(new Properties(), properties("watertight.allow-incompletes", ""), Map.of())
                .problems())
        .singleElement()
        .asString()
        .contains("<watertight.allow-incompletes> in the POM", "`watertight.allow-incomplete`");
  }

  @Test
  void aParameterAmongTheSettingsIsAProblem() {
    assertThat(Settings.of(new Properties(), new Properties(), Map.of("skip", "true")).problems())
        .singleElement()
        .asString()
        .contains("<settings><skip>", "beside <settings>");
  }

  @Test
  void anEmptySettingIsNotPassedOver() {
    Map<String, String> empty = new HashMap<>();
    empty.put("tenant.table", null);

    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> read(Settings.of(new Properties(), new Properties(), empty)))
        .withMessageContaining("<settings><tenant.table>");
  }

  private static Configuration read(Settings settings) throws ConfigurationException {
    return ConfigurationReader.read(Optional.empty(), "watertight.yml", settings.overrides());
  }

  private static Properties properties(String... namesAndValues) {
    Properties properties = new Properties();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      properties.setProperty(namesAndValues[i], namesAndValues[i + 1]);
    }
    return properties;
  }
}
