package dev.watertight.database.audit.rules;

import dev.watertight.database.audit.AttackScript;
import dev.watertight.database.audit.Subject;
import dev.watertight.database.catalog.Column;
import dev.watertight.database.catalog.Identifier;
import dev.watertight.database.catalog.Index;
import dev.watertight.database.catalog.Policy;
import dev.watertight.database.catalog.Relation;
import dev.watertight.database.catalog.TypeInfo;
import java.util.List;
import java.util.Optional;

/**
 * A copy of a table with its columns, indexes and policies, and with many rows of many tenants: the
 * policies can be measured on it, and no constraint is in the way of its rows.
 */
record SpeedCopy(Subject subject, Relation table) {
  static final int ROWS = 20_000;
  static final int TENANTS = 1_000;
  private static final String SCHEMA = "watertight_speed";

  /** Whether there is a row to make it of, and a way to make up other tenants. */
  boolean isPossible() {
    return subject.attackers(table).isPresent()
        && subject.world().row(table, subject.attacker()).isPresent()
        && !subject.tenantColumns(table).isEmpty()
        && subject.tenantColumns(table).stream().allMatch(c -> otherTenant(c).isPresent());
  }

  /** Its name for SQL text. */
  String sql() {
    return SCHEMA + "." + Identifier.quoted(table.name());
  }

  /** The policies that have a say in what the application reads. */
  List<Policy> policies() {
    return table.rls() ? subject.policies(table, "SELECT") : List.of();
  }

  /** Makes it, with the policies as they are. */
  void make(AttackScript.Builder script) {
    script
        .observe("create schema " + SCHEMA)
        .observe("create table " + sql() + " (like " + table.sql() + ")")
        .observe(rows());
    subject
        .catalog()
        .indexesOf(table)
        .filter(Index::valid)
        .map(i -> i.definition().substring(i.definition().indexOf(" USING ")))
        .distinct()
        .forEach(index -> script.observe("create index on " + sql() + index));
    script.observe("analyze " + sql());
    if (table.rls()) {
      script.observe("alter table " + sql() + " enable row level security");
      policies().forEach(p -> script.observe(policy(p, p.using().orElse("true"))));
    }
    String role = Identifier.quoted(subject.app().role());
    script
        .observe("grant usage on schema " + SCHEMA + " to " + role)
        .observe("grant select on " + sql() + " to " + role);
  }

  /** The statement that makes the policy on the copy, with another expression. */
  String policy(Policy policy, String using) {
    return "create policy "
        + Identifier.quoted(policy.name())
        + " on "
        + sql()
        + (policy.permissive() ? "" : " as restrictive")
        + " using ("
        + using
        + ")";
  }

  /** The statement that takes the policy away. */
  String without(Policy policy) {
    return "drop policy " + Identifier.quoted(policy.name()) + " on " + sql();
  }

  /** Every so-manieth row is the attacker's; the rest belongs to tenants that are made up. */
  private String rows() {
    List<Column> tenant = subject.tenantColumns(table);
    List<String> values = table.columns().stream().map(c -> value(c, tenant)).toList();
    return "insert into "
        + sql()
        + " select "
        + String.join(", ", values)
        + " from (select * from "
        + table.sql()
        + " where "
        + subject.attackers(table).orElse("false")
        + " limit 1) r, generate_series(1, "
        + ROWS
        + ") g";
  }

  private String value(Column column, List<Column> tenant) {
    String own = "r." + column.sql();
    if (tenant.contains(column)) {
      return "case when g % "
          + TENANTS
          + " = 0 then "
          + own
          + " else "
          + otherTenant(column).orElse("null")
          + " end";
    }
    boolean key =
        subject
            .catalog()
            .indexesOf(table)
            .anyMatch(i -> i.unique() && i.keys().contains(column.name()));
    if (!key) {
      return own;
    }
    // What is unique in the table must not look all the same to the planner.
    if (column.type().equals("uuid")) {
      return "md5(g::text)::uuid";
    }
    return switch (subject.catalog().type(column.typeOid()).map(TypeInfo::category).orElse("")) {
      case "N" -> "g";
      case "S" -> "g::text";
      default -> own;
    };
  }

  private Optional<String> otherTenant(Column column) {
    String number = "(g % " + TENANTS + ")";
    if (column.type().equals("uuid")) {
      return Optional.of("md5(" + number + "::text)::uuid");
    }
    return subject
        .catalog()
        .type(column.typeOid())
        .map(TypeInfo::category)
        .flatMap(
            category ->
                switch (category) {
                  case "N" -> Optional.of("20000 + " + number);
                  case "S" -> Optional.of("'org_' || " + number);
                  default -> Optional.empty();
                });
  }
}
