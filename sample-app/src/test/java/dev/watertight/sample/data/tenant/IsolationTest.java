package dev.watertight.sample.data.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.zaxxer.hikari.HikariDataSource;
import dev.watertight.sample.auth.TestSessions;
import dev.watertight.sample.postgres.ScratchDatabase;
import dev.watertight.sample.postgres.ScratchServer;
import dev.watertight.sample.postgres.Twins;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.Configuration;
import org.jooq.SQLDialect;
import org.jooq.impl.DefaultConfiguration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every operation, run as one tenant in two worlds that differ only in whether the other tenant is
 * there: what comes back must be the same, and the other tenant must be as it was. With both
 * layers, with each alone, and with neither: there the same check must fail, or it would prove
 * nothing.
 */
class IsolationTest {
  private static final Pattern UUIDS = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  private static final Pattern INSTANTS =
      Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(:\\d{2}(\\.\\d+)?)?Z");

  @Test
  void everyPublicMethodOfTheDataLayerIsTried() {
    Set<String> methods =
        Stream.of(
                TenantDb.class,
                ProjectStore.class,
                TeamMemberStore.class,
                TaskStore.class,
                ActivityLog.class)
            .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
            .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic())
            .filter(method -> !isFacade(method))
            .map(method -> method.getDeclaringClass().getSimpleName() + "." + method.getName())
            .collect(Collectors.toSet());

    assertThat(Operation.all().map(Operation::method).collect(Collectors.toSet()))
        .isEqualTo(methods);
  }

  private static boolean isFacade(Method method) {
    return method.getDeclaringClass() == TenantDb.class
        && List.of(ProjectStore.class, TeamMemberStore.class, TaskStore.class, ActivityLog.class)
            .contains(method.getReturnType());
  }

  @Nested
  class WithBothLayers extends Cell {
    WithBothLayers() {
      super(true, true);
    }

    @ParameterizedTest
    @MethodSource("dev.watertight.sample.data.tenant.Operation#all")
    void theOtherTenantMakesNoDifferenceAndIsNotTouched(Operation operation) {
      assertHolds(operation);
    }
  }

  @Nested
  class WithTheApplicationLayerAlone extends Cell {
    WithTheApplicationLayerAlone() {
      super(true, false);
    }

    @ParameterizedTest
    @MethodSource("dev.watertight.sample.data.tenant.Operation#all")
    void theOtherTenantMakesNoDifferenceAndIsNotTouched(Operation operation) {
      assertHolds(operation);
    }
  }

  @Nested
  class WithRowLevelSecurityAlone extends Cell {
    WithRowLevelSecurityAlone() {
      super(false, true);
    }

    @ParameterizedTest
    @MethodSource("dev.watertight.sample.data.tenant.Operation#all")
    void theOtherTenantMakesNoDifferenceAndIsNotTouched(Operation operation) {
      assertHolds(operation);
    }
  }

  @Nested
  class WithNeitherLayer extends Cell {
    WithNeitherLayer() {
      super(false, false);
    }

    static Stream<Operation> operationsScopedByAPredicate() {
      return Operation.all()
          .filter(operation -> operation.scopedBy() == Operation.ScopedBy.PREDICATE);
    }

    @ParameterizedTest
    @MethodSource("operationsScopedByAPredicate")
    void theOtherTenantShows(Operation operation) {
      Outcome outcome = run(operation);

      assertThat(outcome.leaks()).as("leak of %s", operation).isTrue();
    }
  }

  /** What one operation did, in the presence of the other tenant and in its absence. */
  record Outcome(String crowded, String alone, Object otherBefore, Object otherAfter) {
    boolean leaks() {
      return !crowded.equals(alone)
          || crowded.contains(Twins.CANARY)
          || !otherBefore.equals(otherAfter);
    }
  }

  /** One of the four combinations of layers. */
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  abstract static class Cell {
    private final boolean applicationLayer;
    private final boolean rowLevelSecurity;
    private ScratchDatabase crowded;
    private ScratchDatabase alone;
    private HikariDataSource crowdedPool;
    private HikariDataSource alonePool;

    Cell(boolean applicationLayer, boolean rowLevelSecurity) {
      this.applicationLayer = applicationLayer;
      this.rowLevelSecurity = rowLevelSecurity;
    }

    @BeforeAll
    void openBothWorlds() {
      crowded = ScratchServer.shared().database();
      alone = ScratchServer.shared().database();
      if (!rowLevelSecurity) {
        Twins.disableRowLevelSecurity(crowded);
        Twins.disableRowLevelSecurity(alone);
      }
      crowdedPool = pool(crowded);
      alonePool = pool(alone);
    }

    @BeforeEach
    void seed() {
      Twins.seedAcme(crowded);
      Twins.seedGlobex(crowded);
      Twins.seedAcme(alone);
    }

    @AfterEach
    void clear() {
      Twins.clear(crowded);
      Twins.clear(alone);
    }

    @AfterAll
    void closeBothWorlds() {
      crowdedPool.close();
      alonePool.close();
      crowded.close();
      alone.close();
    }

    void assertHolds(Operation operation) {
      Outcome outcome = run(operation);

      assertThat(outcome.crowded()).isEqualTo(outcome.alone()).doesNotContain(Twins.CANARY);
      assertThat(outcome.otherAfter()).isEqualTo(outcome.otherBefore());
    }

    Outcome run(Operation operation) {
      Object before = Twins.rowsOf(crowded, Twins.GLOBEX);
      assumeTrue(before.toString().contains(Twins.CANARY));
      String inCrowd = resultOf(operation, crowdedPool) + ownRows(crowded);
      String byItself = resultOf(operation, alonePool) + ownRows(alone);
      return new Outcome(inCrowd, byItself, before, Twins.rowsOf(crowded, Twins.GLOBEX));
    }

    private String resultOf(Operation operation, HikariDataSource pool) {
      try {
        return withoutNewKeys(
            String.valueOf(
                tenants(pool)
                    .<Object>open(TestSessions.tenant(Twins.ACME, "user_ada"), operation.call())));
      } catch (RuntimeException e) {
        return e.getClass().getSimpleName() + " " + e.getMessage();
      }
    }

    private static String ownRows(ScratchDatabase database) {
      return Twins.rowsOf(database, Twins.ACME).values().stream()
          .flatMap(List::stream)
          .map(row -> withoutNewKeys(row).replaceAll("\"20[^\"]*\"", "<time>"))
          .sorted()
          .collect(Collectors.joining("\n", "\n", ""));
    }

    private Tenants tenants(HikariDataSource pool) {
      Configuration jooq = new DefaultConfiguration().set(pool).set(SQLDialect.POSTGRES);
      return new Tenants(
          applicationLayer ? jooq : jooq.deriveAppending(new WithoutTenantPredicate()));
    }

    private static HikariDataSource pool(ScratchDatabase database) {
      HikariDataSource pool = new HikariDataSource();
      pool.setJdbcUrl(database.app().url());
      pool.setUsername(database.app().user());
      pool.setMaximumPoolSize(1);
      return pool;
    }

    /** Ids and times that a world made up itself differ between worlds, and say nothing. */
    private static String withoutNewKeys(String text) {
      String ids =
          UUIDS
              .matcher(text)
              .replaceAll(
                  match ->
                      Twins.seededIds().contains(UUID.fromString(match.group()))
                          ? match.group()
                          : "<new id>");
      return INSTANTS
          .matcher(ids)
          .replaceAll((MatchResult match) -> seeded(match) ? match.group() : "<now>");
    }

    private static boolean seeded(MatchResult instant) {
      return instant.group().startsWith("2026-01-01T");
    }
  }
}
