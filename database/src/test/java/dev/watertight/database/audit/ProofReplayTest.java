package dev.watertight.database.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.watertight.core.finding.Finding;
import dev.watertight.core.finding.Proof;
import dev.watertight.core.finding.Status;
import dev.watertight.core.report.Report;
import dev.watertight.core.rule.RuleExample;
import dev.watertight.core.rule.RuleExamples;
import dev.watertight.database.Audited;
import dev.watertight.database.Servers;
import dev.watertight.database.VersionRange;
import dev.watertight.database.scratch.Migrations;
import dev.watertight.database.scratch.ScratchDatabase;
import dev.watertight.database.scratch.ScratchServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.core.NativeQuery;
import org.postgresql.core.Parser;

/**
 * Every proof of every example, as a reader of the report would replay it: the migrations on an
 * empty database, the seed script of the report, and then the proof's text on a connection of its
 * own. It shows what the report says was seen.
 */
class ProofReplayTest {
  @TempDir Path folder;

  @TestFactory
  Stream<DynamicContainer> everyProofOfEveryExample() {
    return ServiceLoader.load(AuditRule.class).stream()
        .map(rule -> rule.get().name())
        .sorted()
        .map(
            rule ->
                DynamicContainer.dynamicContainer(
                    rule,
                    RuleExamples.of(rule).stream()
                        .filter(e -> e.files().stream().anyMatch(f -> !f.leaks().isEmpty()))
                        .filter(e -> e.files().stream().anyMatch(f -> f.path().endsWith(".sql")))
                        .map(e -> DynamicTest.dynamicTest(e.title(), () -> replays(e)))));
  }

  private void replays(RuleExample example) throws Exception {
    VersionRange.assumeIncludes(example);
    Map<String, String> files = new LinkedHashMap<>();
    example.files().forEach(f -> files.put(f.path(), f.text()));
    Report report = Audited.files(files);
    List<Finding> proven = report.open().stream().filter(f -> f.status() == Status.PROVEN).toList();
    assumeThat(proven).as("what the example shows is suspected, not proven").isNotEmpty();
    Path migrations = Files.createTempDirectory(folder, "migrations");
    Files.writeString(migrations.resolve("0_base.sql"), Audited.BASE);
    for (Map.Entry<String, String> file : files.entrySet()) {
      if (file.getKey().endsWith(".sql")) {
        Files.writeString(migrations.resolve(file.getKey()), file.getValue());
      }
    }
    ScratchServer server = Servers.shared();
    ScratchDatabase database = new Migrations(List.of(migrations)).make(server).database();
    try {
      try (Connection connection = server.connect(database);
          Statement statement = connection.createStatement()) {
        statement.execute(report.seedScript().orElseThrow());
      }
      for (Finding finding : proven) {
        Proof proof = finding.proof().orElseThrow();
        String sql = proof.fields().getOrDefault("sql", "");
        assertThat(sql).as(finding.rule()).isNotEmpty();
        assertThat(unnumbered(shown(server, database, sql)))
            .as("%s at %s:%n%s", finding.rule(), finding.location().label(), sql)
            .isEqualTo(unnumbered(proof.fields().getOrDefault("seen", "")));
      }
    } finally {
      server.drop(database);
    }
  }

  /** The last rows that the text gives, or the refusal that ends it. */
  private static String shown(ScratchServer server, ScratchDatabase database, String sql) {
    String last = "";
    try (Connection connection = server.connect(database);
        Statement statement = connection.createStatement()) {
      for (NativeQuery query : Parser.parseJdbcSql(sql, true, false, true, false, false)) {
        if (statement.execute(query.nativeSql)) {
          try (ResultSet result = statement.getResultSet()) {
            last = Lab.seen(result).text();
          }
        }
      }
    } catch (SQLException e) {
      return Lab.message(e);
    }
    if (last.isEmpty()) {
      fail("the text shows nothing: " + sql);
    }
    return last;
  }

  /** Object ids, sequences and times go on counting, and no time is measured twice the same. */
  private static String unnumbered(String text) {
    return text.replaceAll("(?:over|less than) 10 times", "# times").replaceAll("\\d+", "#");
  }
}
