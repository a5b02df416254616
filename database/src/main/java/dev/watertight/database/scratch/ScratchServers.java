package dev.watertight.database.scratch;

import dev.watertight.core.config.ConfigurationException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The servers of this process: one for equal settings, started when it is first asked for, and
 * stopped by {@link #stopAll}, at the latest with the process. Roles belong to a whole server, and
 * the migrations of two schemas may name the same ones, so it serves one work at a time.
 */
public final class ScratchServers {
  private static final Map<ServerSettings, Shared> SERVERS = new HashMap<>();

  private ScratchServers() {}

  /** Starts a server. */
  @FunctionalInterface
  public interface Starter {
    ScratchServer start() throws IOException, ScratchException;
  }

  /** What is done on a server. */
  @FunctionalInterface
  public interface Work<T> {
    T on(ScratchServer server)
        throws IOException, SQLException, MigrationException, ConfigurationException;
  }

  private static final class Shared {
    final ReentrantLock lock = new ReentrantLock();
    final List<ScratchServer> server = new ArrayList<>(1);
  }

  /**
   * Does the work on the server with these settings, which nobody else uses meanwhile.
   *
   * @param starter starts it where it does not run yet
   */
  public static <T> T use(ServerSettings settings, Starter starter, Work<T> work)
      throws IOException,
          SQLException,
          MigrationException,
          ConfigurationException,
          ScratchException {
    Shared shared;
    synchronized (SERVERS) {
      shared = SERVERS.computeIfAbsent(settings, s -> new Shared());
    }
    shared.lock.lock();
    try {
      if (shared.server.isEmpty()) {
        shared.server.add(starter.start());
      }
      return work.on(shared.server.get(0));
    } catch (SQLException e) {
      // It may be gone, or keep what it should not: whoever comes next gets a new one.
      shared.server.forEach(ScratchServer::close);
      shared.server.clear();
      throw e;
    } finally {
      shared.lock.unlock();
    }
  }

  /** Stops all of them; the next use starts anew. */
  public static void stopAll() {
    List<Shared> all;
    synchronized (SERVERS) {
      all = List.copyOf(SERVERS.values());
      SERVERS.clear();
    }
    for (Shared shared : all) {
      shared.server.forEach(ScratchServer::close);
    }
  }
}
