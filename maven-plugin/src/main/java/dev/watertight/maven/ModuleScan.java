package dev.watertight.maven;

import dev.watertight.analyzer.ScanRequest;
import dev.watertight.core.config.Configuration;
import dev.watertight.core.config.ConfigurationException;
import dev.watertight.core.config.Origin;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Turns a Maven module and its configuration into a scan. */
final class ModuleScan {
  private final Reactor reactor;
  private final Configuration configuration;

  ModuleScan(Reactor reactor, Configuration configuration) {
    this.reactor = reactor;
    this.configuration = configuration;
  }

  /**
   * Why there is nothing to scan in this module, if so.
   *
   * @throws ConfigurationException if folders are configured that no module of the reactor has:
   *     then nothing would be scanned anywhere
   */
  Optional<String> nothingToScan() throws ConfigurationException {
    List<Path> sources = sources();
    if (sources.stream().anyMatch(Files::exists)) {
      return Optional.empty();
    }
    List<String> names =
        sources.stream().map(s -> reactor.module().base().relativize(s).toString()).toList();
    if (!sourcesAreConfigured()) {
      return Optional.of(
          reactor.module().name()
              + " has no production sources ("
              + String.join(", ", names)
              + ")");
    }
    List<String> problems = new ArrayList<>();
    for (String name : configuration.code().sources()) {
      boolean somewhere =
          reactor.modules().stream().anyMatch(m -> Files.exists(m.base().resolve(name)));
      if (!somewhere) {
        problems.add(
            origin("code.sources")
                + ": `code.sources` names "
                + name
                + ", which "
                + (reactor.modules().size() == 1 ? "does not exist in " : "no module has, such as ")
                + reactor.module().base());
      }
    }
    if (problems.size() == configuration.code().sources().size()) {
      throw new ConfigurationException(problems);
    }
    return Optional.of(
        reactor.module().name()
            + " has none of the folders of code.sources ("
            + String.join(", ", names)
            + ")");
  }

  /** The request that scans the module. */
  ScanRequest request(int threads, boolean withCache, LocalDate today) {
    Module module = reactor.module();
    List<Path> sources = sources();
    return new ScanRequest(
        module.name(),
        configuration
            .report()
            .root()
            .map(reactor.root()::resolve)
            .orElse(reactor.root())
            .normalize(),
        module.base(),
        configuration,
        sources.stream().filter(Files::exists).toList(),
        context(sources),
        reactor.isWhole(),
        threads,
        withCache ? Optional.of(cache()) : Optional.empty(),
        today);
  }

  private List<Path> context(List<Path> sources) {
    Stream<Path> migrations =
        configuration.origins().has("database.migrations")
            ? configuration.database().migrations().stream().flatMap(this::inOtherModules)
            : Stream.empty();
    return Stream.concat(reactor.context(sources).stream(), migrations).distinct().toList();
  }

  /**
   * Migrations are often a module of their own, on which none depends: where the module lacks the
   * configured folder, the modules that have it tell what the tables are.
   */
  private Stream<Path> inOtherModules(String migrations) {
    boolean found =
        Files.exists(reactor.module().base().resolve(migrations))
            || Files.exists(reactor.root().resolve(migrations));
    return found
        ? Stream.empty()
        : reactor.modules().stream()
            .map(m -> m.base().resolve(migrations).normalize())
            .filter(Files::exists);
  }

  private Path cache() {
    return reactor.module().buildDirectory().resolve("watertight-cache").resolve("facts.bin");
  }

  private boolean sourcesAreConfigured() {
    return configuration.origins().has("code.sources");
  }

  /**
   * What is reported on: only folders of this module, for each of the others has its own report.
   */
  private List<Path> sources() {
    return sourcesAreConfigured()
        ? configuration.code().sources().stream()
            .map(s -> reactor.module().base().resolve(s).normalize())
            .toList()
        : reactor.module().handwritten();
  }

  private String origin(String key) {
    return configuration.origins().of(key).map(Origin::label).orElse(key);
  }
}
