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
import dev.watertight.database.catalog.Constraint;
import dev.watertight.database.catalog.Identifier;
import dev.watertight.database.catalog.Relation;
import dev.watertight.database.world.SeededRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Policies ask a table who belongs to which tenant, and the application may write to it. */
@AutoService(AuditRule.class)
public final class AppWritableMembership implements AuditRule {
  @Override
  public String name() {
    return "app-writable-membership";
  }

  @Override
  public List<String> supersedes() {
    return List.of("rls-off", "policies-but-rls-off", "policy-wrong-key");
  }

  @Override
  public void audit(Subject subject, Trial trial) {
    Set<Long> found = new LinkedHashSet<>();
    for (Relation table : subject.tenantTables()) {
      if (!subject.app().isHeldBy(table) || leaksAnyway(subject, trial, table)) {
        continue;
      }
      for (long oid : PolicySources.of(subject, table).relations()) {
        Optional<Relation> membership = subject.catalog().relation(oid);
        if (membership.isPresent()
            && isMembership(subject, membership.get())
            && !found.contains(oid)
            && prove(subject, trial, table, membership.get())) {
          found.add(oid);
        }
      }
    }
  }

  private static boolean leaksAnyway(Subject subject, Trial trial, Relation table) {
    return PolicyProbe.of(subject, trial, table).reached(Operation.SELECT, Context.State.SET);
  }

  /** A table that can be written, and whose rows are not the tenants themselves. */
  private static boolean isMembership(Subject subject, Relation table) {
    boolean tenants = subject.isTenants(table);
    return table.isTable()
        && !tenants
        && (subject.app().hasAny(table, "INSERT") || subject.app().hasAny(table, "UPDATE"));
  }

  private static boolean prove(Subject subject, Trial trial, Relation table, Relation membership) {
    Candidate candidate = candidate(subject, table, membership);
    List<AttackScript> attacks = new ArrayList<>();
    Optional<String> reading =
        subject.app().has(table, "SELECT")
            ? subject.victims(table).map(v -> "select * from " + table.sql() + " where " + v)
            : Optional.empty();
    for (String write : writes(subject, membership)) {
      reading.ifPresent(
          r -> {
            AttackScript.Builder script =
                AttackScript.as(
                    subject.app().role(),
                    asMember(subject, table, membership),
                    "A makes itself a member of B, and reads B's rows in " + table.label());
            SharedUsers.separate(subject, table, script);
            attacks.add(script.stoppedBy("23505").attack(write).attack(r).build());
          });
    }
    return !attacks.isEmpty() && trial.prove(candidate, attacks);
  }

  /** The attacker's session, with its own user in settings that only memberships give a value. */
  private static Context asMember(Subject subject, Relation table, Relation membership) {
    Map<String, String> settings = new LinkedHashMap<>(subject.asAttacker().settings());
    Set<String> tenant = tenantColumns(subject, membership);
    Optional<String> user =
        membership.columns().stream()
            .filter(c -> !tenant.contains(c.name()))
            .flatMap(
                c ->
                    subject
                        .world()
                        .row(membership, subject.attacker())
                        .flatMap(r -> r.value(c.name()))
                        .stream())
            .findFirst();
    for (String setting : PolicySources.settings(subject, List.of(table, membership))) {
      user.ifPresent(u -> settings.putIfAbsent(setting, u));
    }
    return Context.of(settings, subject.asAttacker().description());
  }

  /** Statements that turn the attacker's membership into one of the victim's tenant. */
  private static List<String> writes(Subject subject, Relation membership) {
    Optional<SeededRow> own = subject.world().row(membership, subject.attacker());
    Optional<SeededRow> foreign = subject.world().row(membership, subject.victim());
    Set<String> tenant = tenantColumns(subject, membership);
    if (own.isEmpty() || foreign.isEmpty() || tenant.isEmpty()) {
      return List.of();
    }
    List<String> names = new ArrayList<>();
    List<String> values = new ArrayList<>();
    List<String> assignments = new ArrayList<>();
    for (Column column : membership.columns()) {
      boolean changes = tenant.contains(column.name());
      Optional<String> value = (changes ? foreign : own).get().value(column.name());
      if (value.isEmpty() || column.generated()) {
        continue;
      }
      String literal = Identifier.literal(value.get());
      boolean given = column.defaultValue().isPresent() || column.identity().isPresent();
      if (subject.app().has(membership, column, "INSERT") && (changes || !given)) {
        names.add(column.sql());
        values.add(literal);
      }
      if (changes && subject.app().has(membership, column, "UPDATE")) {
        assignments.add(column.sql() + " = " + literal);
      }
    }
    List<String> writes = new ArrayList<>();
    if (!names.isEmpty()) {
      writes.add(
          "insert into "
              + membership.sql()
              + " ("
              + String.join(", ", names)
              + ") values ("
              + String.join(", ", values)
              + ")");
    }
    if (!assignments.isEmpty()) {
      writes.add("update " + membership.sql() + " set " + String.join(", ", assignments));
    }
    return writes;
  }

  /** Its tenant columns, and others that refer to tenant tables. */
  private static Set<String> tenantColumns(Subject subject, Relation membership) {
    Set<String> columns = new LinkedHashSet<>();
    subject.tenantColumns(membership).forEach(c -> columns.add(c.name()));
    subject
        .catalog()
        .constraintsOf(membership)
        .filter(c -> c.kind() == Constraint.Kind.FOREIGN_KEY)
        .filter(
            c ->
                c.target()
                    .flatMap(subject.catalog()::relation)
                    .filter(subject::isTenantTable)
                    .isPresent())
        .forEach(c -> columns.addAll(c.columns()));
    return columns;
  }

  private static Candidate candidate(Subject subject, Relation table, Relation membership) {
    return Candidate.of(
        membership.label(),
        Optional.of(membership.label()),
        Severity.ERROR,
        "Policies of `"
            + table.label()
            + "` ask `"
            + membership.label()
            + "` who belongs to which tenant, and `"
            + subject.app().role()
            + "` may write to it: whoever adds a row for himself is in. Revoke it: revoke insert,"
            + " update on "
            + membership.sql()
            + " from "
            + Identifier.quoted(subject.app().role())
            + ", or hold the table to the tenant by row-level security.");
  }
}
