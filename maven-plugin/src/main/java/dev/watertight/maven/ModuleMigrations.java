package dev.watertight.maven;

import dev.watertight.core.config.Configuration;
import dev.watertight.core.config.ConfigurationException;
import dev.watertight.core.config.Origin;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The migrations that are audited in a module. Each folder is audited in one module of a build
 * only: the one that has it, else, where it lies beside all of them, the first that is built.
 */
final class ModuleMigrations {
  private static final List<String> USUAL = List.of("src/main/resources/db/migration");

  private final Reactor reactor;
  private final Configuration configuration;

  ModuleMigrations(Reactor reactor, Configuration configuration) {
    this.reactor = reactor;
    this.configuration = configuration;
  }

  /**
   * The folders, in the order in which they are configured.
   *
   * @throws ConfigurationException if one is configured that does not exist in the whole build
   */
  List<Path> folders() throws ConfigurationException {
    List<Path> folders = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (String name : names()) {
      Path own = reactor.module().base().resolve(name).normalize();
      Path ofRoot = reactor.root().resolve(name).normalize();
      if (Files.exists(own) && own.startsWith(reactor.module().base())) {
        folders.add(own);
      } else if (Files.exists(ofRoot)) {
        if (reactor.isFirst() && !isInside(ofRoot)) {
          folders.add(ofRoot);
        }
      } else if (isConfigured() && !existsElsewhere(name)) {
        problems.add(
            origin()
                + ": `database.migrations` names `"
                + name
                + "`, and there is no such folder in "
                + reactor.module().base()
                + ": correct the path or remove it.");
      }
    }
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
    return List.copyOf(folders);
  }

  /** Whether no module has any, and this is the first: it is where a given database is read. */
  boolean isFirstWithoutAny() {
    return reactor.isFirst() && !elsewhere();
  }

  /** Why there are none in this module, if so. */
  String none() {
    return reactor.module().name()
        + " has no migrations ("
        + String.join(", ", names())
        + "). Name their folder as database.migrations, or a server as database.url.";
  }

  /** Whether another module of the build has migrations. */
  boolean elsewhere() {
    return names().stream().anyMatch(this::existsElsewhere);
  }

  private List<String> names() {
    return isConfigured() ? configuration.database().migrations() : USUAL;
  }

  private boolean isConfigured() {
    return configuration.origins().has("database.migrations");
  }

  private boolean existsElsewhere(String name) {
    return Files.exists(reactor.root().resolve(name))
        || reactor.modules().stream().anyMatch(m -> Files.exists(m.base().resolve(name)));
  }

  /** Whether a module has the folder, which is then audited there. */
  private boolean isInside(Path folder) {
    return reactor.modules().stream()
        .anyMatch(m -> !m.base().equals(reactor.root()) && folder.startsWith(m.base()));
  }

  private String origin() {
    return configuration
        .origins()
        .of("database.migrations")
        .map(Origin::label)
        .orElse("database.migrations");
  }
}
