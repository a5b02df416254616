package dev.watertight.database.scratch;

import dev.watertight.core.config.Configuration;
import java.util.Optional;

/**
 * Which server an audit works on.
 *
 * @param engine where it comes from
 * @param version the major version, for servers that are started here
 * @param url the given server, for {@link Configuration.Engine#JDBC}
 * @param user to log in to a given server as
 * @param passwordEnv the name of the environment variable with that user's password
 */
public record ServerSettings(
    Configuration.Engine engine,
    int version,
    Optional<String> url,
    Optional<String> user,
    Optional<String> passwordEnv) {
  /** The settings of a configuration: an embedded server where it names none. */
  public static ServerSettings of(Configuration.Database database) {
    Configuration.Engine engine =
        database
            .engine()
            .orElse(
                database.url().isPresent()
                    ? Configuration.Engine.JDBC
                    : Configuration.Engine.EMBEDDED);
    boolean given = engine == Configuration.Engine.JDBC;
    return new ServerSettings(
        engine,
        database.version().orElse(PostgresArtifact.DEFAULT_MAJOR),
        given ? database.url() : Optional.empty(),
        given ? database.user() : Optional.empty(),
        given ? database.passwordEnv() : Optional.empty());
  }
}
