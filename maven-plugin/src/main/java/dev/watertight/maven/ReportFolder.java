package dev.watertight.maven;

import dev.watertight.core.config.Configuration;
import java.nio.file.Path;

/** Where the report files of a module go. */
final class ReportFolder {
  private static final String DEFAULT = "target/watertight";

  private ReportFolder() {}

  /**
   * A relative folder starts from the module's, so that each module has its own; an absolute one is
   * shared, and where several modules are built each takes the folder in it that it has in the
   * project.
   */
  static Path of(Reactor reactor, Configuration configuration) {
    Path base = reactor.module().base();
    Path configured = Path.of(configuration.report().directory().orElse(DEFAULT));
    if (configured.isAbsolute() && reactor.takesSeveral() && base.startsWith(reactor.root())) {
      return configured.resolve(reactor.root().relativize(base).toString()).normalize();
    }
    return base.resolve(configured).normalize();
  }
}
