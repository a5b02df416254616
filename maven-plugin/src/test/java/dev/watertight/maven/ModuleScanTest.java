package dev.watertight.maven;

import static dev.watertight.maven.Projects.folder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.watertight.analyzer.ScanRequest;
import dev.watertight.core.config.Configuration;
import dev.watertight.core.config.ConfigurationException;
import dev.watertight.core.config.ConfigurationReader;
import dev.watertight.core.config.Overrides;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModuleScanTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 1, 1);

  @TempDir Path root;

  @Test
  void theFoldersOfThePomAreScanned() throws ConfigurationException {
    folder(root.resolve("src/main/java"));

    ScanRequest request = scan(Map.of(), Projects.in(root, "app")).request(3, true, TODAY);

    assertThat(request.paths()).containsExactly(root.resolve("src/main/java"));
    assertThat(request.root()).isEqualTo(root);
    assertThat(request.project()).isEqualTo("app");
    assertThat(request.base()).isEqualTo(root);
    assertThat(request.whole()).isTrue();
    assertThat(request.threads()).isEqualTo(3);
    assertThat(request.cache()).contains(root.resolve("target/watertight-cache/facts.bin"));
    assertThat(request.today()).isEqualTo(TODAY);
  }

  @Test
  void sourceFoldersOfThePomAreScannedButNotGeneratedOnes() throws ConfigurationException {
    Path own = folder(root.resolve("source"));
    Path generated = folder(root.resolve("target/generated-sources/jooq"));
    MavenProject project = Projects.in(root, "app");
    project.addCompileSourceRoot(own.toString());
    project.addCompileSourceRoot(generated.toString());
    project.addCompileSourceRoot(folder(root.resolve("src/generated/java")).toString());

    ScanRequest request = scan(Map.of(), project).request(1, false, TODAY);

    assertThat(request.paths()).containsExactly(own);
    assertThat(request.context())
        .containsExactly(root.resolve("target/generated-sources"), root.resolve("src/generated"));
    assertThat(request.cache()).isEmpty();
  }

  @Test
  void configuredFoldersWinOverThoseOfThePom() throws ConfigurationException {
    folder(root.resolve("source"));
    MavenProject project = Projects.in(root, "app");
    project.addCompileSourceRoot(root.resolve("source").toString());

    folder(root.resolve("src/main/java"));

    ModuleScan scan = scan(Map.of("watertight.code.sources", "src/main/java"), project);

    assertThat(scan.nothingToScan()).isEmpty();
    assertThat(scan.request(1, true, TODAY).paths()).containsExactly(root.resolve("src/main/java"));
  }

  @Test
  void aModuleWithoutSourcesHasNothingToScan() throws ConfigurationException {
    assertThat(scan(Map.of(), Projects.in(root, "app")).nothingToScan().orElseThrow())
        .contains("app", "src/main/java", "src/main/resources");
  }

  @Test
  void aModuleThatLacksTheConfiguredFoldersOfAnotherHasNothingToScan()
      throws ConfigurationException {
    folder(root.resolve("data/source"));

    ModuleScan scan =
        scan(
            Map.of("watertight.code.sources", "source"),
            Projects.in(root.resolve("data"), "data"),
            Projects.in(root.resolve("app"), "app"));

    assertThat(scan.nothingToScan().orElseThrow()).contains("app", "code.sources", "source");
  }

  @Test
  void configuredFoldersThatNoModuleHasAreAnError() throws ConfigurationException {
    ModuleScan scan =
        scan(
            Map.of("watertight.code.sources", "sauce"),
            Projects.in(root.resolve("data"), "data"),
            Projects.in(root.resolve("app"), "app"));

    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(scan::nothingToScan)
        .withMessageContaining("-Dwatertight.code.sources")
        .withMessageContaining("sauce");
  }

  @Test
  void configuredFoldersOfTheRootAreNotScannedAgainInEachModule() throws ConfigurationException {
    folder(root.resolve("shared"));
    folder(root.resolve("app/source"));

    ModuleScan scan =
        scan(
            Map.of("watertight.code.sources", "source,shared"),
            Projects.in(root, "parent"),
            Projects.in(root.resolve("app"), "app"));

    assertThat(scan.request(1, true, TODAY).paths()).containsExactly(root.resolve("app/source"));
  }

  @Test
  void configuredMigrationsThatAnotherModuleHasTellWhatTheTablesAre()
      throws ConfigurationException {
    Path migrations = folder(root.resolve("schema/src/main/resources/db"));
    folder(root.resolve("app/src/main/java"));
    MavenProject schema = Projects.in(root.resolve("schema"), "schema");
    MavenProject app = Projects.in(root.resolve("app"), "app");
    Map<String, String> named = Map.of("watertight.database.migrations", "src/main/resources/db");

    assertThat(scan(named, schema, app).request(1, true, TODAY).context())
        .containsExactly(migrations);
    assertThat(scan(Map.of(), schema, app).request(1, true, TODAY).context()).isEmpty();
    folder(root.resolve("app/src/main/resources/db"));
    assertThat(scan(named, schema, app).request(1, true, TODAY).context()).isEmpty();
  }

  @Test
  void pathsInTheReportCanStartFromAnotherFolder() throws ConfigurationException {
    folder(root.resolve("src/main/java"));

    ScanRequest request =
        scan(Map.of("watertight.report.root", ".."), Projects.in(root, "app"))
            .request(1, true, TODAY);

    assertThat(request.root()).isEqualTo(root.getParent());
  }

  @Test
  void reportsGoToTheModulesOwnFolder() throws ConfigurationException {
    MavenProject app = Projects.in(root.resolve("app"), "app");

    assertThat(reportFolder(Map.of(), app)).isEqualTo(root.resolve("app/target/watertight"));
    assertThat(reportFolder(Map.of("watertight.report.directory", "out"), app))
        .isEqualTo(root.resolve("app/out"));
  }

  @Test
  void modulesThatAreBuiltTogetherDoNotOverwriteEachOthersReports() throws ConfigurationException {
    MavenProject parent = Projects.in(root, "parent");
    MavenProject app = Projects.in(root.resolve("group/app"), "app");
    Map<String, String> absolute =
        Map.of("watertight.report.directory", root.resolve("out").toString());

    assertThat(reportFolder(absolute, app)).isEqualTo(root.resolve("out"));
    assertThat(reportFolder(absolute, parent, app)).isEqualTo(root.resolve("out/group/app"));
    assertThat(reportFolder(absolute, app, parent)).isEqualTo(root.resolve("out"));
  }

  /** Of the last project. */
  private ModuleScan scan(Map<String, String> properties, MavenProject... projects)
      throws ConfigurationException {
    return new ModuleScan(reactor(projects), configuration(properties));
  }

  /** Of the last project. */
  private Path reportFolder(Map<String, String> properties, MavenProject... projects)
      throws ConfigurationException {
    return ReportFolder.of(reactor(projects), configuration(properties));
  }

  private static Configuration configuration(Map<String, String> properties)
      throws ConfigurationException {
    return ConfigurationReader.read(
        Optional.empty(), "watertight.yml", Overrides.ofProperties(properties, Set.of()));
  }

  private Reactor reactor(MavenProject... projects) {
    List<Module> modules = Stream.of(projects).map(Module::of).toList();
    return new Reactor(root, modules.get(modules.size() - 1), modules, modules.size(), true);
  }
}
