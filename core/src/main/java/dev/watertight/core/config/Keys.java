package dev.watertight.core.config;

import static dev.watertight.core.config.Key.section;

import dev.watertight.core.finding.Severity;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The one table of all keys: the reader, its messages, {@link ConfigurationKeys} and the page
 * {@code docs/configuration.md} follow it.
 */
final class Keys {
  /** The word for a threshold that nothing reaches. */
  static final String NEVER = "never";

  private static final Key TENANT =
      section(
          "tenant",
          "What separates tenants.",
          Key.of(
                  "table",
                  new Shape.Text(TextKind.TABLE),
                  "organizations",
                  "The table whose rows are the tenants; `none` where there is no such table.")
              .otherwise("detected")
              .matching("table"),
          Key.of(
                  "column",
                  Shape.ListOf.textOrTexts(TextKind.COLUMN),
                  "organization_id",
                  "The column that every tenant-scoped table has; a list where several together"
                      + " name the tenant.")
              .otherwise("detected")
              .matching("column"),
          Key.of(
                  "setting",
                  new Shape.Text(TextKind.SETTING),
                  "app.current_org_id",
                  "The PostgreSQL setting that row-level security policies read.")
              .otherwise("detected")
              .matching("setting"),
          Key.of(
                  "enforced-by",
                  new Shape.ListOf(
                      Optional.of(mechanism()),
                      Optional.of(
                          Shape.Section.of(
                              Key.of(
                                      "by",
                                      mechanism(),
                                      "hibernate-filter",
                                      "The mechanism that adds the tenant.")
                                  .needed(),
                              Key.of(
                                      "except",
                                      Shape.ListOf.texts(TextKind.TABLE),
                                      "[audit_log]",
                                      "Tables that it does not cover.")
                                  .matching("table"))),
                      true),
                  "[{by: hibernate-tenant-id, except: [audit_log]}]",
                  "Mechanisms that add the tenant to statements by themselves; what they do not"
                      + " cover is still reported. A mechanism's name alone does where there is no"
                      + " exception.")
              .otherwise("detected"),
          Key.of(
                  "optional",
                  new Shape.Flag(),
                  "true",
                  "`true`: \"no tenant asked\" is a legal branch, as in a library or a"
                      + " single-tenant edition.")
              .defaults("false"),
          Key.of(
                  "role-per-tenant",
                  new Shape.Flag(),
                  "true",
                  "`true`: policies are keyed on `current_user`, which `SET ROLE` sets.")
              .defaults("false"));

  private static final Key TABLES =
      section(
          "tables",
          "What detection cannot see of the tables.",
          Key.of(
                  "shared",
                  Shape.ListOf.texts(TextKind.TABLE),
                  "[plans]",
                  "Tables that are reviewed as deliberately not tenant-scoped.")
              .matching("table"),
          Key.of(
                  "scoped",
                  Shape.ListOf.texts(TextKind.TABLE),
                  "[legacy_notes]",
                  "Tenant-scoped tables beside those that detection finds.")
              .matching("table"),
          Key.of(
                  "columns",
                  new Shape.Entries(TextKind.TABLE, TextKind.COLUMN),
                  "{invoice: org_id}",
                  "Tables whose tenant column has another name than `tenant.column`.")
              .matching("table"),
          Key.of(
                  "scoped-through",
                  new Shape.Entries(TextKind.TABLE, TextKind.TABLE),
                  "{labels: versions}",
                  "Tables with no tenant column of their own, and the scoped parent that each must"
                      + " be joined to.")
              .matching("table"),
          Key.of(
                  "keyed-by-tenant",
                  Shape.ListOf.texts(TextKind.TABLE_COLUMN),
                  "[flows.key]",
                  "Keys that contain the tenant, as `table.column`.")
              .matching("column"));

  private static final Key DATABASE =
      section(
          "database",
          "The scratch database that the audit works on, and what the schema is made from.",
          Key.of(
                  "engine",
                  new Shape.Choice(lower(Configuration.Engine.values())),
                  "embedded",
                  "Where the scratch database comes from.")
              .otherwise("`embedded`"),
          Key.of(
                  "version",
                  new Shape.Whole(9, 99),
                  "17",
                  "PostgreSQL's major version, for `embedded` and `testcontainers`.")
              .otherwise("`17`"),
          Key.of(
              "url",
              new Shape.Text(TextKind.JDBC_URL),
              "jdbc:postgresql://localhost:5432/postgres",
              "The server, for `jdbc` only. Without a password in it."),
          Key.of("user", new Shape.Text(TextKind.ROLE), "postgres", "The user to connect as."),
          Key.of(
              "password-env",
              new Shape.Text(TextKind.ENVIRONMENT_VARIABLE),
              "WATERTIGHT_DB_PASSWORD",
              "The name of the environment variable that holds the password, never the password."),
          Key.of(
                  "migrations",
                  Shape.ListOf.texts(TextKind.PATH),
                  "[src/main/resources/db/migration]",
                  "Folders of SQL migrations, relative to the project's root.")
              .otherwise("detected")
              .matching("folder"),
          Key.of(
                  "app-role",
                  new Shape.Text(TextKind.ROLE),
                  "app_user",
                  "The role that the application logs in as.")
              .otherwise("detected")
              .matching("role"),
          Key.of(
                  "values",
                  new Shape.Entries(TextKind.TABLE_COLUMN, TextKind.SCALAR, true),
                  "{invoices.currency: [EUR, USD]}",
                  "Values for the rows that the audit seeds, by `table.column`, for what it cannot"
                      + " guess. For the tenant table's key: the tenants' ids. A text is taken as the"
                      + " column's type reads it; one in single quotes is an SQL literal, and `null`"
                      + " is null. Rows take the values in turn.")
              .matching("column"));

  private static final Key REPORT =
      section(
          "report",
          "Where the report goes, and what fails the build.",
          Key.of(
                  "directory",
                  new Shape.Text(TextKind.PATH),
                  "target/watertight",
                  "The folder of the report, relative to the project's root.")
              .otherwise("`watertight` in the build's folder, `target/watertight`"),
          Key.of(
                  "fail-on",
                  new Shape.Choice(
                      Stream.concat(lower(Severity.values()).stream(), Stream.of(NEVER)).toList()),
                  "error",
                  "The mildest severity that fails the build.")
              .defaults("warning"),
          Key.of(
                  "root",
                  new Shape.Text(TextKind.PATH),
                  "..",
                  "The folder that paths in reports are relative to, such as the repository's,"
                      + " relative to the project's root.")
              .otherwise("the project's root"));

  private static final Key SUPPRESSIONS =
      Key.of(
          "suppressions",
          new Shape.ListOf(
              Optional.empty(),
              Optional.of(
                  new Shape.Section(
                      List.of(
                          Key.of(
                                  "rule",
                                  new Shape.Text(TextKind.RULE),
                                  "raw-table-access",
                                  "The rule whose findings are accepted.")
                              .needed(),
                          Key.of(
                              "path",
                              new Shape.Text(TextKind.GLOB),
                              "src/main/java/com/acme/admin/**",
                              "Files, relative to the root of the report's paths; a folder stands"
                                  + " for what is below it."),
                          Key.of(
                              "object",
                              new Shape.Text(TextKind.TEXT),
                              "public.audit_log",
                              "A table or another object of the database, with or without its"
                                  + " schema, instead of a path."),
                          Key.of(
                              "reason",
                              new Shape.Text(TextKind.REASON),
                              "\"nightly billing export, reviewed\"",
                              "Why it is accepted. Without a reason nothing is suppressed, and the"
                                  + " entry is a finding."),
                          Key.of(
                              "expires",
                              new Shape.Day(),
                              "2027-03-31",
                              "The last day on which the suppression holds. After it the finding is"
                                  + " back, and the entry is a finding.")),
                      List.of("path", "object"),
                      Map.of())),
              false),
          "[{rule: raw-table-access, path: \"src/main/java/com/acme/admin/**\", reason: \"…\"}]",
          "Findings that were reviewed and accepted. An entry that is expired, has no reason or"
              + " matches nothing is a finding of the rule `unused-suppression`.");

  /** The whole file. */
  static final Shape.Section ROOT =
      Shape.Section.of(TENANT, TABLES, CodeKeys.CODE, DATABASE, REPORT, SUPPRESSIONS);

  private Keys() {}

  private static Shape.Choice mechanism() {
    return new Shape.Choice(
        Stream.of(Configuration.Mechanism.values()).map(Configuration.Mechanism::label).toList());
  }

  private static List<String> lower(Enum<?>[] constants) {
    return Stream.of(constants).map(c -> c.name().toLowerCase(Locale.ROOT)).toList();
  }
}
