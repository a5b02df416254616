package dev.watertight.database.scratch;

import java.security.SecureRandom;
import java.util.HexFormat;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** A PostgreSQL in a container, for which Docker and Testcontainers must be there. */
public final class ContainerServer extends OwnServer {
  private static final String ARTIFACT = "org.testcontainers:testcontainers-postgresql:2.0.5";
  private static final String SUPERUSER = "postgres";

  private final AutoCloseable container;

  private ContainerServer(Login login, AutoCloseable container) {
    super(login);
    this.container = container;
  }

  /** A container that runs. */
  record Running(String url, String password, AutoCloseable container) {}

  /** Starts a container. */
  @FunctionalInterface
  interface Starter {
    Running start(String image);
  }

  /**
   * Starts a container of PostgreSQL's own image.
   *
   * @throws ScratchException if Testcontainers is not on the class path, or there is no Docker
   */
  public static ContainerServer start(int version) throws ScratchException {
    return start(version, image -> Docker.run(image));
  }

  static ContainerServer start(int version, Starter starter) throws ScratchException {
    try {
      Running running = starter.start("postgres:" + version);
      return new ContainerServer(
          new Login(running.url(), SUPERUSER, running.password()), running.container());
    } catch (NoClassDefFoundError e) {
      throw new ScratchException(
          "database.engine is testcontainers, and Testcontainers is not there: add "
              + ARTIFACT
              + " to the <dependencies> of the plugin in the POM, or use database.engine embedded.",
          e);
    } catch (RuntimeException e) {
      throw new ScratchException(
          "database.engine is testcontainers, and no container of postgres:"
              + version
              + " could be started: "
              + e.getMessage()
              + ". Start Docker, or use database.engine embedded, which needs none.",
          e);
    }
  }

  @Override
  void stop() {
    try {
      container.close();
    } catch (Exception e) {
      throw new IllegalStateException("the container could not be stopped", e);
    }
  }

  /** All that names classes of Testcontainers. */
  private static final class Docker {
    static Running run(String image) {
      String password = HexFormat.of().formatHex(new SecureRandom().generateSeed(16));
      PostgreSQLContainer container =
          new PostgreSQLContainer(image)
              .withUsername(SUPERUSER)
              .withPassword(password)
              .withDatabaseName(SUPERUSER)
              .withCommand(
                  "postgres", "-c", "fsync=off", "-c", "wal_level=logical", "-c", "timezone=UTC");
      container.start();
      return new Running(container.getJdbcUrl(), password, container);
    }
  }
}
