package dev.watertight.database.audit.rules;

import com.google.auto.service.AutoService;
import dev.watertight.core.finding.Severity;
import dev.watertight.database.audit.AuditRule;
import dev.watertight.database.audit.Candidate;
import dev.watertight.database.audit.Context;
import dev.watertight.database.audit.Subject;
import dev.watertight.database.audit.Trial;
import dev.watertight.database.catalog.Function;
import dev.watertight.database.catalog.Relation;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A policy's function reads the session's context and says that it never changes: a cached plan
 * keeps the tenant for whom it was made.
 */
@AutoService(AuditRule.class)
public final class ImmutableContextFunction implements AuditRule {
  private static final Pattern CONTEXT =
      Pattern.compile("current_setting|current_user|session_user", Pattern.CASE_INSENSITIVE);

  @Override
  public String name() {
    return "immutable-context-function";
  }

  @Override
  public void audit(Subject subject, Trial trial) {
    Set<Long> found = new HashSet<>();
    for (Relation table : subject.tenantTables()) {
      if (!subject.app().isHeldBy(table)) {
        continue;
      }
      for (Function function : PolicySources.of(subject, table).functions().values()) {
        if (isFrozen(subject, function) && !found.contains(function.oid())) {
          prove(subject, trial, table, function);
          found.add(function.oid());
        }
      }
    }
  }

  private static boolean isFrozen(Subject subject, Function function) {
    return function.volatility().equals("immutable")
        && PolicySources.from(subject.catalog(), List.of(function), Set.of())
            .functions()
            .values()
            .stream()
            .anyMatch(f -> CONTEXT.matcher(PolicySources.text(f)).find());
  }

  private static void prove(Subject subject, Trial trial, Relation table, Function function) {
    Candidate candidate = candidate(table, function);
    Optional<String> victims = subject.victims(table);
    if (victims.isEmpty() || !subject.app().has(table, "SELECT")) {
      trial.unproven(candidate, "the table has no row of the victim that the role may read");
    } else if (!PolicyProbe.of(subject, trial, table)
        .reached(Operation.SELECT, Context.State.SET)) {
      trial.prove(candidate, List.of(CachedPlan.attack(subject, table, victims.get(), List.of())));
    }
  }

  private static Candidate candidate(Relation table, Function function) {
    return Candidate.of(
        function.label(),
        Optional.of(table.label()),
        Severity.ERROR,
        "`"
            + function.label()
            + "` reads the session's context, is IMMUTABLE, and decides in policies of `"
            + table.label()
            + "`: a prepared statement keeps the tenant for whom it was first planned. Mark it: alter"
            + " function "
            + Signature.of(function)
            + " stable.");
  }
}
