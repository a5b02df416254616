package dev.watertight.sample.postgres;

import static java.time.ZoneOffset.UTC;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jooq.DSLContext;

/**
 * Two tenants that are alike wherever they can be: same names, same users, and, since a key leads
 * with the tenant, even the same ids. A statement that forgets the tenant meets the other one's
 * rows. What the other tenant writes freely bears {@link #CANARY}.
 */
public final class Twins {
  /** Ours. */
  public static final String ACME = "org_acme";

  /** The others. */
  public static final String GLOBEX = "org_globex";

  /** In every free text of {@link #GLOBEX}, and nowhere else. */
  public static final String CANARY = "canary-of-globex";

  public static final UUID APOLLO = id(1);
  public static final UUID GEMINI = id(2);
  public static final UUID ADA = id(11);
  public static final UUID GRACE = id(12);
  public static final UUID PLAN = id(21);
  public static final UUID BUILD = id(22);
  public static final UUID LAUNCH = id(23);

  /** What only {@link #GLOBEX} has. */
  public static final UUID FOREIGN_PROJECT = id(101);

  public static final UUID FOREIGN_MEMBER = id(111);
  public static final UUID FOREIGN_TASK = id(121);

  /** The tables that hold tenants' data; {@code organizations} has its own key column. */
  public static final List<String> SCOPED_TABLES =
      List.of("projects", "team_members", "tasks", "activity");

  private static final Instant NEW_YEAR = Instant.parse("2026-01-01T00:00:00Z");

  private Twins() {}

  /** Every id that the tenants begin with. */
  public static Set<UUID> seededIds() {
    return Set.of(
        APOLLO,
        GEMINI,
        ADA,
        GRACE,
        PLAN,
        BUILD,
        LAUNCH,
        FOREIGN_PROJECT,
        FOREIGN_MEMBER,
        FOREIGN_TASK,
        id(31),
        id(32),
        id(33),
        id(131));
  }

  /** Our tenant, as both worlds begin. */
  public static void seedAcme(ScratchDatabase database) {
    seed(database, ACME, "Acme", "active", "ours");
  }

  /** The other tenant: the same once more, with other contents, and some rows of its own. */
  public static void seedGlobex(ScratchDatabase database) {
    seed(database, GLOBEX, CANARY, "archived", CANARY);
    run(
        database,
        "insert into projects (organization_id, id, name) values ('%s', '%s', 'Mercury %s')"
            .formatted(GLOBEX, FOREIGN_PROJECT, CANARY),
        "insert into team_members (organization_id, id, user_id, display_name)"
            + " values ('%s', '%s', 'user_of_globex', '%s')"
                .formatted(GLOBEX, FOREIGN_MEMBER, CANARY),
        task(GLOBEX, FOREIGN_TASK, FOREIGN_PROJECT, "Orbit", CANARY, "open", 4),
        activity(GLOBEX, 131, FOREIGN_PROJECT, CANARY, 9));
  }

  /** Takes both tenants away, with all they have. */
  public static void clear(ScratchDatabase database) {
    run(database, "delete from organizations");
  }

  /** All rows of a tenant, by table, as the owner sees them. */
  public static SortedMap<String, List<String>> rowsOf(ScratchDatabase database, String tenant) {
    SortedMap<String, List<String>> rows = new TreeMap<>();
    DSLContext owner = database.asOwner();
    for (String table : SCOPED_TABLES) {
      rows.put(
          table,
          owner
              .fetch(
                  "select t::text from " + table + " t where organization_id = ? order by 1",
                  tenant)
              .getValues(0, String.class));
    }
    rows.put(
        "organizations",
        owner
            .fetch("select t::text from organizations t where id = ?", tenant)
            .getValues(0, String.class));
    return rows;
  }

  /** Turns row-level security off, so that the application layer is all there is. */
  public static void disableRowLevelSecurity(ScratchDatabase database) {
    for (String table : SCOPED_TABLES) {
      run(database, "alter table " + table + " disable row level security");
    }
    run(database, "alter table organizations disable row level security");
  }

  private static void seed(
      ScratchDatabase database, String tenant, String name, String status, String text) {
    run(
        database,
        "insert into organizations (id, name, created_at) values ('%s', '%s', '%s')"
            .formatted(tenant, name, NEW_YEAR),
        project(tenant, APOLLO, "Apollo", status),
        project(tenant, GEMINI, "Gemini", status),
        member(tenant, ADA, "user_ada", "Ada of " + text, "admin"),
        member(tenant, GRACE, "user_grace", "Grace of " + text, "member"),
        task(tenant, PLAN, APOLLO, "Plan", text, "open", 1),
        task(tenant, BUILD, APOLLO, "Build", text, "done", 2),
        task(tenant, LAUNCH, GEMINI, "Launch", text, "open", 3),
        activity(tenant, 31, APOLLO, text, 1),
        activity(tenant, 32, APOLLO, text, 2),
        activity(tenant, 33, GEMINI, text, 3));
  }

  private static String project(String tenant, UUID id, String name, String status) {
    return ("insert into projects (organization_id, id, name, status, created_at, updated_at)"
            + " values ('%s', '%s', '%s', '%s', '%s', '%s')")
        .formatted(tenant, id, name, status, NEW_YEAR, NEW_YEAR);
  }

  private static String member(String tenant, UUID id, String user, String name, String role) {
    return ("insert into team_members (organization_id, id, user_id, display_name, role, joined_at)"
            + " values ('%s', '%s', '%s', '%s', '%s', '%s')")
        .formatted(tenant, id, user, name, role, NEW_YEAR);
  }

  private static String task(
      String tenant, UUID id, UUID project, String title, String text, String status, int hour) {
    Instant created = NEW_YEAR.atOffset(UTC).plusHours(hour).toInstant();
    return ("insert into tasks (organization_id, id, project_id, title, description, status,"
            + " assignee_id, created_at, updated_at)"
            + " values ('%s', '%s', '%s', '%s', '%s', '%s', '%s', '%s', '%s')")
        .formatted(
            tenant,
            id,
            project,
            title,
            "described by " + text,
            status,
            project.equals(FOREIGN_PROJECT) ? FOREIGN_MEMBER : ADA,
            created,
            created);
  }

  private static String activity(String tenant, int id, UUID project, String text, int hour) {
    return ("insert into activity (organization_id, id, occurred_at, actor_user_id, action,"
            + " project_id, detail) values ('%s', '%s', '%s', 'user_ada', 'project.seen', '%s', '%s')")
        .formatted(
            tenant, id(id), NEW_YEAR.atOffset(UTC).plusHours(hour).toInstant(), project, text);
  }

  private static void run(ScratchDatabase database, String... statements) {
    database.asOwner().execute(String.join(";\n", statements));
  }

  private static UUID id(int number) {
    return new UUID(0x4000L, 0x8000000000000000L + number);
  }
}
