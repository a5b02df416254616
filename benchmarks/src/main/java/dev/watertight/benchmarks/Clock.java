package dev.watertight.benchmarks;

import dev.watertight.database.scratch.ScratchDatabase;
import dev.watertight.database.scratch.ScratchServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What this process and the server that it works on use, from one step to the next. The server's
 * CPU time is its postmaster's with all children that have ended, and that of those which run; it
 * is read from {@code /proc}, and 0 where there is none.
 */
final class Clock {
  private static final double TICKS = 100;

  /**
   * What a step took, in seconds.
   *
   * @param jvm CPU of this process
   * @param server CPU of the server's processes
   */
  record Step(double wall, double jvm, double server) {
    double cpu() {
      return jvm + server;
    }

    Step plus(Step other) {
      return new Step(wall + other.wall, jvm + other.jvm, server + other.server);
    }

    Step minus(Step other) {
      return new Step(wall - other.wall, jvm - other.jvm, server - other.server);
    }
  }

  private final Map<String, Step> steps = new LinkedHashMap<>();
  private Optional<Long> postmaster = Optional.empty();
  private String name = "";
  private Step from = now();

  /** What comes now belongs to the step. */
  void begin(String step) {
    Step now = now();
    if (!name.isEmpty()) {
      steps.merge(name, now.minus(from), Step::plus);
    }
    name = step;
    from = now;
  }

  /** The steps by name; the last one ends here. */
  Map<String, Step> end() {
    begin("");
    return steps;
  }

  /** Counts this server's processes too, from here on. */
  void count(ScratchServer server) throws SQLException {
    ScratchDatabase database = server.create();
    try (Connection connection = server.connect(database);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select pg_backend_pid()")) {
      row.next();
      postmaster =
          ProcessHandle.of(row.getLong(1)).flatMap(ProcessHandle::parent).map(ProcessHandle::pid);
    }
    server.drop(database);
    from = now();
  }

  private Step now() {
    return new Step(
        System.nanoTime() / 1e9,
        ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9,
        postmaster.map(Clock::ofServer).orElse(0.0));
  }

  private static double ofServer(long pid) {
    double all = ticks(pid, 15) + ticks(pid, 17);
    for (ProcessHandle child :
        ProcessHandle.of(pid).map(p -> p.children().toList()).orElse(java.util.List.of())) {
      all += ticks(child.pid(), 15);
    }
    return all / TICKS;
  }

  /** The sum of two fields of the process's statistics, by the number of the last, see proc(5). */
  private static double ticks(long pid, int last) {
    try {
      String text = Files.readString(Path.of("/proc/" + pid + "/stat"));
      String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ", -1);
      return Long.parseLong(fields[last - 4]) + (double) Long.parseLong(fields[last - 3]);
    } catch (IOException e) {
      // It has ended, and its parent counts it.
      return 0;
    }
  }
}
