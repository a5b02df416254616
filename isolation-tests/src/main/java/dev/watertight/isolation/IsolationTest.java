package dev.watertight.isolation;

import dev.watertight.core.config.Configuration;
import dev.watertight.core.config.ConfigurationException;
import dev.watertight.core.config.ConfigurationReader;
import dev.watertight.core.config.Overrides;
import dev.watertight.core.isolation.Cell;
import dev.watertight.core.isolation.IsolationFiles;
import dev.watertight.core.isolation.IsolationResult;
import dev.watertight.database.scratch.MigrationException;
import dev.watertight.database.scratch.ScratchException;
import dev.watertight.isolation.experiment.Experiment;
import dev.watertight.isolation.experiment.ExperimentException;
import dev.watertight.isolation.experiment.Plan;
import dev.watertight.isolation.operation.DeclaredCall;
import dev.watertight.isolation.operation.FinderOptions;
import dev.watertight.isolation.operation.Operation;
import dev.watertight.isolation.operation.Parameter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;

/**
 * Tests of a data layer that seed several tenants and look whether any operation of one reaches
 * another's data: with both layers of defence, with each alone, and, as a control, with neither.
 * The whole of it is
 *
 * <pre>{@code
 * class TenantIsolationTest {
 *   @TestFactory
 *   Stream<DynamicNode> isolation() {
 *     return IsolationTest.of(
 *             dataSource -> {
 *               Tenants tenants = new Tenants(dataSource);
 *               return (tenant, work) -> tenants.open(tenant, work::apply);
 *             })
 *         .nodes();
 *   }
 * }
 * }</pre>
 *
 * <p>The schema comes from {@code watertight.yml}, or from {@code src/main/resources/db/migration}.
 * Immutable: each setting gives another test.
 *
 * <p>What goes past the data source that it gives is not seen. A leak that only a race of threads
 * shows may not show in every run, and one that only PgBouncer shows, only where it is installed.
 *
 * @param <T> what work is done on
 */
public final class IsolationTest<T> {
  private static final String MIGRATIONS = "src/main/resources/db/migration";

  private final DataLayer<T> application;
  private final Optional<Path> configuration;
  private final List<Path> migrations;
  private final long seed;
  private final int tries;
  private final int tenants;
  private final int rows;
  private final int orders;
  private final Duration patience;
  private final String reportName;
  private final boolean mutants;
  private final double leastScore;
  private final List<Operation> declared;
  private final Map<Class<?>, Function<Random, ?>> generators;
  private final Map<String, String> leftOut;
  private final Map<String, String> explained;

  private IsolationTest(Builder<T> from) {
    this.application = from.application;
    this.configuration = from.configuration;
    this.migrations = List.copyOf(from.migrations);
    this.seed = from.seed;
    this.tries = from.tries;
    this.tenants = from.tenants;
    this.rows = from.rows;
    this.orders = from.orders;
    this.patience = from.patience;
    this.reportName = from.reportName;
    this.mutants = from.mutants;
    this.leastScore = from.leastScore;
    this.declared = List.copyOf(from.declared);
    this.generators = Map.copyOf(from.generators);
    this.leftOut = Map.copyOf(from.leftOut);
    this.explained = Map.copyOf(from.explained);
  }

  private static final class Builder<T> {
    final DataLayer<T> application;
    Optional<Path> configuration = Optional.empty();
    List<Path> migrations = new ArrayList<>();
    long seed = 20_260_101;
    int tries = 60;
    int tenants = 3;
    int rows = 3;
    int orders = 30;
    Duration patience = Duration.ofSeconds(30);
    String reportName = IsolationFiles.NAME;
    boolean mutants = true;
    double leastScore;
    List<Operation> declared = new ArrayList<>();
    Map<Class<?>, Function<Random, ?>> generators = new LinkedHashMap<>();
    Map<String, String> leftOut = new LinkedHashMap<>();
    Map<String, String> explained = new LinkedHashMap<>();

    Builder(DataLayer<T> application) {
      this.application = application;
    }
  }

  private Builder<T> copy() {
    Builder<T> copy = new Builder<>(application);
    copy.configuration = configuration;
    copy.migrations = new ArrayList<>(migrations);
    copy.seed = seed;
    copy.tries = tries;
    copy.tenants = tenants;
    copy.rows = rows;
    copy.orders = orders;
    copy.patience = patience;
    copy.reportName = reportName;
    copy.mutants = mutants;
    copy.leastScore = leastScore;
    copy.declared = new ArrayList<>(declared);
    copy.generators = new LinkedHashMap<>(generators);
    copy.leftOut = new LinkedHashMap<>(leftOut);
    copy.explained = new LinkedHashMap<>(explained);
    return copy;
  }

  private interface Setting {
    void on(Builder<?> builder);
  }

  private IsolationTest<T> with(Setting setting) {
    Builder<T> copy = copy();
    setting.on(copy);
    return new IsolationTest<>(copy);
  }

  /** Tests of the data layer that is started so. */
  public static <T> IsolationTest<T> of(DataLayer<T> application) {
    return new IsolationTest<>(new Builder<>(application));
  }

  /** The folders with the migrations, where {@code watertight.yml} does not name them. */
  public IsolationTest<T> migrations(Path... folders) {
    return with(b -> b.migrations = new ArrayList<>(List.of(folders)));
  }

  /** A configuration in the place of the module's {@code watertight.yml}. */
  public IsolationTest<T> configuration(Path file) {
    return with(b -> b.configuration = Optional.of(file));
  }

  /** Other arguments and scenarios. The same seed gives the same test and the same report. */
  public IsolationTest<T> seed(long number) {
    return with(b -> b.seed = number);
  }

  /** How often each operation is tried, at most; 60 unless said otherwise. */
  public IsolationTest<T> tries(int most) {
    if (most < 1) {
      throw new IllegalArgumentException("at least one try is needed, not " + most);
    }
    return with(b -> b.tries = most);
  }

  /**
   * In how many random orders requests of several tenants are made over one pool of connections,
   * some of them rolled back, with a failing statement or a lost connection; then some in several
   * threads at once. 30 unless said otherwise; 0 leaves both out.
   */
  public IsolationTest<T> sequences(int manyOrders) {
    if (manyOrders < 0) {
      throw new IllegalArgumentException("there cannot be " + manyOrders + " orders");
    }
    return with(b -> b.orders = manyOrders);
  }

  /** How many tenants are seeded, and how many rows of each in each table; 3 and 3. */
  public IsolationTest<T> world(int manyTenants, int manyRows) {
    if (manyTenants < 2 || manyRows < 1) {
      throw new IllegalArgumentException("a world has at least two tenants, with a row each");
    }
    return with(
        b -> {
          b.tenants = manyTenants;
          b.rows = manyRows;
        });
  }

  /** How long one call may take before it is broken off; 30 seconds. */
  public IsolationTest<T> patience(Duration longest) {
    return with(b -> b.patience = longest);
  }

  /**
   * Writes to {@code isolation-NAME.json}, where a module has several such tests; {@code check}
   * joins them.
   */
  public IsolationTest<T> named(String name) {
    return with(b -> b.reportName = "isolation-" + name + ".json");
  }

  /** Leaves out the faults that are put in to test the tests. */
  public IsolationTest<T> withoutMutants() {
    return with(b -> b.mutants = false);
  }

  /**
   * Fails where fewer of the faults are noticed.
   *
   * @param score from 0 to 1
   */
  public IsolationTest<T> requireMutationScore(double score) {
    return with(b -> b.leastScore = score);
  }

  /**
   * Counts a fault that nobody notices as explained.
   *
   * @param part of its line in the report
   * @param reason why it is harmless
   */
  public IsolationTest<T> explainSurvivor(String part, String reason) {
    return with(b -> b.explained.put(part, reason));
  }

  /** An operation that reflection does not find, or that is several calls. */
  public IsolationTest<T> operation(String name, DeclaredCall<T> call, Type... parameters) {
    List<Parameter> all = new ArrayList<>();
    for (int i = 0; i < parameters.length; i++) {
      all.add(new Parameter("arg" + i, parameters[i]));
    }
    return with(b -> b.declared.add(Operation.declared(name, all, call)));
  }

  /** Makes values of a type that cannot be made up, or better ones. */
  public <V> IsolationTest<T> generate(Class<V> type, Function<Random, ? extends V> generator) {
    return with(b -> b.generators.put(type, generator));
  }

  /**
   * Does not call an operation; the report says so.
   *
   * @param operation its name in the report
   */
  public IsolationTest<T> leaveOut(String operation, String reason) {
    return with(b -> b.leftOut.put(operation, reason));
  }

  /**
   * The tests, for a {@code @TestFactory}: for each operation one of each cell, then requests in
   * turn and at once, the faults, and the report. They run in their order.
   *
   * @throws IllegalStateException if the experiment cannot be made; its message says why
   */
  public Stream<DynamicNode> nodes() {
    Path reports = reports();
    IsolationNodes.removeTheLastResult(reports, reportName);
    return IsolationNodes.of(open(), this::score, orders, mutants, reports, reportName);
  }

  /** Requests that are made in one cell: what a counterexample's test begins with. */
  public Replay<T> in(Cell cell) {
    return new Replay<>(this::open, cell, List.of(), List.of());
  }

  private Optional<String> score(IsolationResult result) {
    return Scores.tooLow(result, leastScore, explained);
  }

  private Path reports() {
    Configuration read = read();
    return Path.of("")
        .toAbsolutePath()
        .resolve(read.report().directory().orElse("target/watertight"));
  }

  private Experiment open() {
    try {
      Configuration read = read();
      return Experiment.open(
          new Plan(
              read,
              folders(read),
              application,
              seed,
              tries,
              tenants,
              rows,
              patience,
              declared,
              generators,
              leftOut,
              FinderOptions.defaults()));
    } catch (ExperimentException e) {
      throw new IllegalStateException(e.getMessage(), e);
    } catch (ConfigurationException e) {
      throw unusable(e);
    } catch (MigrationException | ScratchException e) {
      throw new IllegalStateException(e.getMessage(), e);
    } catch (SQLException e) {
      throw new IllegalStateException(
          "The scratch database failed while the worlds were made: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  private Configuration read() {
    try {
      if (configuration.isPresent()) {
        return ConfigurationReader.read(
            configuration, configuration.get().toString(), Overrides.none());
      }
      return ConfigurationReader.find(root(), Overrides.none());
    } catch (ConfigurationException e) {
      throw unusable(e);
    }
  }

  private static IllegalStateException unusable(ConfigurationException e) {
    return new IllegalStateException(
        "The configuration of Watertight cannot be used:\n  " + String.join("\n  ", e.problems()));
  }

  /** The module's own folder, else the next above it that has a configuration. */
  private static Path root() {
    Path own = Path.of("").toAbsolutePath();
    for (Path folder = own; folder != null; folder = folder.getParent()) {
      if (Files.exists(folder.resolve(ConfigurationReader.FILE_NAME))) {
        return folder;
      }
      Path parent = folder.getParent();
      if (parent == null || !Files.exists(parent.resolve("pom.xml"))) {
        break;
      }
    }
    return own;
  }

  private List<Path> folders(Configuration read) {
    if (!migrations.isEmpty()) {
      return migrations;
    }
    List<String> names =
        read.database().migrations().isEmpty() ? List.of(MIGRATIONS) : read.database().migrations();
    List<Path> found = new ArrayList<>();
    for (String name : names) {
      Path own = Path.of("").toAbsolutePath().resolve(name);
      Path ofRoot = root().resolve(name);
      if (Files.exists(own)) {
        found.add(own);
      } else if (Files.exists(ofRoot)) {
        found.add(ofRoot);
      }
    }
    if (found.isEmpty()) {
      throw new IllegalStateException(
          "There is no schema to test: neither "
              + String.join(" nor ", names)
              + " exists. Name the folder with the migrations: database.migrations in"
              + " watertight.yml, or IsolationTest.migrations(…).");
    }
    return found;
  }
}
