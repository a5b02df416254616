package dev.watertight.isolation.experiment;

import dev.watertight.core.config.Configuration;
import dev.watertight.database.scratch.ContainerServer;
import dev.watertight.database.scratch.EmbeddedServer;
import dev.watertight.database.scratch.ScratchException;
import dev.watertight.database.scratch.ScratchServer;
import dev.watertight.database.scratch.ServerSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The scratch servers of this process. Roles belong to a whole server, so an experiment has one to
 * itself; the next experiment takes it over. They end with the process.
 */
final class Leases {
  private static final Map<ServerSettings, List<ScratchServer>> IDLE = new HashMap<>();

  private Leases() {}

  /** A server that nobody else uses: an idle one, else a new one. */
  static ScratchServer take(ServerSettings settings) throws IOException, ScratchException {
    synchronized (IDLE) {
      List<ScratchServer> idle = IDLE.getOrDefault(settings, List.of());
      if (!idle.isEmpty()) {
        return idle.remove(idle.size() - 1);
      }
    }
    return switch (settings.engine()) {
      case EMBEDDED -> EmbeddedServer.start(Binaries.of(settings.version()));
      case TESTCONTAINERS -> ContainerServer.start(settings.version());
      case JDBC ->
          throw new ScratchException(
              "database.engine is "
                  + Configuration.Engine.JDBC.name().toLowerCase(Locale.ROOT)
                  + ": isolation tests write, so they need a server of their own. Set"
                  + " -Dwatertight.database.engine=embedded (or testcontainers) for the tests.");
    };
  }

  /** Gives it back, without a database of ours in it. */
  static void giveBack(ServerSettings settings, ScratchServer server) {
    synchronized (IDLE) {
      IDLE.computeIfAbsent(settings, s -> new ArrayList<>()).add(server);
    }
  }
}
