package dev.watertight.database.audit.rules;

import com.google.auto.service.AutoService;
import dev.watertight.core.finding.Severity;
import dev.watertight.database.audit.AttackScript;
import dev.watertight.database.audit.AuditRule;
import dev.watertight.database.audit.Candidate;
import dev.watertight.database.audit.Subject;
import dev.watertight.database.audit.Trial;
import dev.watertight.database.catalog.Function;
import dev.watertight.database.catalog.Identifier;
import dev.watertight.database.catalog.Relation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The application's role owns a function that a policy asks, and can make it say anything. */
@AutoService(AuditRule.class)
public final class AppOwnedPolicyFunction implements AuditRule {
  @Override
  public String name() {
    return "app-owned-policy-function";
  }

  @Override
  public List<String> supersedes() {
    return List.of("policy-casts-column", "policy-not-initplan", "policy-volatile-function");
  }

  @Override
  public void audit(Subject subject, Trial trial) {
    Set<Long> found = new HashSet<>();
    for (Relation table : subject.tenantTables()) {
      // An owner of the table has no need of the function.
      if (!subject.app().isHeldBy(table) || subject.app().owns(table.owner())) {
        continue;
      }
      for (Function function : PolicySources.of(subject, table).functions().values()) {
        if (subject.app().owns(function.owner()) && !found.contains(function.oid())) {
          found.add(function.oid());
          prove(subject, trial, table, function);
        }
      }
    }
  }

  private static void prove(Subject subject, Trial trial, Relation table, Function function) {
    List<AttackScript> attacks = new ArrayList<>();
    for (String change : changes(subject, function)) {
      new TenantAttacks(subject, table, subject.app(), List.of(change))
          .any(subject.asAttacker())
          .ifPresent(attacks::add);
    }
    if (subject.app().has(table, "SELECT")) {
      // An owner who may make nothing in the schema can still change what it has there.
      subject
          .victims(table)
          .map(
              v ->
                  CachedPlan.attack(
                      subject,
                      table,
                      v,
                      List.of("alter function " + Signature.of(function) + " immutable")))
          .ifPresent(attacks::add);
    }
    if (attacks.isEmpty()) {
      trial.suspect(candidate(subject, table, function));
    } else {
      trial.prove(candidate(subject, table, function), attacks);
    }
  }

  /** Statements of an owner that make the function answer for the victim. */
  private static List<String> changes(Subject subject, Function function) {
    List<String> changes = new ArrayList<>();
    String type = function.returns().replaceFirst("^SETOF ", "");
    String victim = Identifier.literal(subject.victim().id());
    Optional<String> head =
        function.definition().map(d -> d.indexOf("\n LANGUAGE")).filter(i -> i > 0).isPresent()
            ? function.definition().map(d -> d.substring(0, d.indexOf("\n LANGUAGE")))
            : Optional.empty();
    if (head.isPresent() && !type.startsWith("TABLE")) {
      changes.add(
          head.get().replaceAll("\\s+", " ")
              + " language sql stable as $watertight$ select "
              + (type.equals("boolean") ? "true" : victim + "::" + type)
              + " $watertight$");
    }
    return changes;
  }

  private static Candidate candidate(Subject subject, Relation table, Function function) {
    return Candidate.of(
        function.label(),
        Optional.of(table.label()),
        Severity.ERROR,
        "`"
            + function.label()
            + "` decides in policies of `"
            + table.label()
            + "` and belongs to `"
            + function.owner()
            + "`, whose rights the application has as `"
            + subject.app().role()
            + "`: it can make the function name any tenant. Give it to another role: alter function "
            + Signature.of(function)
            + " owner to ….");
  }
}
