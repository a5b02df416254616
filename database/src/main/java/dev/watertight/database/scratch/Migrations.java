package dev.watertight.database.scratch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.postgresql.core.NativeQuery;
import org.postgresql.core.Parser;

/**
 * The migrations of a project, which make its schema: Flyway's where the files are named so ({@code
 * V1__init.sql}), else all {@code .sql} files in the order of their paths.
 */
public final class Migrations {
  private static final Pattern FLYWAY = Pattern.compile("[VUR][0-9._]*__.*\\.sql");

  private final List<Path> folders;

  public Migrations(List<Path> folders) {
    this.folders = List.copyOf(folders);
  }

  /**
   * Makes the schema.
   *
   * @param server where the database is
   * @throws MigrationException if a migration fails; the message names file, line and the server's
   *     words
   */
  public void apply(ScratchServer server, ScratchDatabase database)
      throws MigrationException, IOException, SQLException {
    List<Path> files = files();
    if (files.isEmpty()) {
      throw new MigrationException("no .sql file is in " + folders);
    }
    boolean flyway =
        files.stream().anyMatch(f -> FLYWAY.matcher(String.valueOf(f.getFileName())).matches());
    if (flyway) {
      flyway(server, database);
    } else {
      plain(server, database, files);
    }
  }

  private void flyway(ScratchServer server, ScratchDatabase database) throws MigrationException {
    try {
      Flyway.configure(Migrations.class.getClassLoader())
          .dataSource(new ScratchDataSource(server, database))
          .locations(folders.stream().map(f -> "filesystem:" + f).toArray(String[]::new))
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw new MigrationException(e.getMessage(), e);
    }
  }

  private static void plain(ScratchServer server, ScratchDatabase database, List<Path> files)
      throws MigrationException, IOException, SQLException {
    try (Connection connection = server.connect(database);
        Statement statement = connection.createStatement()) {
      for (Path file : files) {
        String script = Files.readString(file, StandardCharsets.UTF_8);
        for (NativeQuery query : Parser.parseJdbcSql(script, true, false, true, false, false)) {
          try {
            statement.execute(query.nativeSql);
          } catch (SQLException e) {
            throw new MigrationException(file.getFileName() + ": " + e.getMessage(), e);
          }
        }
      }
    }
  }

  private List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path folder : folders) {
      try (Stream<Path> walk = Files.walk(folder)) {
        walk.filter(f -> f.toString().endsWith(".sql")).sorted().forEach(files::add);
      }
    }
    return files;
  }
}
