package dev.watertight.sample.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.watertight.sample.auth.TestSessions;
import dev.watertight.sample.data.tenant.DuplicateException;
import dev.watertight.sample.data.tenant.NewProject;
import dev.watertight.sample.postgres.ScratchDatabase;
import dev.watertight.sample.postgres.ScratchServer;
import dev.watertight.sample.postgres.Twins;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RequestDatabaseTest {
  private ScratchDatabase database;

  @BeforeAll
  void open() {
    database = ScratchServer.shared().database();
    Twins.seedAcme(database);
  }

  @AfterAll
  void close() {
    database.close();
  }

  @Test
  void servesRequestsAsTheApplicationsRole() {
    try (RequestDatabase requests = RequestDatabase.connect(database.app(), 1)) {
      String name =
          requests
              .tenants()
              .open(
                  TestSessions.tenant(Twins.ACME, "user_ada"),
                  db -> db.projects().findById(Twins.APOLLO).orElseThrow().name());

      assertThat(name).isEqualTo("Apollo");
    }
  }

  @Test
  void refusesTheOwnersLogin() {
    assertThatIllegalStateException()
        .isThrownBy(() -> RequestDatabase.connect(database.owner(), 1).close())
        .withMessage(
            "Requests must not be served as app_owner, which owns tables, or can become their"
                + " owner: row-level security would not hold it. Log in as app_user.");
  }

  @Test
  void refusesASuperuser() {
    assertThatIllegalStateException()
        .isThrownBy(() -> RequestDatabase.connect(database.admin(), 1).close())
        .withMessageContaining("is a superuser");
  }

  @Test
  void refusesARoleThatCanBecomeTheOwner() {
    database.asAdmin(
        """
        create role owners_friend login noinherit in role app_owner;
        do $$ begin
          execute format('grant connect on database %I to owners_friend', current_database());
        end $$
        """);
    try {
      assertThatIllegalStateException()
          .isThrownBy(
              () ->
                  RequestDatabase.connect(
                          new DatabaseLogin(database.app().url(), "owners_friend", ""), 1)
                      .close())
          .withMessageContaining("can become their owner");
    } finally {
      database.asAdmin("drop owned by owners_friend; drop role owners_friend");
    }
  }

  @Test
  void noErrorQuotesARow() {
    try (RequestDatabase requests = RequestDatabase.connect(database.app(), 1)) {
      Throwable thrown =
          catchThrowable(
              () ->
                  requests
                      .tenants()
                      .run(
                          TestSessions.tenant(Twins.ACME, "user_ada"),
                          db -> db.projects().create(NewProject.named("Apollo"))));

      assertThat(thrown).isInstanceOf(DuplicateException.class);
      StringWriter trace = new StringWriter();
      thrown.printStackTrace(new PrintWriter(trace));
      assertThat(trace.toString()).doesNotContain("Apollo").doesNotContain(Twins.ACME);
    }
  }

  @Test
  void aLoginDoesNotPrintItsPassword() {
    assertThat(new DatabaseLogin("jdbc:postgresql://db/app", "app_user", "s3cret").toString())
        .isEqualTo("DatabaseLogin[url=jdbc:postgresql://db/app, user=app_user]");
  }
}
