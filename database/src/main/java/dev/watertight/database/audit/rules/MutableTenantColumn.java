package dev.watertight.database.audit.rules;

import com.google.auto.service.AutoService;
import dev.watertight.core.finding.Severity;
import dev.watertight.core.tenant.TenantTable;
import dev.watertight.database.audit.AttackScript;
import dev.watertight.database.audit.AuditRule;
import dev.watertight.database.audit.Candidate;
import dev.watertight.database.audit.Subject;
import dev.watertight.database.audit.Trial;
import dev.watertight.database.catalog.Column;
import dev.watertight.database.catalog.Identifier;
import dev.watertight.database.catalog.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A tenant column that the application's role can change, so that a row moves to another tenant.
 */
@AutoService(AuditRule.class)
public final class MutableTenantColumn implements AuditRule {
  @Override
  public String name() {
    return "mutable-tenant-column";
  }

  @Override
  public void audit(Subject subject, Trial trial) {
    for (Relation table : subject.tenantTables()) {
      List<Column> columns = subject.tenantColumns(table);
      boolean scoped =
          Optional.ofNullable(subject.kinds().get(table.oid()))
              .filter(k -> k.kind() == TenantTable.Kind.SCOPED)
              .isPresent();
      if (!scoped
          || columns.isEmpty()
          || !columns.stream().allMatch(c -> subject.app().has(table, c, "UPDATE"))
          || isOpenAnyway(subject, table)
          || subject.world().row(table, subject.attacker()).isEmpty()
          || subject.victims(table).isEmpty()) {
        continue;
      }
      boolean found =
          trial.prove(
              candidate(
                  table,
                  columns.get(0),
                  Severity.ERROR,
                  "a session of one tenant can give its rows to another"),
              List.of(script(subject, table, columns, List.of(), "moves its rows to B, as A")));
      List<String> both = found ? List.of() : Memberships.ofBoth(subject, table);
      if (!both.isEmpty()) {
        trial.prove(
            candidate(
                table,
                columns.get(0),
                Severity.WARNING,
                "whoever is a member of two tenants can move rows from one to the other"),
            List.of(
                script(
                    subject,
                    table,
                    columns,
                    both,
                    "moves its rows to B, as a user who is a member of A and B")));
      }
    }
  }

  /** Where no policy holds the role, that is the fault, and other rules report it. */
  private static boolean isOpenAnyway(Subject subject, Relation table) {
    return !subject.app().isHeldBy(table) && subject.app().hasAny(table, "SELECT");
  }

  private static Candidate candidate(
      Relation table, Column column, Severity severity, String consequence) {
    return Candidate.of(
        table.label() + "." + column.name(),
        Optional.of(table.label()),
        severity,
        "`"
            + column.name()
            + "` of `"
            + table.label()
            + "` can be updated: "
            + consequence
            + ". Grant update by column, without it, or pin it in the policy's check.");
  }

  private static AttackScript script(
      Subject subject,
      Relation table,
      List<Column> columns,
      List<String> memberships,
      String description) {
    AttackScript.Builder script = subject.attack(description);
    List<String> aside = new ArrayList<>();
    rowsBelow(subject, table).forEach(r -> aside.add("delete from " + r.sql()));
    // B's rows too: those that come into view are A's.
    subject.victims(table).ifPresent(v -> aside.add("delete from " + table.sql() + " where " + v));
    aside.addAll(memberships);
    OwnRow.aside(script, aside);
    List<String> sets = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      List<String> ids = subject.victim().ids();
      sets.add(
          columns.get(i).sql() + " = " + Identifier.literal(ids.get(Math.min(i, ids.size() - 1))));
    }
    return script
        .attack("update " + table.sql() + " set " + String.join(", ", sets))
        .observe(
            "select * from " + table.sql() + " where " + subject.victims(table).orElse("false"))
        .stoppedBy(OwnRow.REFUSALS)
        .build();
  }

  /** Other tables whose rows refer to this one's: a row without any can move more easily. */
  private static List<Relation> rowsBelow(Subject subject, Relation table) {
    Map<Long, Relation> relations = subject.catalog().relationsById();
    return subject
        .catalog()
        .referencesTo(table)
        .filter(c -> c.table() != table.oid())
        .flatMap(c -> Optional.ofNullable(relations.get(c.table())).stream())
        .distinct()
        .toList();
  }
}
