package dev.watertight.maven;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.maven.model.Dependency;
import org.apache.maven.model.Resource;
import org.apache.maven.project.MavenProject;

/**
 * What a scan needs to know of one Maven project.
 *
 * @param id {@code groupId:artifactId}
 * @param name its artifactId
 * @param base its folder
 * @param buildDirectory what its builds write to, {@code target} by default
 * @param javaRoots folders with Java sources of production code, by the POM and by the plugins that
 *     ran before; generated ones among them
 * @param resourceRoots folders with resources of production code
 * @param dependencies ids of what its production code depends on directly
 */
record Module(
    String id,
    String name,
    Path base,
    Path buildDirectory,
    List<Path> javaRoots,
    List<Path> resourceRoots,
    Set<String> dependencies) {

  private static final List<String> GENERATED = List.of("src/generated", "src/main/generated");

  Module {
    javaRoots = List.copyOf(javaRoots);
    resourceRoots = List.copyOf(resourceRoots);
    dependencies = Set.copyOf(dependencies);
  }

  /** The given project, which must have a POM. */
  static Module of(MavenProject project) {
    Path base = project.getBasedir().toPath().toAbsolutePath().normalize();
    return new Module(
        project.getGroupId() + ":" + project.getArtifactId(),
        project.getArtifactId(),
        base,
        base.resolve(project.getBuild().getDirectory()).normalize(),
        paths(base, project.getCompileSourceRoots().stream()),
        paths(base, project.getBuild().getResources().stream().map(Resource::getDirectory)),
        Set.copyOf(
            project.getDependencies().stream()
                .filter(d -> !"test".equals(d.getScope()))
                .map(Module::id)
                .toList()));
  }

  /** A folder without a POM, taken as a project of the default layout. */
  static Module withoutPom(Path folder) {
    Path base = folder.toAbsolutePath().normalize();
    String name = base.getFileName() == null ? "project" : base.getFileName().toString();
    return new Module(
        name,
        name,
        base,
        base.resolve("target"),
        List.of(base.resolve("src/main/java")),
        List.of(base.resolve("src/main/resources")),
        Set.of());
  }

  /** Whether it is a project of Maven's, and not a folder that stands for one. */
  boolean hasPom() {
    return id.contains(":");
  }

  /** The folders that people write to: Java sources, then resources. */
  List<Path> handwritten() {
    return Stream.concat(javaRoots.stream(), resourceRoots.stream())
        .filter(root -> !root.startsWith(buildDirectory) && !isGenerated(root))
        .distinct()
        .toList();
  }

  /**
   * All folders that help to understand its code: those of {@link #handwritten} and generated ones,
   * which are looked for in the usual places too, because a goal that is called directly runs none
   * of the plugins that would name them.
   */
  List<Path> readable() {
    Stream<Path> generated =
        Stream.concat(
            Stream.of(buildDirectory.resolve("generated-sources")),
            GENERATED.stream().map(base::resolve));
    return Stream.of(handwritten().stream(), generated, javaRoots.stream())
        .flatMap(folders -> folders)
        .distinct()
        .toList();
  }

  private boolean isGenerated(Path root) {
    return root.startsWith(base)
        && Stream.iterate(base.relativize(root), p -> p != null, Path::getParent)
            .anyMatch(p -> p.getFileName().toString().startsWith("generated"));
  }

  private static String id(Dependency dependency) {
    return dependency.getGroupId() + ":" + dependency.getArtifactId();
  }

  private static List<Path> paths(Path base, Stream<String> folders) {
    return folders.map(folder -> base.resolve(folder).normalize()).distinct().toList();
  }
}
