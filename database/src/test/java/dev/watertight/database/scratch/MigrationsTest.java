package dev.watertight.database.scratch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.watertight.database.Servers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrationsTest {
  private static final String TABLES =
      "select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'"
          + " order by 1";

  @TempDir Path folder;

  private final ScratchServer server = Servers.shared();
  private final List<ScratchDatabase> made = new ArrayList<>();

  @AfterEach
  void drop() throws SQLException {
    for (ScratchDatabase database : made) {
      server.drop(database);
    }
  }

  @Test
  void filesNamedAsFlywaysRunInTheOrderOfTheirVersions() throws Exception {
    write("V10__child.sql", "create table child (id int references parent);");
    write("V2__parent.sql", "create table parent (id int primary key);");
    write("R__view.sql", "create or replace view both_of_them as select from child, parent;");
    write("U10__undo.sql", "drop table child;");

    assertThat(query(make(), TABLES)).containsExactly("child", "parent");
  }

  @Test
  void otherFilesRunInTheOrderOfTheirPaths() throws Exception {
    write("b/2.sql", "alter table t add b int;");
    write("a/1.sql", "create table t (a int);");
    write("b/3.down.sql", "drop table t;");

    assertThat(query(make(), TABLES)).containsExactly("t");
  }

  @Test
  void aDumpIsReadWithItsRowsAndWithoutItsRestriction() throws Exception {
    write(
        "dump.sql",
        """
        \\restrict k7
        SELECT pg_catalog.set_config('search_path', '', false);
        CREATE TABLE public.t (a integer, b text);
        COPY public.t (a, b) FROM stdin;
        1\tone
        2\t\\N
        \\.
        \\unrestrict k7
        """);

    assertThat(query(make(), "select a || coalesce(b, '-') from t order by 1"))
        .containsExactly("1one", "2-");
  }

  @Test
  void aFailureNamesFileLineAndTheServersWordsAndLeavesNothing() throws Exception {
    write(
        "1.sql", "create role left_over;\ncreate table t (a int);\n\ninsert into t values (1, 2);");

    assertThat(failure())
        .hasMessageContaining(folder.getFileName() + "/1.sql:4 failed")
        .hasMessageContaining("INSERT has more expressions than target columns")
        .hasMessageContaining("insert into t values (1, 2)");
    assertNothingIsLeft();
  }

  @Test
  void soDoesAFailureOfFlyways() throws Exception {
    write("V1__good.sql", "create table t (a int);");
    write("V2__bad.sql", "select 1;\n\nalter table nowhere add a int;");

    assertThat(failure())
        .hasMessageContaining(folder.getFileName() + "/V2__bad.sql:3 failed")
        .hasMessageContaining("relation \"nowhere\" does not exist");
    assertNothingIsLeft();
  }

  @Test
  void theOwnerMayDoAllWhileMigrationsRunAndIsPlainAfterwards() throws Exception {
    write("1.sql", "create extension pgcrypto; create role other; create table t (a int);");

    Schema schema = make();

    assertThat(schema.owner()).isEqualTo(Migrations.OWNER);
    assertThat(
            query(
                schema,
                "select rolsuper or rolbypassrls or rolcreaterole from pg_roles where rolname = '"
                    + schema.owner()
                    + "'"))
        .containsExactly("f");
    assertThat(query(schema, "select tableowner from pg_tables where tablename = 't'"))
        .containsExactly(schema.owner());
    assertThat(
            query(
                schema,
                "select datdba::regrole from pg_database where datname = current_database()"))
        .containsExactly(schema.owner());
  }

  @Test
  void theConfiguredUserIsTheOwner() throws Exception {
    write("1.sql", "create table t (a int);");

    assertThat(make(Optional.of("app_owner")).owner()).isEqualTo("app_owner");
  }

  @Test
  void butNotWhereTheMigrationsMakeItOrItIsTheSuperuser() throws Exception {
    write("1.sql", "create role app_owner; create table t (a int);");

    assertThat(make(Optional.of("app_owner")).owner()).isEqualTo(Migrations.OWNER);
    assertThat(make(Optional.of("postgres")).owner()).isEqualTo(Migrations.OWNER);
  }

  @Test
  void theSuperuserStaysOneWhereMigrationsGiveItATable() throws Exception {
    write("1.sql", "create table t (a int); alter table t owner to postgres;");

    assertThat(
            query(
                make(),
                "select rolsuper from pg_roles, pg_tables where tablename = 't' and rolname ="
                    + " tableowner"))
        .containsExactly("t");
  }

  @Test
  void aRoleThatIsNamedAndNeverMadeIsMadeAsAPlainOne() throws Exception {
    write("1.sql", "create table t (a int);\ngrant select on t to app_user, \"Read Only\";");

    Schema schema = make();

    assertThat(
            query(
                schema,
                "select rolname from pg_roles where rolcanlogin and not rolsuper and oid > 16383"
                    + " order by rolname collate \"C\""))
        .containsExactly("Read Only", "app_user", Migrations.OWNER);
    assertThat(schema.notes()).hasSize(2).first().asString().contains("`Read Only` is named");
  }

  @Test
  void aRoleThatIsMadeTooLateIsTheMigrationsOwnFault() throws Exception {
    write("1.sql", "create table t (a int);\ngrant select on t to app_user;");
    write("2.sql", "create role app_user;");

    assertThat(failure())
        .hasMessageContaining("1.sql:2 failed")
        .hasMessageContaining("role \"app_user\" does not exist");
    assertNothingIsLeft();
  }

  @Test
  void aFlywayPlaceholderHasItsValueFromTheProjectsOwnFile() throws Exception {
    write(
        "flyway.conf", "flyway.placeholders.role=app_user\nflyway.url=jdbc:postgresql://nowhere/");
    write("db/V1__roles.sql", "create role ${role};");

    assertThat(query(make(), "select rolname from pg_roles where rolname = 'app_user'")).hasSize(1);
  }

  @Test
  void aPlaceholderWithoutAValueIsNamed() throws Exception {
    write("V1__roles.sql", "create role ${role};");

    assertThat(failure())
        .hasMessageContaining("placeholder ${role}")
        .hasMessageContaining("flyway.placeholders.role=");
  }

  @Test
  void aFileThatIsNotUtf8IsNamed() throws Exception {
    Files.write(folder.resolve("1.sql"), "select 'ä';".getBytes(ISO_8859_1));

    assertThat(failure()).hasMessageContaining("1.sql: is not UTF-8");
  }

  @Test
  void aFolderWithoutFilesAndAMissingFolderAreErrors() {
    assertThat(failure()).hasMessageContaining("No .sql or .ddl file is in");
    assertThatExceptionOfType(MigrationException.class)
        .isThrownBy(() -> new Migrations(List.of(folder.resolve("nowhere"))).make(server))
        .withMessageContaining("nowhere does not exist");
  }

  private void assertNothingIsLeft() throws SQLException, IOException, MigrationException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    write("1.sql", "select 1;");
    Schema next = make();
    assertThat(
            query(
                next,
                "select rolname from pg_roles where oid > 16383 union select datname from"
                    + " pg_database where datname like 'watertight%'"))
        .containsExactlyInAnyOrder(Migrations.OWNER, next.database().name());
  }

  private MigrationException failure() {
    try {
      make();
    } catch (MigrationException e) {
      return e;
    } catch (IOException | SQLException e) {
      throw new AssertionError(e);
    }
    throw new AssertionError("the migrations did not fail");
  }

  private Schema make() throws SQLException, IOException, MigrationException {
    return make(Optional.empty());
  }

  private Schema make(Optional<String> owner) throws SQLException, IOException, MigrationException {
    // Roles of two schemas would meet.
    drop();
    made.clear();
    Schema schema = new Migrations(List.of(folder), owner).make(server);
    made.add(schema.database());
    return schema;
  }

  private List<String> query(Schema schema, String sql) throws SQLException {
    List<String> values = new ArrayList<>();
    try (Connection connection = server.connect(schema.database());
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        values.add(rows.getString(1));
      }
    }
    return values;
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
