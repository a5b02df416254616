package dev.watertight.maven;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;

/**
 * The projects that are built together, seen from one of them.
 *
 * @param root the folder of the root POM: paths in reports are relative to it
 * @param module the one that is scanned
 * @param modules all of them, in build order; those that {@code -pl} leaves out too
 * @param selected how many of them this build takes
 * @param isFirst whether the goal runs in none of them before
 */
record Reactor(Path root, Module module, List<Module> modules, int selected, boolean isFirst) {
  private static final String PLUGIN = "dev.watertight:watertight-maven-plugin";

  Reactor {
    modules = List.copyOf(modules);
  }

  /**
   * The current project of a session; its folder stands for it where there is no POM.
   *
   * @param everywhere whether the goal runs in every project, because the command line names it
   */
  static Reactor of(
      MavenSession session, MavenProject project, Path currentFolder, boolean everywhere) {
    if (project.getFile() == null) {
      Module folder = Module.withoutPom(currentFolder);
      return new Reactor(folder.base(), folder, List.of(folder), 1, true);
    }
    Module module = Module.of(project);
    List<MavenProject> all = session.getAllProjects();
    return new Reactor(
        root(project, Optional.ofNullable(session.getTopLevelProject())),
        module,
        all.stream().filter(p -> p.getFile() != null).map(Module::of).toList(),
        session.getProjects().size(),
        session.getProjects().stream()
            .filter(p -> everywhere || p.getPlugin(PLUGIN) != null)
            .findFirst()
            .map(project::equals)
            .orElse(true));
  }

  /**
   * The folder of the topmost POM that the project belongs to, by its parents and by the POM that
   * Maven was started with: so a path in a report, a suppression or a fingerprint is the same
   * whichever module Maven was started in. Parents that come from a repository or lie beside the
   * project do not count.
   */
  static Path root(MavenProject project, Optional<MavenProject> topLevel) {
    Path base = folder(project);
    Path root = topmost(project, base);
    Path ofTop = topLevel.filter(p -> p.getFile() != null).map(p -> topmost(p, base)).orElse(base);
    return root.startsWith(ofTop) ? ofTop : root;
  }

  private static Path topmost(MavenProject project, Path base) {
    Path root = base;
    for (MavenProject up = project; up != null && up.getFile() != null; up = up.getParent()) {
      root = root.startsWith(folder(up)) ? folder(up) : root;
    }
    return root;
  }

  private static Path folder(MavenProject project) {
    return project.getBasedir().toPath().toAbsolutePath().normalize();
  }

  /** Whether the module has a POM; else it is a folder. */
  boolean hasPom() {
    return module.hasPom();
  }

  /** Whether the scanned module is all of the project. */
  boolean isWhole() {
    return modules.size() == 1 && module.base().equals(root);
  }

  /** Whether this build takes other modules beside the scanned one. */
  boolean takesSeveral() {
    return selected > 1;
  }

  /** The modules that the scanned one depends on, directly or through others, nearest first. */
  List<Module> upstream() {
    Map<String, Module> byId = new LinkedHashMap<>();
    modules.forEach(m -> byId.put(m.id(), m));
    Map<String, Module> found = new LinkedHashMap<>();
    Deque<String> open = new ArrayDeque<>(module.dependencies().stream().sorted().toList());
    while (!open.isEmpty()) {
      Module next = byId.get(open.removeFirst());
      if (next != null && !next.id().equals(module.id()) && found.put(next.id(), next) == null) {
        next.dependencies().stream().sorted().forEach(open::addLast);
      }
    }
    return List.copyOf(found.values());
  }

  /**
   * Folders to read for understanding only: generated sources of the scanned module, and all
   * sources of the modules upstream. Those that do not exist, or lie in another or in what is
   * scanned, are left out.
   *
   * @param scanned what findings are reported on
   */
  List<Path> context(List<Path> scanned) {
    List<Path> context = new ArrayList<>();
    List<Path> candidates = new ArrayList<>(module.readable());
    upstream().forEach(m -> candidates.addAll(m.readable()));
    for (Path candidate : candidates) {
      boolean known =
          scanned.stream().anyMatch(candidate::startsWith)
              || candidates.stream()
                  .anyMatch(
                      c -> !c.equals(candidate) && candidate.startsWith(c) && Files.isDirectory(c));
      if (!known && Files.isDirectory(candidate) && !context.contains(candidate)) {
        context.add(candidate);
      }
    }
    return List.copyOf(context);
  }

  /** A folder as reports and messages name it: relative to the root, {@code /}-separated. */
  String relative(Path path) {
    return path.startsWith(root) && !path.equals(root)
        ? root.relativize(path).toString().replace('\\', '/')
        : path.equals(root) ? "." : path.toString();
  }
}
