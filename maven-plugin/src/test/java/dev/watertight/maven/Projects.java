package dev.watertight.maven;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.maven.model.Build;
import org.apache.maven.model.Dependency;
import org.apache.maven.model.Model;
import org.apache.maven.model.Resource;
import org.apache.maven.project.MavenProject;

/** Maven projects in folders, as Maven hands them to a goal. */
final class Projects {
  private Projects() {}

  static MavenProject in(Path folder, String artifactId, String... dependencies) {
    Model model = new Model();
    model.setGroupId("com.acme");
    model.setArtifactId(artifactId);
    model.setVersion("1");
    Build build = new Build();
    build.setDirectory(folder.resolve("target").toString());
    Resource resources = new Resource();
    resources.setDirectory(folder.resolve("src/main/resources").toString());
    build.addResource(resources);
    model.setBuild(build);
    for (String dependency : dependencies) {
      Dependency to = new Dependency();
      to.setGroupId("com.acme");
      to.setArtifactId(dependency);
      model.addDependency(to);
    }
    MavenProject project = new MavenProject(model);
    project.setFile(file(folder.resolve("pom.xml"), "<project/>").toFile());
    project.addCompileSourceRoot(folder.resolve("src/main/java").toString());
    return project;
  }

  /** Writes a file and the folders that it needs. */
  static Path file(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A folder that exists. */
  static Path folder(Path folder) {
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
