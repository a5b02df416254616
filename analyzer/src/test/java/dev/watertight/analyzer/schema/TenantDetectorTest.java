package dev.watertight.analyzer.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watertight.core.config.Configuration;
import dev.watertight.core.config.ConfigurationException;
import dev.watertight.core.config.ConfigurationReader;
import dev.watertight.core.config.Overrides;
import dev.watertight.core.tenant.TenantModel;
import dev.watertight.core.tenant.TenantTable;
import dev.watertight.core.tenant.detection.ColumnFact;
import dev.watertight.core.tenant.detection.TableFact;
import dev.watertight.core.tenant.detection.TenantDetection;
import dev.watertight.core.tenant.detection.TenantDetector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TenantDetectorTest {
  private static final String ORGANIZATIONS =
      """
      create table organizations (id text primary key);
      create table projects (id uuid primary key, organization_id text references organizations);
      create table tasks (id uuid primary key, organization_id text references organizations);
      create table plans (id int primary key);
      """;

  private static Configuration configuration(String yaml) {
    try {
      Path file = Files.createTempFile("watertight", ".yml");
      Files.writeString(file, yaml);
      Configuration configuration =
          ConfigurationReader.read(Optional.of(file), "watertight.yml", Overrides.none());
      Files.delete(file);
      return configuration;
    } catch (ConfigurationException | IOException e) {
      throw new AssertionError(e);
    }
  }

  private static TenantDetection detect(String yaml, String... scripts) {
    return TenantDetector.detect(
        configuration(yaml), Schemas.of(scripts).description(), List.of(), List.of());
  }

  /** {@code projects=SCOPED[organization_id]}. */
  private static String tables(TenantModel model) {
    return model.tables().stream()
        .map(
            t -> t.name() + "=" + t.kind() + (t.tenantColumns().isEmpty() ? "" : t.tenantColumns()))
        .collect(Collectors.joining(" "));
  }

  private static String evidence(TenantModel model, String subject) {
    return model.detections().stream()
        .filter(d -> d.subject().equals(subject))
        .map(d -> d.value() + ": " + d.evidence())
        .collect(Collectors.joining("; "));
  }

  @Test
  void foreign_keys_to_one_table_and_a_name_make_a_tenant_column() {
    TenantDetection detection = detect("", ORGANIZATIONS);

    TenantModel model = detection.model();
    assertThat(model.tenantColumns()).containsExactly("organization_id");
    assertThat(model.tenantTable()).contains("organizations");
    assertThat(tables(model))
        .isEqualTo(
            "organizations=TENANTS plans=UNCLASSIFIED projects=SCOPED[organization_id]"
                + " tasks=SCOPED[organization_id]");
    assertThat(evidence(model, "tenant.column"))
        .isEqualTo("organization_id: column of 2 tables, 2 foreign keys to organizations");
    assertThat(detection.notes()).isEmpty();
  }

  @Test
  void policies_tell_the_column_the_setting_and_how_many_they_are() {
    TenantModel model =
        detect(
                "",
                """
                create table a (x int, customer_id int);
                create table b (x int, customer_id int, tenant_id int);
                create table c (tenant_id int);
                create policy p on a using (customer_id = current_setting('app.customer')::int);
                create policy p on b using (customer_id = current_setting('app.customer')::int);
                """)
            .model();

    assertThat(model.tenantColumns()).containsExactly("customer_id");
    assertThat(model.setting()).contains("app.customer");
    assertThat(evidence(model, "tenant.column")).isEqualTo("customer_id: 2 policies in V1__x.sql");
    assertThat(evidence(model, "tenant.setting"))
        .isEqualTo("app.customer: 2 policies in V1__x.sql");
  }

  @Test
  void policies_on_users_do_not_make_users_tenants() {
    TenantModel model =
        detect(
                "",
                """
                create table notes (user_id uuid);
                create policy p on notes using (user_id = auth.uid());
                """)
            .model();

    assertThat(model.tenantColumns()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tenant_id",
        "TENANT_ID_",
        "tenantId",
        "organisation_id",
        "org_id",
        "workspace_id",
        "tenant_record_id",
        "tenant",
        "\"tenant_id\""
      })
  void a_name_that_speaks_of_tenants_is_enough_on_two_tables(String column) {
    TenantModel model =
        detect("", "create table a (" + column + " int); create table b (" + column + " int);")
            .model();

    assertThat(tables(model)).contains("a=SCOPED").contains("b=SCOPED");
  }

  @ParameterizedTest
  @ValueSource(strings = {"customer_id", "client_id", "account_id", "company_id", "project_id"})
  void a_name_of_an_ordinary_reference_is_not(String column) {
    TenantDetection detection =
        detect("", "create table a (" + column + " int); create table b (" + column + " int);");

    assertThat(detection.model().tenantColumns()).isEmpty();
    assertThat(detection.notes()).singleElement().asString().contains("Set tenant.column");
  }

  @Test
  void the_customers_of_a_shop_are_no_tenants() {
    TenantModel model =
        detect(
                "",
                """
                create table customers (id int primary key);
                create table orders (id int, customer_id int references customers);
                create table addresses (id int, customer_id int references customers);
                create table carts (id int, customer_id int references customers);
                create table products (id int);
                """)
            .model();

    assertThat(model.tenantColumns()).isEmpty();
  }

  @Test
  void accounts_that_nearly_all_tables_refer_to_are_tenants_and_a_note_says_so() {
    TenantDetection detection =
        detect(
            "",
            """
            create table accounts (id int primary key);
            create table invoices (id int, account_id int references accounts);
            create table users (id int, account_id int references accounts);
            create table payments (id int, account_id int references accounts);
            create table plans (id int);
            """);

    assertThat(detection.model().tenantColumns()).containsExactly("account_id");
    assertThat(detection.notes()).singleElement().asString().contains("Set tenant.column");
  }

  @Test
  void accounts_that_only_a_few_tables_refer_to_are_not() {
    TenantModel model =
        detect(
                "",
                """
                create table accounts (id int primary key);
                create table invoices (id int, account_id int references accounts);
                create table users (id int, account_id int references accounts);
                create table payments (id int, account_id int references accounts);
                create table a (id int); create table b (id int); create table c (id int);
                """)
            .model();

    assertThat(model.tenantColumns()).isEmpty();
  }

  @Test
  void two_columns_that_speak_of_tenants_are_decided_by_evidence_and_noted() {
    TenantDetection detection =
        detect(
            "",
            """
            create table a (tenant_id int, account_id int);
            create table b (tenant_id int, account_id int);
            create table c (tenant_id int, workspace_id int);
            create table d (workspace_id int);
            """);

    assertThat(detection.model().tenantColumns()).containsExactly("tenant_id");
    assertThat(detection.notes())
        .singleElement()
        .asString()
        .contains("tenant_id (3 tables, 0 foreign keys)")
        .contains("workspace_id (2 tables, 0 foreign keys)");
  }

  @Test
  void two_spellings_of_one_reference_are_both_tenant_columns() {
    TenantModel model =
        detect(
                "",
                """
                create table organizations (id int);
                create table a (org_id int references organizations);
                create table b (organization_id int references organizations);
                create table c (organization_id int references organizations);
                """)
            .model();

    assertThat(model.tenantColumns()).containsExactly("organization_id", "org_id");
    assertThat(tables(model)).contains("a=SCOPED[org_id]").contains("b=SCOPED[organization_id]");
  }

  @Test
  void a_column_mapped_as_the_tenants_is_the_tenant_column() {
    TableFact entity =
        new TableFact(
            Optional.empty(),
            "projects",
            List.of(new ColumnFact("client_id", "", true)),
            List.of(),
            List.of(),
            Optional.empty(),
            "src/main/java/com/acme/Project.java",
            3,
            TableFact.Origin.JPA,
            Optional.of("com.acme.Project"));

    TenantModel model =
        TenantDetector.detect(
                configuration(""),
                SchemaFacts.EMPTY.description(),
                List.of(entity),
                List.of("client_id"))
            .model();

    assertThat(model.tenantColumns()).containsExactly("client_id");
    assertThat(tables(model)).isEqualTo("projects=SCOPED[client_id]");
    assertThat(evidence(model, "tenant.column"))
        .isEqualTo("client_id: mapped as the tenant's column by 1 entity");
  }

  @Test
  void the_tenant_table_is_found_by_name_where_no_foreign_key_says_it() {
    TenantModel model =
        detect(
                "",
                """
                create table ACT_ID_TENANT (ID_ int);
                create table ACT_RU_TASK (TENANT_ID_ text);
                create table ACT_RU_JOB (TENANT_ID_ text);
                """)
            .model();

    assertThat(model.tenantTable()).contains("ACT_ID_TENANT");
    assertThat(tables(model)).startsWith("ACT_ID_TENANT=TENANTS");
  }

  @Test
  void what_is_configured_holds_and_says_where() {
    TenantModel model =
        detect(
                """
                tenant:
                  table: none
                  column: client_id
                  setting: my.client
                tables:
                  shared: [plans]
                  scoped: [app.archive]
                  columns: {invoice: org_id}
                  scoped-through: {labels: projects}
                """,
                ORGANIZATIONS,
                "create table invoice (org_id int); create table labels (x int);"
                    + " create table x (client_id int);")
            .model();

    assertThat(model.tenantColumns()).containsExactly("client_id");
    assertThat(model.tenantTable()).isEmpty();
    assertThat(model.setting()).contains("my.client");
    assertThat(tables(model))
        .isEqualTo(
            "archive=SCOPED[client_id] invoice=SCOPED[org_id] labels=SCOPED"
                + " organizations=UNCLASSIFIED plans=SHARED projects=UNCLASSIFIED"
                + " tasks=UNCLASSIFIED x=SCOPED[client_id]");
    assertThat(evidence(model, "tenant.column")).isEqualTo("client_id: watertight.yml:3");
    assertThat(evidence(model, "tenant.table")).isEqualTo("none: watertight.yml:2");
    TenantTable plans = model.tables().get(4);
    assertThat(plans.evidence()).containsExactly("watertight.yml:6");
  }

  @Test
  void a_shared_table_is_shared_though_it_has_the_column() {
    TenantModel model = detect("tables: {shared: [public.TASKS]}", ORGANIZATIONS).model();

    assertThat(tables(model)).contains("tasks=SHARED").contains("projects=SCOPED");
  }

  @Test
  void partitions_and_heirs_of_a_scoped_table_are_scoped() {
    TenantModel model =
        detect(
                "",
                ORGANIZATIONS
                    + """
                    create table activity (organization_id text, at date) partition by range (at);
                    create table activity_2026 partition of activity for values from (1) to (2);
                    create table activity_old (x int);
                    alter table activity attach partition activity_old for values from (0) to (1);
                    create table heir () inherits (projects);
                    create table plan_heir () inherits (plans);
                    """)
            .model();

    assertThat(tables(model))
        .contains("activity_2026=SCOPED[organization_id]")
        .contains("activity_old=SCOPED[organization_id]")
        .contains("heir=SCOPED[organization_id]")
        .contains("plan_heir=UNCLASSIFIED");
  }

  @Test
  void a_view_that_shows_the_tenant_column_is_scoped_and_one_that_hides_it_is_not() {
    TenantModel model =
        detect(
                "",
                ORGANIZATIONS
                    + """
                    create view shows as select id, organization_id from projects;
                    create view all_of_it as select * from projects;
                    create view over_view as select * from shows;
                    create view hides as select id from projects;
                    create view other as select * from plans;
                    """)
            .model();

    assertThat(tables(model))
        .contains("shows=SCOPED[organization_id]")
        .contains("all_of_it=SCOPED[organization_id]")
        .contains("over_view=SCOPED[organization_id]")
        .contains("hides=UNCLASSIFIED")
        .contains("other=UNCLASSIFIED");
  }

  @Test
  void without_any_table_the_note_says_what_to_configure() {
    TenantDetection detection =
        TenantDetector.detect(
            configuration(""), SchemaFacts.EMPTY.description(), List.of(), List.of());

    assertThat(detection.model().tables()).isEmpty();
    assertThat(detection.model().tenantColumns()).isEmpty();
    assertThat(detection.notes())
        .containsExactly(
            "No tables were found: neither migrations nor mappings. Set tenant.column in"
                + " watertight.yml, and tables.scoped for tables that no migration or mapping"
                + " describes.");
  }

  @Test
  void the_order_of_files_and_facts_does_not_matter_for_the_model() {
    SchemaFacts one = MigrationReader.read("a.sql", "create table a (tenant_id int);");
    SchemaFacts two = MigrationReader.read("b.sql", "create table b (tenant_id int);");

    assertThat(
            TenantDetector.detect(
                    configuration(""),
                    SchemaFacts.merge(List.of(one, two)).description(),
                    List.of(),
                    List.of())
                .model())
        .isEqualTo(
            TenantDetector.detect(
                    configuration(""),
                    SchemaFacts.merge(List.of(two, one)).description(),
                    List.of(),
                    List.of())
                .model());
  }

  @Test
  void a_reference_to_the_tenants_by_another_name_says_where_a_row_belongs() {
    assertThat(
            tables(
                detect(
                        "",
                        ORGANIZATIONS
                            + """
                            create table reports (id int, created_for_org text not null references organizations);
                            create table users (id int, default_org_id text references organizations);
                            create table notes (id int, made_for text references organizations);
                            """)
                    .model()))
        .isEqualTo(
            "notes=SCOPED[made_for] organizations=TENANTS plans=UNCLASSIFIED"
                + " projects=SCOPED[organization_id] reports=SCOPED[created_for_org]"
                + " tasks=SCOPED[organization_id] users=UNCLASSIFIED");
  }

  @Test
  void a_part_of_a_scoped_row_is_scoped_through_it_but_not_by_who_made_it() {
    assertThat(
            tables(
                detect(
                        "",
                        ORGANIZATIONS
                            + """
                            create table users (id int primary key, organization_id text references organizations);
                            create table comments (id int, task_id uuid not null references tasks, body text);
                            create table likes (comment_id int not null references comments, n int);
                            create table countries (code text, user_id int not null references users);
                            create table links (id int, task_id uuid references tasks);
                            create table task_details (id uuid primary key references tasks, body text);
                            """)
                    .model()))
        .isEqualTo(
            "comments=SCOPED countries=UNCLASSIFIED likes=SCOPED links=UNCLASSIFIED"
                + " organizations=TENANTS plans=UNCLASSIFIED projects=SCOPED[organization_id]"
                + " task_details=SCOPED tasks=SCOPED[organization_id]"
                + " users=SCOPED[organization_id]");
  }

  @Test
  void the_configured_tenant_table_tells_the_column() {
    TenantModel model =
        detect(
                "tenant: {table: companies}",
                """
                create table companies (id int primary key);
                create table orders (id int, company_id int);
                create table currencies (id int);
                """)
            .model();

    assertThat(model.tenantColumns()).containsExactly("company_id");
    assertThat(tables(model))
        .isEqualTo("companies=TENANTS currencies=UNCLASSIFIED orders=SCOPED[company_id]");
  }

  @Test
  void where_a_factory_is_configured_a_usual_name_that_refers_to_its_table_is_enough() {
    String schema =
        """
        create table accounts (id int primary key);
        create table invoices (id int, account_id int references accounts);
        create table currencies (id int);
        create table countries (id int);
        create table rates (id int);
        """;

    assertThat(detect("", schema).model().tenantColumns()).isEmpty();
    assertThat(detect("code: {tenant-factory: [com.acme.data]}", schema).model().tenantColumns())
        .containsExactly("account_id");
  }

  @Test
  void a_column_of_any_name_that_refers_to_a_table_of_tenants_is_the_tenant_column() {
    TenantModel model =
        detect(
                "",
                """
                create table tenants (id int primary key);
                create table a (x int, owning_space int references tenants);
                create table b (x int, owning_space int references tenants);
                """)
            .model();

    assertThat(model.tenantColumns()).containsExactly("owning_space");
  }
}
