package dev.watertight.database.audit.rules;

import com.google.auto.service.AutoService;
import dev.watertight.core.finding.Severity;
import dev.watertight.database.audit.AttackScript;
import dev.watertight.database.audit.AuditRule;
import dev.watertight.database.audit.Candidate;
import dev.watertight.database.audit.Context;
import dev.watertight.database.audit.Subject;
import dev.watertight.database.audit.Trial;
import dev.watertight.database.catalog.Column;
import dev.watertight.database.catalog.Identifier;
import dev.watertight.database.catalog.Relation;
import dev.watertight.database.catalog.Role;
import java.util.List;
import java.util.Optional;

/** The application's role may replicate: it sees every change of every tenant. */
@AutoService(AuditRule.class)
public final class ReplicationRole implements AuditRule {
  @Override
  public String name() {
    return "replication-role";
  }

  @Override
  public void audit(Subject subject, Trial trial) {
    Optional<Role> app = subject.catalog().role(subject.app().role()).filter(Role::replication);
    if (app.isEmpty() || app.get().superuser()) {
      return;
    }
    Candidate candidate = candidate(app.get());
    Optional<AttackScript> attack =
        subject.tenantTables().stream().flatMap(t -> attack(subject, t).stream()).findFirst();
    if (attack.isPresent()) {
      trial.prove(candidate, List.of(attack.get()));
    } else if (!subject.tenantTables().isEmpty()) {
      trial.unproven(candidate, "no tenant table has rows whose change could be looked for");
    }
  }

  /** The slot is temporary, and goes with the connection. What B commits is the row as it was. */
  private static Optional<AttackScript> attack(Subject subject, Relation table) {
    Optional<String> victims = subject.victims(table);
    Optional<Column> column =
        table.columns().stream().filter(c -> !c.generated() && c.identity().isEmpty()).findFirst();
    Optional<String> seen =
        column.flatMap(
            c -> subject.world().row(table, subject.victim()).flatMap(r -> r.value(c.name())));
    if (victims.isEmpty() || seen.isEmpty()) {
      return Optional.empty();
    }
    String name = column.get().sql();
    return Optional.of(
        AttackScript.as(
                subject.app().role(),
                Context.neverSet(),
                subject.app().role() + " reads what B writes from a replication slot")
            .attack(
                "select slot_name from"
                    + " pg_create_logical_replication_slot('watertight_probe', 'test_decoding', true)")
            .observe("commit")
            .observe("begin")
            .observe("set local session_replication_role = replica")
            .observe("set local synchronous_commit = on")
            .observe(
                "update " + table.sql() + " set " + name + " = " + name + " where " + victims.get())
            .observe("commit")
            .observe("begin")
            .attack(
                "select data from pg_logical_slot_get_changes('watertight_probe', null, null)"
                    + " where strpos(data, "
                    + Identifier.literal(seen.get())
                    + ") > 0")
            .build());
  }

  private static Candidate candidate(Role app) {
    return new Candidate(
        "role:" + app.name(),
        Optional.empty(),
        Severity.ERROR,
        "The application's role `"
            + app.name()
            + "` has REPLICATION: a replication slot gives it every row that any tenant writes, past"
            + " all policies. Take the attribute away: alter role "
            + Identifier.quoted(app.name())
            + " noreplication.",
        List.of(),
        Optional.of("wal_level = logical"));
  }
}
