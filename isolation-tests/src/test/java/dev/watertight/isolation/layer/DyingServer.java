package dev.watertight.isolation.layer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

/** A data layer under which the server is killed when it is asked for the names the first time. */
public final class DyingServer {
  private final JdbcScope scope;

  public DyingServer(JdbcScope scope) {
    this.scope = scope;
  }

  public List<String> names() throws IOException, SQLException {
    List<String> names =
        scope.query(
            "select name from projects where organization_id = ?",
            row -> row.getString(1),
            scope.tenant());
    kill(scope.connection().getMetaData().getURL().replaceAll(".*:(\\d+)/.*", "$1"));
    return names;
  }

  private static void kill(String port) throws IOException {
    Path clusters =
        Path.of(System.getProperty("java.io.tmpdir"))
            .resolve("watertight-" + System.getProperty("user.name") + "/clusters");
    try (Stream<Path> all = Files.list(clusters)) {
      for (Path pidFile : all.map(c -> c.resolve("data/postmaster.pid")).toList()) {
        List<String> lines = Files.exists(pidFile) ? Files.readAllLines(pidFile) : List.of();
        if (lines.size() > 3 && lines.get(3).equals(port)) {
          ProcessHandle.of(Long.parseLong(lines.get(0))).ifPresent(ProcessHandle::destroyForcibly);
        }
      }
    }
  }

  public List<String> titles() {
    return scope.query(
        "select title from tasks where organization_id = ?",
        row -> row.getString(1),
        scope.tenant());
  }
}
