package dev.watertight.core.report.html;

import dev.watertight.core.finding.Attack;
import dev.watertight.core.finding.Finding;
import dev.watertight.core.finding.Fingerprint;
import dev.watertight.core.finding.Layer;
import dev.watertight.core.finding.Location;
import dev.watertight.core.finding.Proof;
import dev.watertight.core.finding.Severity;
import dev.watertight.core.finding.Status;
import dev.watertight.core.report.Report;
import dev.watertight.core.tenant.TableProtection;
import dev.watertight.core.tenant.TableProtection.Guard;
import dev.watertight.core.tenant.TableProtection.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A report on an audited database: the first table leaks, on the second an attack could not be
 * carried out, the others hold; and one attack is on no table. One table's name is hostile.
 */
final class AttackedReport {
  static final String HOSTILE = "public.\"<img src=x onerror=pwned=1>\"";

  private static final List<String> GUARDS =
      List.of(
          "tenant column",
          "not null",
          "foreign key to the tenant",
          "row-level security",
          "SELECT",
          "INSERT",
          "UPDATE",
          "DELETE",
          "partitions",
          "unique keys",
          "foreign keys",
          "index on the tenant",
          "grants");

  private AttackedReport() {}

  /** So many tables, with so many attacks on each. */
  static Report of(int tables, int attacksOnEach) {
    List<TableProtection> protections = new ArrayList<>();
    List<Attack> attacks = new ArrayList<>();
    for (int i = 0; i < tables; i++) {
      String table = i == tables - 1 ? HOSTILE : "public.table_" + i;
      protections.add(protection(table, i));
      for (int j = 0; j < attacksOnEach; j++) {
        Status outcome = j > 0 || i > 1 ? Status.REFUTED : i == 0 ? Status.PROVEN : Status.UNPROVEN;
        attacks.add(attack(Optional.of(table), table, "tries `way " + j + "` into B", outcome));
      }
    }
    attacks.add(attack(Optional.empty(), "role:app_user", "becomes another role", Status.REFUTED));
    return new Report(
        "attacked",
        List.of(new Report.Part("audit", List.of("policies-but-rls-off"), List.of(), List.of())),
        List.of(),
        List.of(),
        attacksOnEach == 0 || tables < 2 ? List.of() : List.of(leak(attacks.get(0))),
        List.of(),
        List.of(),
        attacks,
        protections);
  }

  private static Finding leak(Attack attack) {
    return new Finding(
        attack.rule(),
        Layer.DATABASE,
        Severity.ERROR,
        Status.PROVEN,
        "`public.table_0` has policies and row-level security is off.",
        attack.location(),
        attack.table(),
        Fingerprint.of(attack.rule(), attack.location().object()),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.of(attack.proof()),
        Optional.empty());
  }

  private static TableProtection protection(String table, int number) {
    return new TableProtection(
        table,
        GUARDS.stream()
            .map(
                name ->
                    number == 0 && name.equals("row-level security")
                        ? new Guard(name, State.MISSING, "off")
                        : name.equals("partitions")
                            ? new Guard(name, State.NOT_APPLICABLE, "none")
                            : new Guard(name, State.HOLDS, "as it should, <b>really</b>"))
            .toList());
  }

  private static Attack attack(
      Optional<String> table, String object, String description, Status outcome) {
    return new Attack(
        "policies-but-rls-off",
        new Location.InDatabase(object),
        table,
        description,
        outcome,
        Proof.of(
            Map.of(
                "role",
                "app_user",
                "setting",
                "app.current_org_id = 'org_a' (tenant A)",
                "tenants",
                "A = org_a; B = org_b",
                "sql",
                "begin;\nselect * from " + object + ";\nrollback;\n",
                outcome == Status.PROVEN ? "seen" : "reason",
                outcome == Status.PROVEN ? "1 row: title=wtB7title" : "0 rows")));
  }
}
