package dev.watertight.sample;

import dev.watertight.sample.auth.TestSessions;
import dev.watertight.sample.auth.VerifiedTenant;
import dev.watertight.sample.data.RequestDatabase;
import dev.watertight.sample.data.provisioning.OrganizationRegistry;
import dev.watertight.sample.data.tenant.NestedScopeException;
import dev.watertight.sample.data.tenant.NewActivity;
import dev.watertight.sample.data.tenant.NewProject;
import dev.watertight.sample.data.tenant.NewTask;
import dev.watertight.sample.data.tenant.PageRequest;
import dev.watertight.sample.data.tenant.Project;
import dev.watertight.sample.data.tenant.ProjectFilter;
import dev.watertight.sample.data.tenant.ProjectPatch;
import dev.watertight.sample.data.tenant.TaskCount;
import dev.watertight.sample.data.tenant.Tenants;
import dev.watertight.sample.postgres.ScratchDatabase;
import dev.watertight.sample.postgres.ScratchServer;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Starts a PostgreSQL, migrates it, gives two organizations projects of the same names, and shows
 * what each of them sees. Ends with an exception where one sees the other's: it is a check, not
 * only a show. It stands in for the verified sessions, so it lives with the tests.
 */
public final class Demo {
  private static final VerifiedTenant ACME = TestSessions.tenant("org_acme", "user_ada");
  private static final VerifiedTenant GLOBEX = TestSessions.tenant("org_globex", "user_hank");

  private final PrintStream out;

  Demo(PrintStream out) {
    this.out = out;
  }

  /** Prints to the standard output; ends with status 1 where a step does not hold. */
  public static void main(String[] arguments) throws SQLException {
    new Demo(new PrintStream(System.out, true, StandardCharsets.UTF_8)).run();
  }

  void run() throws SQLException {
    try (ScratchServer server = ScratchServer.start();
        ScratchDatabase database = server.database();
        RequestDatabase requests = RequestDatabase.connect(database.app(), 2)) {
      out.println("PostgreSQL is up, migrated as app_owner; requests are served as app_user.");
      OrganizationRegistry registry = new OrganizationRegistry(database.owner());
      registry.register(ACME.organizationId(), "Acme");
      registry.register(GLOBEX.organizationId(), "Globex");

      Tenants tenants = requests.tenants();
      UUID secret = seed(tenants);
      eachSeesItsOwn(tenants);
      aForeignIdIsUnknown(tenants, secret);
      noScopeInsideAnother(tenants);
      theDatabaseHoldsByItself(database);
    }
    out.println("PostgreSQL is stopped. Nothing crossed from one tenant to the other.");
  }

  private UUID seed(Tenants tenants) {
    for (VerifiedTenant tenant : List.of(ACME, GLOBEX)) {
      tenants.run(
          tenant,
          db -> {
            Project apollo = db.projects().create(NewProject.named("Apollo"));
            db.tasks()
                .createAll(
                    List.of(
                        NewTask.titled(apollo.id(), "Plan"), NewTask.titled(apollo.id(), "Fly")));
            db.activity()
                .append(new NewActivity("project.created", Optional.of(apollo.id()), "Apollo"));
          });
    }
    return tenants.open(GLOBEX, db -> db.projects().create(NewProject.named("Secret merger")).id());
  }

  private void eachSeesItsOwn(Tenants tenants) {
    for (VerifiedTenant tenant : List.of(ACME, GLOBEX)) {
      List<String> names =
          tenants.open(
              tenant,
              db ->
                  db.projects().list(ProjectFilter.ALL, PageRequest.first(10)).items().stream()
                      .map(Project::name)
                      .toList());
      List<TaskCount> counts = tenants.open(tenant, db -> db.tasks().countByStatus());
      out.println("  " + tenant + " sees the projects " + names + ", with " + tasks(counts));
      hold(names.contains("Secret merger") == tenant.equals(GLOBEX), "projects of " + tenant);
      hold(tasks(counts).equals("Apollo: 2 OPEN"), "tasks of " + tenant);
    }
  }

  private static String tasks(List<TaskCount> counts) {
    return String.join(
        ", ",
        counts.stream()
            .map(count -> count.projectName() + ": " + count.tasks() + " " + count.status())
            .toList());
  }

  private void aForeignIdIsUnknown(Tenants tenants, UUID secret) {
    boolean found = tenants.open(ACME, db -> db.projects().findById(secret).isPresent());
    boolean changed =
        tenants.open(
            ACME,
            db ->
                db.projects()
                    .update(secret, ProjectPatch.NOTHING.withName("Mine now"))
                    .isPresent());
    boolean deleted = tenants.open(ACME, db -> db.projects().delete(secret));
    out.println(
        "  org_acme with the id of Globex's project: found "
            + found
            + ", changed "
            + changed
            + ", deleted "
            + deleted);
    hold(!found && !changed && !deleted, "a foreign id");
  }

  private void noScopeInsideAnother(Tenants tenants) {
    boolean refused = false;
    try {
      tenants.run(ACME, db -> tenants.run(GLOBEX, inner -> {}));
    } catch (NestedScopeException e) {
      refused = true;
      out.println("  A scope inside a scope: " + e.getMessage());
    }
    hold(refused, "a nested scope");
  }

  /** What a raw statement sees that forgets the tenant: what a bug, or an attacker, would run. */
  private void theDatabaseHoldsByItself(ScratchDatabase database) throws SQLException {
    int asAcme;
    int asNobody;
    try (Connection connection = database.connect(database.app())) {
      asNobody = countOfAllProjects(connection);
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        statement.execute("select set_config('app.current_org_id', 'org_acme', true)");
      }
      asAcme = countOfAllProjects(connection);
      connection.rollback();
    }
    out.println(
        "  'select count(*) from projects' as app_user: "
            + asAcme
            + " in org_acme's transaction, "
            + asNobody
            + " without a tenant; 3 rows are in the table.");
    hold(asAcme == 1 && asNobody == 0, "row-level security");
  }

  private static int countOfAllProjects(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet count = statement.executeQuery("select count(*) from projects")) {
      count.next();
      return count.getInt(1);
    }
  }

  private static void hold(boolean condition, String what) {
    if (!condition) {
      throw new IllegalStateException("The tenants are not apart: " + what);
    }
  }
}
