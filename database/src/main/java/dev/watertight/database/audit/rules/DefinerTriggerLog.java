package dev.watertight.database.audit.rules;

import com.google.auto.service.AutoService;
import dev.watertight.core.finding.Severity;
import dev.watertight.database.audit.AttackScript;
import dev.watertight.database.audit.AuditRule;
import dev.watertight.database.audit.Candidate;
import dev.watertight.database.audit.Subject;
import dev.watertight.database.audit.Trial;
import dev.watertight.database.catalog.Function;
import dev.watertight.database.catalog.Relation;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** A table without row-level security into which a trigger copies a tenant table's rows. */
@AutoService(AuditRule.class)
public final class DefinerTriggerLog implements AuditRule {
  @Override
  public String name() {
    return "definer-trigger-log";
  }

  @Override
  public List<String> supersedes() {
    return List.of("rls-off");
  }

  @Override
  public void audit(Subject subject, Trial trial) {
    Map<Relation, Set<Firing>> writers = new LinkedHashMap<>();
    Map<Relation, Function> functions = new LinkedHashMap<>();
    for (Function function : subject.catalog().functions()) {
      if (!DefinerCode.isTriggers(function) || function.extension()) {
        continue;
      }
      Set<String> words = FunctionReach.words(function);
      for (Relation log : subject.catalog().relations()) {
        if (isOpen(subject, log)
            && words.contains(log.name().toLowerCase(Locale.ROOT))
            && writes(function, log)) {
          for (Firing firing : Firing.of(subject, function)) {
            Family.tenantTable(subject, firing.table())
                .filter(t -> subject.app().isHeldBy(t) && !t.equals(log))
                .ifPresent(
                    t -> {
                      writers.computeIfAbsent(log, k -> new LinkedHashSet<>()).add(firing);
                      functions.putIfAbsent(log, function);
                    });
          }
        }
      }
    }
    writers.forEach(
        (log, firings) -> {
          List<AttackScript> scripts =
              firings.stream().flatMap(f -> attack(subject, log, f).stream()).toList();
          Function function = functions.get(log);
          if (!scripts.isEmpty() && function != null) {
            trial.prove(candidate(subject, log, function, firings.iterator().next()), scripts);
          }
        });
  }

  /** Whether the application reads it as it is. */
  private static boolean isOpen(Subject subject, Relation log) {
    return log.isTable() && !log.rls() && !log.extension() && subject.app().has(log, "SELECT");
  }

  private static boolean writes(Function function, Relation log) {
    return Pattern.compile(
            "\\b(insert\\s+into|merge\\s+into|update)\\s+(only\\s+)?(\"?[\\w$]+\"?\\s*\\.\\s*)?\"?"
                + Pattern.quote(log.name())
                + "(?![\\w$])",
            Pattern.CASE_INSENSITIVE)
        .matcher(FunctionReach.text(function))
        .find();
  }

  /** The victim's session changes its own row, and the attacker looks at what was written down. */
  private static Optional<AttackScript> attack(Subject subject, Relation log, Firing firing) {
    Marks marks = Marks.of(subject, List.of(firing.table()));
    String rows = "select entry::text as result from " + log.sql() + " as entry";
    return firing
        .on(subject.victim())
        .map(
            change ->
                subject
                    .attack("reads in " + log.label() + " what B's change left there")
                    .observe("create temp table before as " + rows)
                    .observe("grant select on pg_temp.before to public")
                    .observe(change)
                    .attack(
                        "select result from ("
                            + rows
                            + " except select result from pg_temp.before) as written where "
                            + marks.in("result"))
                    .build());
  }

  private static Candidate candidate(
      Subject subject, Relation log, Function function, Firing firing) {
    return Candidate.of(
        log.label(),
        Optional.of(log.label()),
        Severity.ERROR,
        "The trigger `"
            + firing.name()
            + "` on `"
            + firing.table().label()
            + "` writes rows of all tenants into `"
            + log.label()
            + "` by `"
            + function.label()
            + "`; row-level security is off there and `"
            + subject.app().role()
            + "` reads it. Enable it, with a tenant column and a policy, or revoke select on "
            + log.sql()
            + " from "
            + subject.app().role()
            + ".");
  }
}
