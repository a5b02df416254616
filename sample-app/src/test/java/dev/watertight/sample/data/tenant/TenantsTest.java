package dev.watertight.sample.data.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.watertight.sample.auth.TestSessions;
import dev.watertight.sample.auth.VerifiedTenant;
import dev.watertight.sample.data.RequestDatabase;
import dev.watertight.sample.postgres.ScratchDatabase;
import dev.watertight.sample.postgres.ScratchServer;
import dev.watertight.sample.postgres.Twins;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jooq.impl.DefaultConfiguration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TenantsTest {
  private static final VerifiedTenant ACME = TestSessions.tenant(Twins.ACME, "user_ada");
  private static final VerifiedTenant GLOBEX = TestSessions.tenant(Twins.GLOBEX, "user_ada");

  private ScratchDatabase database;

  /** One connection only, so that what a scope leaves on it is what the next one finds. */
  private HikariDataSource pool;

  private Tenants tenants;

  @BeforeAll
  void open() {
    database = ScratchServer.shared().database();
    pool = new HikariDataSource();
    pool.setJdbcUrl(database.app().url());
    pool.setUsername(database.app().user());
    pool.setMaximumPoolSize(1);
    tenants = new Tenants(new DefaultConfiguration().set(pool).set(SQLDialect.POSTGRES));
  }

  @AfterAll
  void close() {
    pool.close();
    database.close();
  }

  @BeforeEach
  void seed() {
    Twins.seedAcme(database);
    Twins.seedGlobex(database);
  }

  @AfterEach
  void clear() {
    Twins.clear(database);
  }

  @Test
  void returnsWhatTheWorkReturns() {
    assertThat(tenants.<String>open(ACME, db -> db.organization().name())).isEqualTo("Acme");
    assertThat(tenants.<String>open(GLOBEX, db -> db.organization().name()))
        .isEqualTo(Twins.CANARY);
  }

  @Test
  void commitsWhenTheWorkReturns() {
    tenants.run(ACME, db -> db.projects().create(NewProject.named("Saturn")));

    assertThat(projectNames()).contains("Saturn");
  }

  @Test
  void rollsBackWhenTheWorkThrowsAndLetsTheExceptionThrough() {
    IllegalArgumentException thrown = new IllegalArgumentException("no");

    assertThatThrownBy(
            () ->
                tenants.run(
                    ACME,
                    db -> {
                      db.projects().create(NewProject.named("Saturn"));
                      throw thrown;
                    }))
        .isSameAs(thrown);
    assertThat(projectNames()).doesNotContain("Saturn");
  }

  @Test
  void aSwallowedFailureDoesNotPassForACommit() {
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                tenants.run(
                    ACME,
                    db -> {
                      db.projects().create(NewProject.named("Saturn"));
                      assertThatExceptionOfType(DuplicateException.class)
                          .isThrownBy(() -> db.projects().create(NewProject.named("Apollo")));
                    }))
        .withMessageContaining("nothing of it can be committed")
        .withCauseInstanceOf(DuplicateException.class);
    assertThat(projectNames()).doesNotContain("Saturn");
  }

  @Test
  void afterAFailureTheScopeTakesNoFurtherStatement() {
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                tenants.run(
                    ACME,
                    db -> {
                      assertThatExceptionOfType(InvalidValueException.class)
                          .isThrownBy(() -> db.projects().create(NewProject.named(" ")));
                      db.organization();
                    }))
        .withMessageContaining("A statement failed earlier in this scope");
  }

  @Test
  void setsTheTenantForTheTransactionItRunsIn() {
    tenants.run(ACME, db -> assertThat(settingInside(db)).isEqualTo(Twins.ACME));
  }

  @Test
  void leavesNoTenantOnTheConnectionAfterACommit() throws SQLException {
    tenants.run(ACME, TenantDb::organization);

    assertThat(settingOnThePooledConnection()).isEmpty();
  }

  @Test
  void leavesNoTenantOnTheConnectionAfterARollback() throws SQLException {
    assertThatThrownBy(() -> tenants.run(ACME, db -> fail()))
        .isInstanceOf(IllegalStateException.class);

    assertThat(settingOnThePooledConnection()).isEmpty();
  }

  @Test
  void leavesNoTenantOnTheConnectionAfterADatabaseError() throws SQLException {
    assertThatThrownBy(
            () -> tenants.run(ACME, db -> db.projects().create(NewProject.named("Apollo"))))
        .isInstanceOf(DuplicateException.class);

    assertThat(settingOnThePooledConnection()).isEmpty();
  }

  @Test
  void refusesAnotherTenantsScopeInsideOne() {
    assertThatThrownBy(
            () -> tenants.run(ACME, db -> tenants.run(GLOBEX, inner -> inner.organization())))
        .isInstanceOf(NestedScopeException.class)
        .hasMessageContaining("Another tenant's scope is open in this thread")
        .hasMessageNotContaining(Twins.ACME)
        .hasMessageNotContaining(Twins.GLOBEX);
  }

  @Test
  void refusesASecondScopeOfTheSameTenantToo() {
    assertThatThrownBy(
            () -> tenants.run(ACME, db -> tenants.run(ACME, inner -> inner.organization())))
        .isInstanceOf(NestedScopeException.class)
        .hasMessageContaining("hand its TenantDb on");
  }

  @Test
  void refusesANestedScopeOfAnotherInstance() {
    Tenants other = new Tenants(new DefaultConfiguration().set(pool).set(SQLDialect.POSTGRES));

    assertThatThrownBy(() -> tenants.run(ACME, db -> other.run(GLOBEX, inner -> {})))
        .isInstanceOf(NestedScopeException.class);
  }

  @Test
  void aRefusedNestedScopeLeavesTheOuterOneAsItWas() {
    String name =
        tenants.open(
            ACME,
            db -> {
              assertThatExceptionOfType(NestedScopeException.class)
                  .isThrownBy(() -> tenants.run(GLOBEX, inner -> {}));
              return db.organization().name();
            });

    assertThat(name).isEqualTo("Acme");
  }

  @Test
  void refusesAConnectionThatSomethingHasLeftATenantOn() throws SQLException {
    setForTheSession(Twins.GLOBEX);
    try {
      assertThatIllegalStateException()
          .isThrownBy(() -> tenants.run(ACME, db -> fail()))
          .withMessageContaining("The connection carries a tenant already");
    } finally {
      setForTheSession("");
    }
  }

  @Test
  void refusesATransactionThatHasATenantAlready() {
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                DSL.using(pool, SQLDialect.POSTGRES)
                    .transaction(
                        outer -> {
                          outer
                              .dsl()
                              .fetch(
                                  "select set_config('app.current_org_id', ?, true)", Twins.GLOBEX);
                          new Tenants(outer).run(ACME, db -> fail());
                        }))
        .withMessageContaining("The connection carries a tenant already");
  }

  @Test
  void scopesOfManyThreadsStayApartOnAFewConnections() {
    try (RequestDatabase requests = RequestDatabase.connect(database.app(), 2)) {
      List<String> strays =
          IntStream.range(0, 200)
              .mapToObj(
                  i ->
                      CompletableFuture.supplyAsync(
                          () -> {
                            VerifiedTenant tenant = i % 2 == 0 ? ACME : GLOBEX;
                            return requests
                                    .tenants()
                                    .<String>open(tenant, db -> seenBy(db, i % 7 == 0))
                                    .equals(i % 2 == 0 ? "Acme 2" : Twins.CANARY + " 3")
                                ? ""
                                : "scope " + i;
                          }))
              .toList()
              .stream()
              .map(seen -> seen.exceptionally(e -> failedOnPurpose(e) ? "" : e.toString()).join())
              .filter(stray -> !stray.isEmpty())
              .toList();

      assertThat(strays).isEmpty();
    }
  }

  private static String seenBy(TenantDb db, boolean fails) {
    String seen = db.organization().name() + " " + allProjects(db).total();
    if (fails) {
      db.projects().create(NewProject.named("Apollo"));
    }
    return seen;
  }

  private static boolean failedOnPurpose(Throwable e) {
    return e instanceof CompletionException && e.getCause() instanceof DuplicateException;
  }

  @Test
  void scopesMayFollowOneAnotherAlsoAfterAFailure() {
    assertThatThrownBy(() -> tenants.run(ACME, db -> fail())).isNotNull();

    assertThat(tenants.<String>open(GLOBEX, db -> db.organization().id())).isEqualTo(Twins.GLOBEX);
  }

  @Test
  void aScopeCannotBeUsedAfterItsTransaction() {
    AtomicReference<TenantDb> kept = new AtomicReference<>();
    tenants.run(ACME, kept::set);

    assertThatIllegalStateException()
        .isThrownBy(() -> kept.get().projects().findById(Twins.APOLLO))
        .withMessageContaining("after its transaction has ended");
  }

  @Test
  void aPartOfAScopeCannotBeUsedAfterItsTransactionNorInTheNextOne() {
    AtomicReference<TaskStore> kept = new AtomicReference<>();
    tenants.run(ACME, db -> kept.set(db.tasks()));

    tenants.run(
        GLOBEX,
        db ->
            assertThatIllegalStateException()
                .isThrownBy(() -> kept.get().findById(Twins.PLAN))
                .withMessageContaining("after its transaction has ended"));
  }

  @Test
  void aScopeCannotBeUsedFromAnotherThread() {
    tenants.run(
        ACME,
        db ->
            assertThatThrownBy(() -> CompletableFuture.supplyAsync(db::organization).join())
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("from another thread"));
  }

  @Test
  void anUnregisteredTenantCanNeitherReadNorWrite() {
    VerifiedTenant unknown = TestSessions.tenant("org_unregistered", "user_ada");

    assertThatIllegalStateException()
        .isThrownBy(() -> tenants.run(unknown, TenantDb::organization))
        .withMessageContaining("not registered");
    assertThatExceptionOfType(MissingReferenceException.class)
        .isThrownBy(() -> tenants.run(unknown, db -> db.projects().create(NewProject.named("X"))))
        .satisfies(e -> assertThat(e.constraint()).hasValue("projects_organization_fkey"));
    assertThat(tenants.<Long>open(unknown, db -> allProjects(db).total())).isZero();
  }

  private static Page<Project> allProjects(TenantDb db) {
    return db.projects().list(ProjectFilter.ALL, PageRequest.first(100));
  }

  private List<String> projectNames() {
    return tenants.open(ACME, db -> allProjects(db).items().stream().map(Project::name).toList());
  }

  private static void fail() {
    throw new IllegalStateException("fails");
  }

  /** Read through the policy: a project shows only where the setting names its tenant. */
  private static String settingInside(TenantDb db) {
    UUID id = allProjects(db).items().get(0).id();
    return db.projects().findById(id).map(project -> db.organization().id()).orElseThrow();
  }

  private void setForTheSession(String tenant) throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("set app.current_org_id = '" + tenant + "'");
    }
  }

  private String settingOnThePooledConnection() throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement();
        ResultSet setting =
            statement.executeQuery("select current_setting('app.current_org_id', true)")) {
      setting.next();
      return setting.getString(1);
    }
  }
}
