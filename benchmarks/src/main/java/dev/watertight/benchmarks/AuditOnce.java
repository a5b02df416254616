package dev.watertight.benchmarks;

import dev.watertight.core.config.Configuration;
import dev.watertight.core.config.ConfigurationReader;
import dev.watertight.core.config.Overrides;
import dev.watertight.core.finding.Attack;
import dev.watertight.core.finding.Status;
import dev.watertight.core.report.JsonReportWriter;
import dev.watertight.core.report.Report;
import dev.watertight.core.report.ReportFiles;
import dev.watertight.core.report.html.HtmlReportWriter;
import dev.watertight.core.rule.RulePages;
import dev.watertight.database.audit.Audit;
import dev.watertight.database.audit.AuditRequest;
import dev.watertight.database.scratch.EmbeddedServer;
import dev.watertight.database.scratch.ScratchDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Audits a generated schema in this process, then lets the same server do what of it is the
 * server's alone: the migrations, the rows and the listed attacks, as ready text.
 */
final class AuditOnce {
  static final String START = "START";
  static final String WRITING = "WRITING";
  static final String FLOOR_MIGRATIONS = "FLOOR_MIGRATIONS";
  static final String FLOOR_SEEDING = "FLOOR_SEEDING";
  static final String FLOOR_ATTACKS = "FLOOR_ATTACKS";

  private AuditOnce() {}

  /** A folder of its own, the number of tables, the file that takes what it took. */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    String sql = AuditSchema.of(Integer.parseInt(arguments[1]));
    Path migrations = Files.createDirectories(folder.resolve("migrations"));
    Files.writeString(migrations.resolve("schema.sql"), sql);
    Clock clock = new Clock();
    clock.begin(START);
    Report report;
    try (EmbeddedServer server = EmbeddedServer.start(AuditOnce::binaries)) {
      clock.begin("");
      clock.count(server);
      report =
          Audit.run(
              new AuditRequest(
                  "benchmark",
                  configuration(folder),
                  List.of(migrations),
                  true,
                  LocalDate.of(2026, 1, 1)),
              server,
              (s, database) -> {},
              phase -> clock.begin(phase.name()));
      clock.begin(WRITING);
      ReportFiles.write(
          report,
          folder.resolve("report"),
          Instant.EPOCH,
          List.of(new HtmlReportWriter(RulePages::find), new JsonReportWriter()));
      clock.begin("");
      floor(server, sql, report, clock);
    }
    Map<String, Long> counts =
        Map.of(
            "attacks",
            (long) report.attacks().size(),
            "proven",
            report.attacks().stream().filter(a -> a.outcome() == Status.PROVEN).count());
    Files.writeString(Path.of(arguments[2]), new AuditMeasurement(counts, clock.end()).text());
  }

  /** The binaries on the class path. */
  static InputStream binaries() throws IOException {
    InputStream in = AuditOnce.class.getResourceAsStream("/postgres-linux-x86_64.txz");
    if (in == null) {
      throw new IOException("no binaries of PostgreSQL for Linux on amd64 are on the class path");
    }
    return in;
  }

  private static Configuration configuration(Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("watertight.yml"), AuditSchema.CONFIGURATION);
    return ConfigurationReader.read(Optional.of(file), "watertight.yml", Overrides.none());
  }

  private static void floor(EmbeddedServer server, String sql, Report report, Clock clock)
      throws SQLException {
    ScratchDatabase database = server.create();
    try (Connection connection = server.connect(database);
        Statement statement = connection.createStatement()) {
      clock.begin(FLOOR_MIGRATIONS);
      statement.execute(sql);
      clock.begin(FLOOR_SEEDING);
      statement.execute(report.seedScript().orElseThrow());
      clock.begin(FLOOR_ATTACKS);
      for (Attack attack : report.attacks()) {
        try {
          statement.execute(attack.proof().fields().getOrDefault("sql", ""));
        } catch (SQLException e) {
          statement.execute("rollback");
        }
      }
      clock.begin("");
    }
    server.drop(database);
  }
}
