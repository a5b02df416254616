package dev.watertight.database.scratch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.watertight.core.config.Configuration;
import dev.watertight.core.config.ConfigurationReader;
import dev.watertight.core.config.Overrides;
import dev.watertight.core.finding.Finding;
import dev.watertight.core.finding.Status;
import dev.watertight.core.report.Report;
import dev.watertight.database.Servers;
import dev.watertight.database.audit.Audit;
import dev.watertight.database.audit.AuditRequest;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that somebody else runs, with a database that leaks: it stays as it was. */
class GivenServerTest {
  private static final String PASSWORD = "Ge heim/42";
  private static final String SCHEMA =
      """
      create table organizations (id text primary key);
      create table projects (
        organization_id text not null references organizations,
        id int not null,
        primary key (organization_id, id)
      );
      grant select on projects to app_user;
      """;

  /** All that an audit could have changed: rows, definitions and rights, roles, databases. */
  private static final String CHECKSUM =
      """
      select md5(string_agg(part, e'\\n' order by part)) from (
        select p.xmin::text || p.ctid || p::text as part from shop.projects p
        union all select o.xmin::text || o.ctid || o::text from shop.organizations o
        union all select c.oid::text || c.relname || c.relnamespace || c.relowner || c.relkind::text
          || c.relrowsecurity || coalesce(c.relacl::text, '') from pg_class c
          where c.relnamespace <> 'pg_toast'::regnamespace
        union all select r.xmin::text || r::text from pg_authid r
        union all select m.xmin::text || m::text from pg_auth_members m
        union all select s.xmin::text || s::text from pg_db_role_setting s
        union all select d.oid::text || d.datname || d.datdba || coalesce(d.datacl::text, '')
          from pg_database d
      ) parts
      """;

  private static EmbeddedServer server;
  private static String url;
  @TempDir Path folder;
  private final List<GivenServer> opened = new ArrayList<>();

  @BeforeAll
  static void aServerWithALeakyDatabase() throws Exception {
    server = EmbeddedServer.start(Servers::binaries);
    url = server.login().url().replaceFirst("/postgres$", "/shop");
    try (Connection connection = server.login().open();
        Statement statement = connection.createStatement()) {
      for (String role : List.of("shop_owner", "app_user", "auditor createdb", "limited")) {
        statement.execute(
            "create role "
                + role.replaceFirst("(\\w+)", "$1 login")
                + " password '"
                + PASSWORD
                + "'");
      }
      statement.execute("create database shop owner shop_owner");
    }
    try (Connection connection = new Login(url, "shop_owner", PASSWORD).open();
        Statement statement = connection.createStatement()) {
      statement.execute("create schema shop; set search_path = shop");
      statement.execute("grant usage on schema shop to app_user");
      statement.execute(SCHEMA);
      statement.execute("insert into organizations values ('one'), ('two')");
      statement.execute("insert into projects values ('one', 1), ('two', 2)");
    }
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @AfterEach
  void close() {
    opened.forEach(GivenServer::close);
  }

  @Test
  void itIsReadByALoginWithoutAnyRightAndStaysAsItWas() throws Exception {
    String before = checksum();

    Report report = read("auditor");

    assertThat(report.findings())
        .anyMatch(f -> f.rule().equals("rls-off") && f.location().label().contains("shop.projects"))
        .extracting(Finding::status)
        .containsOnly(Status.SUSPECTED);
    assertThat(report.attacks()).isEmpty();
    assertThat(report.seedScript()).isEmpty();
    assertThat(report.notes()).contains("It was only read.");
    assertThat(checksum()).isEqualTo(before);
  }

  @Test
  void aRuleThatSuspectsNothingIsOffThereAndNotTakenForPassed() throws Exception {
    Report.Part part = read("auditor").parts().get(0);

    assertThat(part.rules()).contains("rls-off").doesNotContain("policy-always-true");
    assertThat(part.off())
        .filteredOn(off -> off.rule().equals("policy-always-true"))
        .singleElement()
        .satisfies(off -> assertThat(off.reason()).contains("nothing was attacked"));
  }

  @Test
  void theConnectionForReadingRefusesToWriteEvenForASuperuser() throws Exception {
    try (Connection connection = open("postgres").readOnly();
        Statement statement = connection.createStatement()) {
      assertThatExceptionOfType(SQLException.class)
          .isThrownBy(() -> statement.execute("insert into shop.organizations values ('three')"))
          .matches(e -> "25006".equals(e.getSQLState()));
    }
  }

  @Test
  void inADatabaseOfItsOwnLeaksAreProvenAndTheGivenOneStaysAsItWas() throws Exception {
    String before = checksum();
    GivenServer given = open("postgres");

    assertThat(given.cannotProve()).isEmpty();
    Report report = Audit.run(request(SCHEMA), given);

    assertThat(report.open())
        .anyMatch(f -> f.rule().equals("rls-off") && f.status() == Status.PROVEN);
    assertThat(report.notes()).anyMatch(n -> n.contains("the migrations ran as `postgres`"));
    assertThat(checksum()).isEqualTo(before);
  }

  @Test
  void whoIsNoSuperuserIsToldThatNothingCanBeProven() throws Exception {
    assertThat(open("auditor").cannotProve())
        .hasValueSatisfying(
            why -> assertThat(why).contains("`auditor` is no superuser", "nothing was attacked"));
  }

  @Test
  void whoMayNotMakeADatabaseIsToldSoByTheServer() throws Exception {
    String before = checksum();
    GivenServer given = open("limited");

    assertThatExceptionOfType(SQLException.class)
        .isThrownBy(() -> Audit.run(request(SCHEMA), given))
        .withMessageContaining("permission denied to create database");
    assertThat(checksum()).isEqualTo(before);
  }

  @Test
  void aMigrationThatFailsHalfwayLeavesNoDatabase() throws Exception {
    String before = checksum();
    GivenServer given = open("postgres");

    assertThatExceptionOfType(MigrationException.class)
        .isThrownBy(() -> Audit.run(request(SCHEMA + "select 1 / 0;"), given))
        .withMessageContaining("division by zero");
    assertThat(checksum()).isEqualTo(before);
  }

  @Test
  void noMigrationMakesOrChangesRolesThere() throws Exception {
    for (String sql :
        List.of(
            "create role app_user login bypassrls",
            "create user watertight_new",
            "alter role app_user superuser",
            "do $$ begin alter role app_user createdb; end $$",
            "do $$ begin if true then create role watertight_new; end if; end $$",
            "drop role if exists limited",
            "grant shop_owner to app_user",
            "alter database shop set app.tenant = 'one'",
            "alter system set work_mem = '1GB'")) {
      String before = checksum();
      GivenServer given = open("postgres");

      assertThatExceptionOfType(MigrationException.class)
          .as(sql)
          .isThrownBy(() -> Audit.run(request(SCHEMA + sql + ";"), given))
          .withMessageContaining("schema.sql:8 was not run")
          .withMessageContaining(sql);
      assertThat(checksum()).as(sql).isEqualTo(before);
    }
  }

  @Test
  void aMigrationMayMakeARoleWhereItIsMissing() throws Exception {
    String before = checksum();
    String guarded =
        """
        do $$ begin
          if not exists (select from pg_roles where rolname = 'app_user') then
            create role app_user login;
          end if;
        end $$;
        grant select on organizations to app_user;
        """;

    Audit.run(request(SCHEMA + guarded), open("postgres"));

    assertThat(checksum()).isEqualTo(before);
  }

  @Test
  void aRoleThatIsMissingIsNotMade() throws Exception {
    String before = checksum();

    assertThatExceptionOfType(MigrationException.class)
        .isThrownBy(
            () ->
                Audit.run(
                    request(SCHEMA + "grant select on projects to nobody_yet;"), open("postgres")))
        .withMessageContaining("\"nobody_yet\" does not exist")
        .withMessageContaining("make it there, or use database.engine embedded");
    assertThat(checksum()).isEqualTo(before);
  }

  @Test
  void aWrongPasswordADeadServerAndAnUnknownDatabaseAreToldWithoutTheSecret() throws Exception {
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    String dead = "jdbc:postgresql://127.0.0.1:" + free + "/shop";

    assertThat(refusal(url, "auditor", "wr0ng!"))
        .contains("as auditor")
        .contains("password authentication failed")
        .doesNotContain("wr0ng!");
    assertThat(refusal(url, "auditor", ""))
        .contains("No password was given")
        .contains("database.password-env");
    assertThat(refusal(dead + "?password=h1dden", "auditor", PASSWORD))
        .contains(dead)
        .contains("refused")
        .doesNotContain(PASSWORD)
        .doesNotContain("h1dden");
    assertThat(refusal(url + "_gone", "auditor", PASSWORD))
        .contains("database \"shop_gone\" does not exist")
        .doesNotContain(PASSWORD);
    assertThat(refusal("jdbc:postgresql://auditor:h1dden@127.0.0.1:1/shop", "auditor", PASSWORD))
        .doesNotContain("h1dden");
    assertThat(refusal("jdbc:mysql://127.0.0.1/shop?password=h1dden", "auditor", PASSWORD))
        .contains("not the URL of a PostgreSQL")
        .doesNotContain("h1dden");
  }

  @Test
  void aPasswordVariableThatIsNotSetIsNamed() {
    assertThatExceptionOfType(ScratchException.class)
        .isThrownBy(() -> GivenServer.open(settings(url, "auditor", "SHOP_PASSWORD"), Map.of()))
        .withMessageContaining("SHOP_PASSWORD");
  }

  @Test
  void whatARunThatIsGoneLeftIsDroppedByTheNextAndNothingElse() throws Exception {
    GivenServer killed = open("postgres");
    String left = killed.create().name();
    execute("select pg_terminate_backend(pid, 5000) from pg_locks where locktype = 'advisory'");
    execute("create database watertight_of_somebody");
    String theirs = open("postgres").create().name();
    assertThat(databases()).doesNotContain(left);

    open("postgres").create();

    assertThat(databases()).contains(theirs, "watertight_of_somebody");
    execute("drop database watertight_of_somebody");
  }

  private Report read(String user) throws Exception {
    try (Connection connection = open(user).readOnly()) {
      return Audit.read(request(SCHEMA), connection, "It was only read.");
    }
  }

  private AuditRequest request(String schema) throws Exception {
    Files.writeString(folder.resolve("schema.sql"), schema);
    Path file =
        Files.writeString(
            folder.resolve("watertight.yml"),
            """
            tenant: {table: organizations, column: organization_id, setting: app.tenant}
            database: {app-role: app_user}
            """);
    Configuration configuration =
        ConfigurationReader.read(Optional.of(file), "watertight.yml", Overrides.none());
    return new AuditRequest("shop", configuration, List.of(folder), true, LocalDate.of(2026, 1, 1));
  }

  private GivenServer open(String user) throws ScratchException {
    String password = user.equals("postgres") ? server.login().password() : PASSWORD;
    GivenServer given =
        GivenServer.open(settings(url, user, "PASSWORD"), Map.of("PASSWORD", password));
    opened.add(given);
    return given;
  }

  private static String refusal(String to, String user, String password) {
    try {
      GivenServer.open(
              settings(to, user, password.isEmpty() ? "" : "PASSWORD"),
              Map.of("PASSWORD", password))
          .close();
    } catch (ScratchException e) {
      return String.valueOf(e.getMessage());
    }
    throw new AssertionError("it was let in: " + to);
  }

  private static ServerSettings settings(String to, String user, String variable) {
    return new ServerSettings(
        Configuration.Engine.JDBC,
        PostgresArtifact.DEFAULT_MAJOR,
        Optional.of(to),
        Optional.of(user),
        Optional.of(variable).filter(v -> !v.isEmpty()));
  }

  private static void execute(String sql) throws SQLException {
    try (Connection connection = server.login().open();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static List<String> databases() throws SQLException {
    List<String> names = new ArrayList<>();
    try (Connection connection = server.login().open();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select datname from pg_database")) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
    }
    return names;
  }

  private static String checksum() throws SQLException {
    try (Connection connection =
            new Login(url, server.login().user(), server.login().password()).open();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(CHECKSUM)) {
      row.next();
      return row.getString(1);
    }
  }
}
