package dev.watertight.isolation.experiment;

import dev.watertight.core.config.ConfigurationException;
import dev.watertight.core.isolation.Cell;
import dev.watertight.core.tenant.TenantTable;
import dev.watertight.database.audit.Context;
import dev.watertight.database.audit.Subject;
import dev.watertight.database.audit.Testbed;
import dev.watertight.database.catalog.Column;
import dev.watertight.database.catalog.Relation;
import dev.watertight.database.scratch.EmbeddedServer;
import dev.watertight.database.scratch.MigrationException;
import dev.watertight.database.scratch.Migrations;
import dev.watertight.database.scratch.PgBouncer;
import dev.watertight.database.scratch.Schema;
import dev.watertight.database.scratch.ScratchDataSource;
import dev.watertight.database.scratch.ScratchException;
import dev.watertight.database.scratch.ScratchServer;
import dev.watertight.database.scratch.ServerSettings;
import dev.watertight.database.world.WorldRequest;
import dev.watertight.isolation.sql.SqlSchema;
import dev.watertight.isolation.sql.StatementReader;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;

/** The worlds, the data layer in each of the four cells, and what is known of the schema. */
final class Laboratory implements AutoCloseable {
  private static final int CONNECTIONS = 4;

  private final Plan plan;
  private final ServerSettings settings;
  private final ScratchServer server;
  private final Testbed testbed;
  private final Worlds worlds;
  private final StatementReader reader;
  private final Knowledge knowledge;
  private final StatementLedger ledger;
  private final Runner runner;
  private final Set<String> tenantTables;
  private final Set<String> unclassified = new TreeSet<>();
  private final Map<Cell, Stage> crowded = new EnumMap<>(Cell.class);
  private final Map<Cell, Stage> alone = new EnumMap<>(Cell.class);

  private Laboratory(
      Plan plan, ServerSettings settings, ScratchServer server, Testbed testbed, Worlds worlds) {
    this.plan = plan;
    this.settings = settings;
    this.server = server;
    this.testbed = testbed;
    this.worlds = worlds;
    Subject subject = testbed.subject();
    this.tenantTables = tenantTables(subject);
    for (Relation relation : subject.catalog().relations()) {
      if (relation.isTable()
          && Optional.ofNullable(subject.kinds().get(relation.oid()))
              .map(k -> k.kind() == TenantTable.Kind.UNCLASSIFIED)
              .orElse(true)) {
        unclassified.add(relation.label());
      }
    }
    this.reader = new StatementReader(schema(subject));
    this.knowledge = new Knowledge(subject);
    this.ledger = new StatementLedger(reader, tenantTables);
    this.runner = new Runner(subject.world().tenants(), plan.patience());
  }

  /**
   * Makes the schema, seeds the worlds and starts the data layer in each.
   *
   * @throws MigrationException if the schema cannot be made
   * @throws ConfigurationException if the configuration names what the schema does not have
   * @throws ScratchException if there is no server to be had
   * @throws SQLException if the server fails
   * @throws ExperimentException if the schema has no tenants, or the data layer does not start
   */
  static Laboratory open(Plan plan)
      throws IOException,
          SQLException,
          MigrationException,
          ConfigurationException,
          ScratchException,
          ExperimentException {
    ServerSettings settings = ServerSettings.of(plan.configuration().database());
    ScratchServer server = Leases.take(settings);
    boolean opened = false;
    try {
      Schema schema =
          new Migrations(plan.migrations(), plan.configuration().database().user()).make(server);
      Testbed testbed =
          Testbed.on(
              server,
              schema,
              plan.configuration(),
              true,
              WorldRequest.defaults().uneven(plan.tenants(), plan.rows()));
      Subject subject = testbed.subject();
      if (subject.tenantTables().isEmpty()) {
        throw new ExperimentException(
            "No table of the schema was found to hold tenants' rows, so there is nothing to test."
                + " Name the tenant column in watertight.yml: tenant.column.");
      }
      if (subject.app().isSuperuser()) {
        throw new ExperimentException(
            "The application logs in as a superuser ("
                + subject.app().role()
                + "), whom no policy holds. Name the role that it has in production:"
                + " database.app-role in watertight.yml.");
      }
      server.roles().admit(subject.app().role());
      Laboratory laboratory =
          new Laboratory(plan, settings, server, testbed, Worlds.of(server, testbed));
      opened = true; // From here on the server is the laboratory's to give back.
      boolean started = false;
      try {
        laboratory.start();
        started = true;
      } finally {
        if (!started) {
          laboratory.close();
        }
      }
      return laboratory;
    } finally {
      if (!opened) {
        server.close();
      }
    }
  }

  private void start() throws ExperimentException {
    for (Cell cell : Cell.values()) {
      crowded.put(cell, direct(cell, worlds.crowded(cell)));
      alone.put(cell, direct(cell, worlds.alone(cell)));
    }
  }

  private Stage direct(Cell cell, WorldDatabase database) throws ExperimentException {
    return stage(cell, login(database));
  }

  /** Connections to the database as the application's role, watched by nobody. */
  DataSource login(WorldDatabase database) {
    return ScratchDataSource.of(
        server.roles(), database.database(), testbed.subject().app().role());
  }

  private Stage stage(Cell cell, DataSource login) throws ExperimentException {
    Subject subject = testbed.subject();
    try {
      return new Stage(
          cell,
          login,
          CONNECTIONS,
          subject.app().role(),
          settingsOfSessions(),
          subject.victim().id(),
          reader,
          plan.application());
    } catch (Exception e) {
      throw new ExperimentException(
          "The data layer does not start on the scratch database as "
              + subject.app().role()
              + ": "
              + e,
          e);
    }
  }

  /** The settings that a tenant's session sets; a role that it assumes is looked at by itself. */
  private List<String> settingsOfSessions() {
    Set<String> names = new LinkedHashSet<>();
    Subject subject = testbed.subject();
    subject.model().setting().ifPresent(names::add);
    for (Context context : subject.contexts().values()) {
      context.settings().keySet().stream().filter(s -> s.contains(".")).forEach(names::add);
    }
    return List.copyOf(names);
  }

  private static Set<String> tenantTables(Subject subject) {
    Set<String> names = new TreeSet<>();
    subject.tenantTables().forEach(t -> names.add(t.label()));
    return names;
  }

  private static SqlSchema schema(Subject subject) {
    List<SqlSchema.Table> tables = new ArrayList<>();
    for (Relation relation : subject.catalog().relations()) {
      if (!relation.isTable() && relation.kind() != Relation.Kind.VIEW) {
        continue;
      }
      Optional<TenantTable> known = Optional.ofNullable(subject.kinds().get(relation.oid()));
      List<String> columns =
          relation.isTable()
              ? subject.tenantKey(relation).stream().map(Column::name).toList()
              : known.map(TenantTable::tenantColumns).orElse(List.of());
      tables.add(
          new SqlSchema.Table(
              relation.schema(),
              relation.name(),
              known.map(k -> kind(k.kind())).orElse(SqlSchema.Kind.OTHER),
              columns));
    }
    return new SqlSchema(tables);
  }

  private static SqlSchema.Kind kind(TenantTable.Kind kind) {
    return switch (kind) {
      case SCOPED -> SqlSchema.Kind.SCOPED;
      case TENANTS -> SqlSchema.Kind.TENANTS;
      case SHARED -> SqlSchema.Kind.SHARED;
      case UNCLASSIFIED -> SqlSchema.Kind.OTHER;
    };
  }

  /**
   * The data layer behind a PgBouncer, to be closed; empty where none is installed, or the server
   * is no process of ours.
   *
   * @throws ExperimentException if PgBouncer or the data layer does not start
   */
  Optional<Pooled> pooled() throws ExperimentException {
    Optional<Path> program = PgBouncer.installed();
    if (program.isEmpty() || !(server instanceof EmbeddedServer embedded)) {
      return Optional.empty();
    }
    PgBouncer pooler;
    try {
      pooler = embedded.pgBouncer(program.get(), testbed.subject().app().role());
    } catch (IOException e) {
      throw new ExperimentException(String.valueOf(e.getMessage()), e);
    }
    return Optional.of(
        Pooled.start(
            pooler,
            worlds,
            runner,
            (cell, database) ->
                stage(cell, ScratchDataSource.through(pooler, database.database()))));
  }

  /** Carries out steps in the presence of the others. */
  List<StepRun> crowded(Cell cell, List<Step> steps) throws SQLException {
    return runner.run(crowded(cell), worlds.crowded(cell), steps);
  }

  /** Carries out steps in their absence. */
  List<StepRun> alone(Cell cell, List<Step> steps) throws SQLException {
    return runner.run(alone(cell), worlds.alone(cell), steps);
  }

  /** Carries out steps as {@link #crowded(Cell, List)}, without some rows. */
  List<StepRun> crowded(Cell cell, List<Step> steps, Map<String, List<Row>> removed)
      throws SQLException, CannotRemoveException {
    return runner.run(crowded(cell), worlds.crowded(cell), steps, removed);
  }

  /** Carries out steps as {@link #alone(Cell, List)}, without some rows. */
  List<StepRun> alone(Cell cell, List<Step> steps, Map<String, List<Row>> removed)
      throws SQLException, CannotRemoveException {
    return runner.run(alone(cell), worlds.alone(cell), steps, removed);
  }

  /**
   * What comes out differently when the same steps are carried out again, with the rows of each
   * table lying in another way.
   */
  Unstable unstable(Cell cell, List<Step> steps, List<StepRun> first) throws SQLException {
    Unstable unstable = Unstable.NOTHING;
    for (Arrangement arrangement : Arrangement.values()) {
      worlds.crowded(cell).arrange(arrangement);
      unstable = unstable.and(oracles(cell).unstable(first, crowded(cell, steps)));
    }
    return unstable;
  }

  /** Carries out the steps of several threads at once, in the presence of the others. */
  List<StepRun> atOnce(Cell cell, List<List<Step>> threads) throws SQLException {
    return runner.atOnce(crowded(cell), worlds.crowded(cell), threads);
  }

  /** Carries out steps as {@link #crowded(Cell, List)}, in a thread that has served nobody. */
  List<StepRun> inFreshThread(Cell cell, List<Step> steps) throws SQLException {
    try (Runner fresh = new Runner(testbed.subject().world().tenants(), plan.patience())) {
      return fresh.run(crowded(cell), worlds.crowded(cell), steps);
    }
  }

  /** The first breach among what was seen, and against the same without the other tenants. */
  Optional<Breach> breach(Cell cell, List<Step> steps, List<StepRun> seen) throws SQLException {
    Oracles oracles = oracles(cell);
    List<Breach> breaches = new ArrayList<>(oracles.of(seen));
    if (breaches.isEmpty()) {
      breaches.addAll(oracles.of(seen, alone(cell, steps.stream().filter(Step::isOwn).toList())));
    }
    return breaches.stream().findFirst();
  }

  Stage crowded(Cell cell) {
    return Objects.requireNonNull(crowded.get(cell));
  }

  Stage alone(Cell cell) {
    return Objects.requireNonNull(alone.get(cell));
  }

  Worlds worlds() {
    return worlds;
  }

  Oracles oracles(Cell cell) {
    return new Oracles(knowledge, worlds.crowded(cell).kept());
  }

  Plan plan() {
    return plan;
  }

  Testbed testbed() {
    return testbed;
  }

  StatementReader reader() {
    return reader;
  }

  Knowledge knowledge() {
    return knowledge;
  }

  StatementLedger ledger() {
    return ledger;
  }

  int tenants() {
    return testbed.subject().world().tenants().size();
  }

  boolean isUnclassified(String table) {
    return unclassified.contains(table);
  }

  boolean isTenantTable(String table) {
    return tenantTables.contains(table);
  }

  @Override
  public void close() throws SQLException {
    runner.close();
    crowded.values().forEach(Stage::close);
    alone.values().forEach(Stage::close);
    boolean clean = false;
    try {
      worlds.close();
      clean = true;
    } finally {
      if (clean) {
        Leases.giveBack(settings, server);
      } else {
        server.close();
      }
    }
  }
}
