package dev.watertight.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watertight.core.report.Report;
import dev.watertight.core.tenant.Detection;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AppRoleTest {
  private static final String TABLES =
      """
      create table organizations (id text primary key);
      create table projects (
        organization_id text not null references organizations (id),
        id uuid primary key
      );
      alter table organizations enable row level security;
      alter table projects enable row level security;
      """;
  private static final String CONFIGURATION =
      "tenant: {table: organizations, column: organization_id}\n";

  @Test
  void theRoleThatPoliciesNameIsTheApplications() {
    assertThat(
            role(
                """
                create role app login; create role reporting login;
                grant select on projects to app, reporting;
                create policy own on projects to app using (true);
                """))
        .isEqualTo("app");
  }

  @Test
  void aMemberThatLogsInIsPreferredToItsGroup() {
    assertThat(
            role(
                """
                create role app_group nologin; create role app login in role app_group;
                grant select on projects to app_group;
                """))
        .isEqualTo("app");
  }

  @Test
  void aRoleThatBypassesPoliciesIsTakenOnlyWhereThereIsNoOther() {
    assertThat(
            role(
                """
                create role backup login bypassrls; create role app login;
                grant select on projects, organizations to backup; grant select on projects to app;
                """))
        .isEqualTo("app");
    assertThat(role("create role app login bypassrls; grant select on projects to app;"))
        .isEqualTo("app");
  }

  @Test
  void anOwnerThatIsGrantedNothingElseIsNot() {
    assertThat(
            role(
                """
                create role keeper login; alter table projects owner to keeper;
                create role app login; grant select on projects to app;
                """))
        .isEqualTo("app");
  }

  @Test
  void ofSeveralTheOneWithTheMostRightsIsTakenAndTheNotesSaySo() {
    Report report =
        audited(
            """
            create role app login; create role web login;
            grant select, insert, update on projects to web; grant select on projects to app;
            """);

    assertThat(role(report)).isEqualTo("web");
    assertThat(report.notes()).anyMatch(n -> n.contains("(app, web): `web` is taken"));
  }

  @Test
  void whereThereIsNoneTheApplicationLogsInAsTheOwner() {
    Report report = audited("");

    assertThat(role(report)).isEqualTo("watertight_owner");
    assertThat(report.notes()).anyMatch(n -> n.contains("No role but the owner"));
  }

  @Test
  void aConfiguredRoleThatDoesNotExistIsAnErrorThatNamesTheNearest() {
    assertThatThrownBy(
            () ->
                Audited.alone(
                    Map.of(
                        "schema.sql",
                        TABLES + "create role app_user login;",
                        "watertight.yml",
                        CONFIGURATION + "database: {app-role: ap_user}\n")))
        .hasMessageContaining("`database.app-role` is `ap_user`")
        .hasMessageContaining("did you mean `app_user`?");
  }

  private static String role(String sql) {
    return role(audited(sql));
  }

  private static String role(Report report) {
    return report.detections().stream()
        .filter(d -> d.subject().equals("database.app-role"))
        .map(Detection::value)
        .findFirst()
        .orElseThrow();
  }

  private static Report audited(String sql) {
    return Audited.alone(Map.of("schema.sql", TABLES + sql, "watertight.yml", CONFIGURATION));
  }
}
