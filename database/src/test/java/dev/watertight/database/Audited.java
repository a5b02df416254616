package dev.watertight.database;

import dev.watertight.core.config.Configuration;
import dev.watertight.core.config.ConfigurationException;
import dev.watertight.core.config.ConfigurationReader;
import dev.watertight.core.config.Overrides;
import dev.watertight.core.report.Report;
import dev.watertight.database.audit.Audit;
import dev.watertight.database.audit.AuditRequest;
import dev.watertight.database.scratch.MigrationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Audits small schemas that stand in tests and in the rules' pages. */
public final class Audited {
  /** What the schemas are laid over: the role, the tenant table, and the context. */
  public static final String BASE =
      """
      create role app_user login;
      create table organizations (id text primary key, name text not null);
      alter table organizations enable row level security;
      create policy own on organizations to app_user
        using (id = (select nullif(current_setting('app.current_org_id', true), '')));
      grant select on organizations to app_user;
      """;

  /** The configuration that goes with it, unless a schema brings its own. */
  public static final String CONFIGURATION =
      """
      tenant:
        table: organizations
        column: organization_id
        setting: app.current_org_id
      database:
        app-role: app_user
      """;

  private Audited() {}

  /** The report on a schema over {@link #BASE}. */
  public static Report schema(String sql) {
    return files(Map.of("schema.sql", sql));
  }

  /** The report on files over {@link #BASE}; {@code watertight.yml} replaces the configuration. */
  public static Report files(Map<String, String> files) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("0_base.sql", BASE);
    all.putAll(files);
    return alone(all);
  }

  /** The report on files, without anything below them. */
  public static Report alone(Map<String, String> files) {
    try {
      Path folder = Files.createTempDirectory("watertight-audit");
      try {
        for (Map.Entry<String, String> file : files.entrySet()) {
          if (file.getKey().endsWith(".sql")) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
          }
        }
        return Audit.run(
            new AuditRequest(
                "example",
                configuration(files.getOrDefault("watertight.yml", CONFIGURATION)),
                List.of(folder),
                true,
                LocalDate.of(2026, 1, 1)),
            Servers.shared());
      } finally {
        for (String name : files.keySet()) {
          Files.deleteIfExists(folder.resolve(name));
        }
        Files.deleteIfExists(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException | MigrationException | ConfigurationException e) {
      throw new AssertionError(e.getMessage(), e);
    }
  }

  private static Configuration configuration(String yaml)
      throws ConfigurationException, IOException {
    Path file = Files.createTempFile("watertight", ".yml");
    try {
      Files.writeString(file, yaml, StandardCharsets.UTF_8);
      return ConfigurationReader.read(Optional.of(file), "watertight.yml", Overrides.none());
    } finally {
      Files.deleteIfExists(file);
    }
  }
}
