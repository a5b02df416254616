package dev.watertight.database.audit;

import dev.watertight.core.config.ConfigurationException;
import dev.watertight.core.finding.Attack;
import dev.watertight.core.finding.Finding;
import dev.watertight.core.finding.Fingerprint;
import dev.watertight.core.finding.NotAnalysed;
import dev.watertight.core.report.Report;
import dev.watertight.core.suppression.Suppressions;
import dev.watertight.core.tenant.Detection;
import dev.watertight.core.tenant.TenantTable;
import dev.watertight.core.tenant.detection.TenantDetection;
import dev.watertight.database.catalog.Catalog;
import dev.watertight.database.catalog.CatalogReader;
import dev.watertight.database.catalog.Policy;
import dev.watertight.database.catalog.Relation;
import dev.watertight.database.catalog.Rights;
import dev.watertight.database.scratch.MigrationException;
import dev.watertight.database.scratch.Migrations;
import dev.watertight.database.scratch.Schema;
import dev.watertight.database.scratch.ScratchDatabase;
import dev.watertight.database.scratch.ScratchServer;
import dev.watertight.database.world.Tenant;
import dev.watertight.database.world.World;
import dev.watertight.database.world.WorldRequest;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Migrations to report: the schema is made on a scratch server, seeded, and attacked. */
public final class Audit {
  /** The name of this part of the tool in reports. */
  public static final String PART = "audit";

  private static final String ONLY_READ =
      "the database was only read, so nothing was attacked: that this rule suspects nothing does not"
          + " show that there is nothing";

  private final AuditRequest request;
  private final Consumer<Phase> begins;
  private final List<String> notes = new ArrayList<>();
  private final List<NotAnalysed> notAnalysed = new ArrayList<>();

  private Audit(AuditRequest request, Consumer<Phase> begins) {
    this.request = request;
    this.begins = begins;
  }

  /**
   * Runs an audit on a server where Watertight may make databases; it leaves none behind.
   *
   * @throws MigrationException if the schema cannot be made
   * @throws ConfigurationException if the configuration names what the schema does not have
   * @throws SQLException if the server fails or is gone
   */
  public static Report run(AuditRequest request, ScratchServer server)
      throws MigrationException, ConfigurationException, IOException, SQLException {
    return run(request, server, (s, database) -> {});
  }

  /**
   * Reads a database that somebody else runs, and attacks nothing: every finding is suspected.
   *
   * @param connection which can change nothing
   * @param why why nothing is attacked, for people
   */
  public static Report read(AuditRequest request, Connection connection, String why)
      throws ConfigurationException, SQLException {
    Audit audit = new Audit(request, phase -> {});
    audit.notes.add(why);
    return audit.read(connection);
  }

  /** What is done with the seeded database before it is dropped. */
  @FunctionalInterface
  public interface Afterwards {
    void with(ScratchServer server, ScratchDatabase database) throws IOException;
  }

  /** The same, with something to do at its end. */
  public static Report run(AuditRequest request, ScratchServer server, Afterwards afterwards)
      throws MigrationException, ConfigurationException, IOException, SQLException {
    return run(request, server, afterwards, phase -> {});
  }

  /** What an audit does, one after the other. */
  public enum Phase {
    /** A database is made, and the migrations run. */
    MIGRATIONS,
    /** The schema is read, and what separates tenants is found out. */
    CATALOG,
    /** Tenants get rows, and it is found out what a session of each sets. */
    SEEDING,
    /** The rules look for what may be wrong, and attack it. */
    ATTACKS,
    /** Findings are put together, and what protects each table. */
    REPORT,
    /** The database is dropped. */
    CLEARING
  }

  /**
   * The same, told as it goes on.
   *
   * @param begins is told each phase as it begins
   */
  public static Report run(
      AuditRequest request, ScratchServer server, Afterwards afterwards, Consumer<Phase> begins)
      throws MigrationException, ConfigurationException, IOException, SQLException {
    return new Audit(request, begins).run(server, afterwards);
  }

  private Report run(ScratchServer server, Afterwards afterwards)
      throws MigrationException, ConfigurationException, IOException, SQLException {
    begins.accept(Phase.MIGRATIONS);
    Schema schema =
        new Migrations(request.migrations(), request.configuration().database().user())
            .make(server);
    boolean done = false;
    try {
      Report result = attacked(server, schema);
      afterwards.with(server, schema.database());
      done = true;
      return result;
    } finally {
      begins.accept(Phase.CLEARING);
      drop(server, schema, done);
    }
  }

  /** A server that is gone cannot drop anything either, and why it is gone is told already. */
  private static void drop(ScratchServer server, Schema schema, boolean done) throws SQLException {
    try {
      server.drop(schema.database());
    } catch (SQLException e) {
      if (done) {
        throw e;
      }
    }
  }

  private Report attacked(ScratchServer server, Schema schema)
      throws SQLException, ConfigurationException {
    Testbed testbed =
        Testbed.on(
            server,
            schema,
            request.configuration(),
            request.whole(),
            WorldRequest.defaults(),
            begins);
    notes.addAll(testbed.notes());
    notAnalysed.addAll(testbed.notAnalysed());
    Subject subject = testbed.subject();
    try (Lab lab = new Lab(() -> server.connect(schema.database()), settings(subject))) {
      return report(subject, Optional.of(lab));
    } catch (LostServerException e) {
      throw new SQLException(e.getMessage(), "08006", e);
    }
  }

  private Report read(Connection connection) throws ConfigurationException, SQLException {
    Catalog catalog = CatalogReader.read(connection);
    TenantDetection detection = SchemaTenants.detect(request.configuration(), catalog);
    notes.addAll(detection.notes());
    Map<Long, TenantTable> kinds = Testbed.kinds(catalog, detection);
    List<Relation> tenantTables = Testbed.tenantTables(catalog, kinds);
    Rights app =
        AppRole.find(
            request.configuration(), catalog, tenantTables, catalog.databaseOwner(), notes);
    World world = unseeded(kinds);
    return report(
        new Subject(
            request.configuration(),
            catalog,
            detection.model(),
            world,
            app,
            tenantTables,
            kinds,
            SessionContexts.assumed(detection.model(), world)),
        Optional.empty());
  }

  /** Two tenants without a row, for a database to which nothing is written. */
  private static World unseeded(Map<Long, TenantTable> kinds) {
    Map<Long, List<String>> columns = new HashMap<>();
    kinds.forEach(
        (table, kind) -> {
          if (!kind.tenantColumns().isEmpty()) {
            columns.put(table, kind.tenantColumns());
          }
        });
    return new World(
        List.of(new Tenant("A", List.of("A")), new Tenant("B", List.of("B"))),
        columns,
        Map.of(),
        Map.of(),
        List.of(),
        "");
  }

  private Report report(Subject subject, Optional<Lab> lab) {
    begins.accept(Phase.ATTACKS);
    List<Finding> findings = new ArrayList<>();
    List<Attack> attacks = new ArrayList<>();
    List<String> ran = new ArrayList<>();
    List<Report.RuleOff> off = new ArrayList<>();
    Map<String, List<String>> supersedes = new HashMap<>();
    Map<String, List<String>> onObject = new HashMap<>();
    Map<List<Object>, Object> worked = new HashMap<>();
    for (AuditRule rule : rules()) {
      Trial trial = new Trial(rule.name(), subject, lab, worked);
      rule.audit(subject, trial);
      if (lab.isEmpty() && trial.findings().isEmpty()) {
        off.add(new Report.RuleOff(rule.name(), ONLY_READ));
      } else {
        ran.add(rule.name());
      }
      supersedes.put(rule.name(), rule.supersedes());
      onObject.put(rule.name(), rule.supersedesOnSameObject());
      findings.addAll(trial.findings());
      attacks.addAll(trial.attacks());
    }
    begins.accept(Phase.REPORT);
    List<Finding> roots = RootCauses.of(findings, supersedes, onObject);
    List<Detection> detections = new ArrayList<>(subject.model().detections());
    detections.add(
        new Detection(
            "database.app-role", subject.app().role(), AppRole.evidence(request.configuration())));
    Report report =
        new Report(
            request.project(),
            List.of(
                new Report.Part(
                    PART,
                    ran,
                    off,
                    List.of(
                        new Report.Figure(
                            "Tables",
                            subject.catalog().relations().stream()
                                .filter(Relation::isTable)
                                .count()),
                        new Report.Figure("Tenant tables", subject.tenantTables().size())))),
            detections,
            subject.model().tables(),
            Fingerprint.distinct(roots.stream().sorted(Finding.ORDER).toList()),
            notAnalysed,
            notes,
            attacks,
            Protections.of(subject, roots),
            Optional.of(subject.world().script()).filter(script -> lab.isPresent()));
    return Suppressions.apply(report, request.configuration(), request.today(), request.whole());
  }

  /**
   * What a session may have set: by what it sets itself, and by what policies and functions read.
   */
  private static List<String> settings(Subject subject) {
    Set<String> settings = new TreeSet<>();
    subject.contexts().values().forEach(c -> settings.addAll(c.settings().keySet()));
    for (Policy policy : subject.catalog().policies()) {
      policy.using().ifPresent(text -> settings.addAll(SchemaTenants.settings(text)));
      policy.check().ifPresent(text -> settings.addAll(SchemaTenants.settings(text)));
    }
    subject.catalog().functions().forEach(f -> settings.addAll(SchemaTenants.settings(f.body())));
    return List.copyOf(settings);
  }

  private static List<AuditRule> rules() {
    return ServiceLoader.load(AuditRule.class, Audit.class.getClassLoader()).stream()
        .map(ServiceLoader.Provider::get)
        .sorted(Comparator.comparing(AuditRule::name))
        .toList();
  }
}
