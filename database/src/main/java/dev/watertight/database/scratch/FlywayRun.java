package dev.watertight.database.scratch;

import dev.watertight.database.catalog.Identifier;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** Runs migrations that are named as Flyway's by Flyway itself. */
record FlywayRun(List<Path> folders, List<MigrationFiles.Entry> files) {
  private static final String SETTINGS_FILE = "flyway.conf";
  private static final int LEVELS = 8;
  private static final Pattern PLACE =
      Pattern.compile("(?s)Location\\s*:\\s*(.+?)(?: \\(.*?)?\\R.*?Line\\s*:\\s*(\\d+)");
  private static final Pattern STATEMENT = Pattern.compile("(?s)Statement\\s*:\\s*(.+)$");
  private static final Pattern PLACEHOLDER =
      Pattern.compile("No value provided for placeholder: ([^\\s.]+)");

  /** What changes how files are read; where they are and who runs them is said elsewhere. */
  private static final Set<String> READ =
      Set.of(
          "flyway.schemas",
          "flyway.defaultSchema",
          "flyway.createSchemas",
          "flyway.placeholderReplacement",
          "flyway.placeholderPrefix",
          "flyway.placeholderSuffix",
          "flyway.placeholderSeparator",
          "flyway.scriptPlaceholderPrefix",
          "flyway.scriptPlaceholderSuffix",
          "flyway.sqlMigrationPrefix",
          "flyway.repeatableSqlMigrationPrefix",
          "flyway.sqlMigrationSeparator",
          "flyway.sqlMigrationSuffixes",
          "flyway.encoding",
          "flyway.initSql",
          "flyway.outOfOrder",
          "flyway.mixed",
          "flyway.group",
          "flyway.target");

  void apply(Roles roles, ScratchDatabase database, String role)
      throws MigrationException, IOException, SQLException {
    for (MigrationFiles.Entry file : files) {
      // Flyway would say that it cannot read a file, and not why.
      file.text();
    }
    FluentConfiguration configuration =
        Flyway.configure(FlywayRun.class.getClassLoader())
            .loggers(SilentLog.class.getName())
            .configuration(settings())
            .dataSource(ScratchDataSource.of(roles, database, role))
            .locations(folders.stream().map(f -> "filesystem:" + f).toArray(String[]::new))
            .validateMigrationNaming(false);
    try {
      configuration.load().migrate();
    } catch (FlywayException e) {
      throw explained(e);
    }
    dropHistory(roles, database, role, configuration);
  }

  /** Flyway's own table says nothing of the schema. */
  private static void dropHistory(
      Roles roles, ScratchDatabase database, String role, FluentConfiguration configuration)
      throws SQLException {
    String schema =
        Optional.ofNullable(configuration.getDefaultSchema())
            .orElse(configuration.getSchemas().length > 0 ? configuration.getSchemas()[0] : "");
    String table = Identifier.quoted(configuration.getTable());
    try (Connection connection = roles.connectAs(database, role);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "drop table if exists "
              + (schema.isEmpty() ? table : Identifier.quoted(schema) + "." + table));
    }
  }

  /** The settings of the project's {@code flyway.conf}, which lies in a folder above. */
  private Map<String, String> settings() throws IOException {
    Map<String, String> settings = new HashMap<>();
    for (Path folder : folders) {
      Path up = folder.toAbsolutePath();
      for (int level = 0; level < LEVELS && up != null; level++, up = up.getParent()) {
        Path file = up.resolve(SETTINGS_FILE);
        if (Files.isRegularFile(file)) {
          read(file, settings);
          break;
        }
        if (Files.exists(up.resolve("pom.xml")) && !Files.exists(up.resolve("../pom.xml"))) {
          break;
        }
      }
    }
    return settings;
  }

  private static void read(Path file, Map<String, String> settings) throws IOException {
    Properties properties = new Properties();
    try (Reader in = new StringReader(Files.readString(file))) {
      properties.load(in);
    }
    for (String name : properties.stringPropertyNames()) {
      if (READ.contains(name) || name.startsWith("flyway.placeholders.")) {
        settings.put(name, properties.getProperty(name));
      }
    }
  }

  private MigrationException explained(FlywayException e) {
    String message = String.valueOf(e.getMessage());
    Matcher placeholder = PLACEHOLDER.matcher(message);
    if (placeholder.find()) {
      String name = placeholder.group(1).replaceAll("^\\$\\{|}$", "");
      return new MigrationException(
          "A migration has the placeholder ${"
              + name
              + "}, which has no value: give it in a flyway.conf in the project's folder, as"
              + " flyway.placeholders."
              + name
              + "=….",
          e);
    }
    Matcher place = PLACE.matcher(message);
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && place.find()) {
        Matcher statement = STATEMENT.matcher(message);
        return PlainRun.failed(
            named(place.group(1)),
            Integer.parseInt(place.group(2)),
            statement.find() ? statement.group(1) : "",
            sql);
      }
    }
    return new MigrationException(
        "The migrations cannot be run: " + message.replaceAll("\\s*\\R\\s*", " "), e);
  }

  private String named(String location) {
    Path path = Path.of(location.replaceFirst("^filesystem:", ""));
    return files.stream()
        .filter(f -> f.file().endsWith(path) || path.endsWith(f.file()))
        .map(MigrationFiles.Entry::name)
        .findFirst()
        .orElse(String.valueOf(path.getFileName()));
  }
}
