package dev.watertight.maven;

import static dev.watertight.maven.Projects.folder;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReactorTest {
  @TempDir Path root;

  @Test
  void theRootIsTheFolderOfTheTopmostParentPom() {
    MavenProject parent = Projects.in(root, "parent");
    MavenProject group = Projects.in(root.resolve("group"), "group");
    MavenProject app = Projects.in(root.resolve("group/app"), "app");
    group.setParent(parent);
    app.setParent(group);

    assertThat(Reactor.root(app, Optional.empty())).isEqualTo(root);
    assertThat(Reactor.root(group, Optional.empty())).isEqualTo(root);
    assertThat(Reactor.root(parent, Optional.empty())).isEqualTo(root);
  }

  @Test
  void aParentFromARepositoryOrFromASiblingFolderIsNoRoot() {
    MavenProject fromRepository = new MavenProject();
    MavenProject sibling = Projects.in(root.resolve("parent"), "parent");
    MavenProject app = Projects.in(root.resolve("app"), "app");

    app.setParent(fromRepository);
    assertThat(Reactor.root(app, Optional.empty())).isEqualTo(root.resolve("app"));
    app.setParent(sibling);
    assertThat(Reactor.root(app, Optional.empty())).isEqualTo(root.resolve("app"));
  }

  @Test
  void theAggregatorThatMavenWasStartedWithIsTheRootOfModulesWithoutItAsParent() {
    MavenProject aggregator = Projects.in(root, "aggregator");
    MavenProject app = Projects.in(root.resolve("app"), "app");

    assertThat(Reactor.root(app, Optional.of(aggregator))).isEqualTo(root);
    assertThat(Reactor.root(aggregator, Optional.of(app))).isEqualTo(root);
  }

  @Test
  void upstreamFollowsDependenciesThroughOtherModules() {
    Reactor reactor =
        reactor(
            Projects.in(root.resolve("model"), "model"),
            Projects.in(root.resolve("data"), "data", "model", "guava"),
            Projects.in(root.resolve("other"), "other"),
            Projects.in(root.resolve("app"), "app", "data"));

    assertThat(reactor.upstream()).extracting(Module::name).containsExactly("data", "model");
  }

  @Test
  void theContextIsGeneratedSourcesAndTheSourcesOfModulesUpstream() {
    folder(root.resolve("data/src/main/java"));
    folder(root.resolve("data/src/main/resources"));
    folder(root.resolve("data/target/generated-sources/jooq"));
    folder(root.resolve("other/src/main/java"));
    folder(root.resolve("app/src/main/java"));
    folder(root.resolve("app/src/generated/java"));
    folder(root.resolve("app/target/generated-sources/annotations"));
    MavenProject data = Projects.in(root.resolve("data"), "data");
    data.addCompileSourceRoot(root.resolve("data/target/generated-sources/jooq").toString());
    Reactor reactor =
        reactor(
            data,
            Projects.in(root.resolve("other"), "other"),
            Projects.in(root.resolve("app"), "app", "data"));

    List<Path> scanned =
        List.of(root.resolve("app/src/main/java"), root.resolve("app/src/main/resources"));

    assertThat(reactor.context(scanned))
        .map(reactor::relative)
        .containsExactlyInAnyOrder(
            "app/target/generated-sources",
            "app/src/generated",
            "data/src/main/java",
            "data/src/main/resources",
            "data/target/generated-sources");
  }

  @Test
  void sourcesThatConfigurationLeavesOutHelpToUnderstandTheOthers() {
    folder(root.resolve("src/main/java/com/acme"));
    MavenProject app = Projects.in(root, "app");

    assertThat(reactor(app).context(List.of(root.resolve("src/main/java/com/acme"))))
        .map(path -> root.relativize(path).toString())
        .containsExactly("src/main/java");
  }

  @Test
  void onlyAProjectOfOneModuleIsWhole() {
    MavenProject app = Projects.in(root.resolve("app"), "app");
    Module module = Module.of(app);

    assertThat(reactor(app).isWhole()).isFalse();
    assertThat(new Reactor(root.resolve("app"), module, List.of(module), 1, true).isWhole())
        .isTrue();
    assertThat(
            new Reactor(
                    root.resolve("app"),
                    module,
                    List.of(module, Module.of(Projects.in(root.resolve("app/sub"), "sub"))),
                    1,
                    true)
                .isWhole())
        .isFalse();
  }

  @Test
  void aFolderWithoutAPomIsNamedByItsName() {
    assertThat(Module.withoutPom(root.resolve("shop")))
        .extracting(Module::name, Module::base)
        .containsExactly("shop", root.resolve("shop"));
  }

  /** The last one is scanned. */
  private Reactor reactor(MavenProject... projects) {
    List<Module> modules = Stream.of(projects).map(Module::of).toList();
    return new Reactor(root, modules.get(modules.size() - 1), modules, modules.size(), true);
  }
}
