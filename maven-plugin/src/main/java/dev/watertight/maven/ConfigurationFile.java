package dev.watertight.maven;

import dev.watertight.core.config.Configuration;
import dev.watertight.core.config.ConfigurationException;
import dev.watertight.core.config.ConfigurationReader;
import dev.watertight.core.config.Overrides;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the configuration of a module: the file that was named, else the module's, else the root's.
 */
final class ConfigurationFile {
  private final Reactor reactor;
  private final Settings settings;

  ConfigurationFile(Reactor reactor, Settings settings) {
    this.reactor = reactor;
    this.settings = settings;
  }

  /**
   * Reads it.
   *
   * @param named the file that the parameter {@code config} names
   * @param folders the folders that a relative name may start from, best first
   * @throws ConfigurationException with all that is wrong with the file and with the settings
   */
  Configuration read(Optional<String> named, List<Path> folders) throws ConfigurationException {
    Set<String> problems = new LinkedHashSet<>(settings.problems());
    try {
      Configuration configuration =
          named.isPresent() ? readNamed(named.get(), folders) : readFound();
      if (problems.isEmpty()) {
        return configuration;
      }
    } catch (ConfigurationException e) {
      problems.addAll(e.problems());
    }
    throw new ConfigurationException(List.copyOf(problems));
  }

  private Configuration readNamed(String name, List<Path> folders) throws ConfigurationException {
    List<String> looked = new ArrayList<>();
    for (Path folder : new LinkedHashSet<>(folders)) {
      Path file = folder.resolve(name).normalize();
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        return ConfigurationReader.read(
            Optional.of(file), reactor.relative(file), settings.overrides());
      }
      looked.add(file.toString());
    }
    throw new ConfigurationException(
        List.of(
            "watertight.config: there is no file "
                + String.join(", nor ", looked)
                + ". Name an existing one, relative to where Maven is started."));
  }

  private Configuration readFound() throws ConfigurationException {
    Path own = reactor.module().base();
    Overrides overrides = settings.overrides();
    Path file = own.resolve(ConfigurationReader.FILE_NAME);
    if (own.equals(reactor.root())) {
      return ConfigurationReader.find(own, overrides);
    }
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return ConfigurationReader.read(Optional.of(file), reactor.relative(file), overrides);
    }
    // Only to refuse a file of a name that is almost right, which would pass unread.
    ConfigurationReader.find(own, Overrides.none());
    return ConfigurationReader.find(reactor.root(), overrides);
  }
}
