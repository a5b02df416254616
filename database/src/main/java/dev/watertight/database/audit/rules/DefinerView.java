package dev.watertight.database.audit.rules;

import com.google.auto.service.AutoService;
import dev.watertight.core.finding.Severity;
import dev.watertight.database.audit.AttackScript;
import dev.watertight.database.audit.AuditRule;
import dev.watertight.database.audit.Candidate;
import dev.watertight.database.audit.Subject;
import dev.watertight.database.audit.Trial;
import dev.watertight.database.catalog.Relation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A view that reads a tenant table with its owner's rights, whom no policy holds. */
@AutoService(AuditRule.class)
public final class DefinerView implements AuditRule {
  @Override
  public String name() {
    return "definer-view";
  }

  @Override
  public void audit(Subject subject, Trial trial) {
    Map<Relation, Set<Relation>> tables = new LinkedHashMap<>();
    Map<Relation, Relation> readers = new LinkedHashMap<>();
    for (ViewRead read : ViewRead.all(subject)) {
      Optional<Relation> table = read.tenantTable(subject);
      if (ViewRead.isInvoker(read.view())
          || table.isEmpty()
          || Guard.isOpen(subject, table.get(), read.target())) {
        continue;
      }
      Relation exposed = ViewRead.isUsable(subject, read.view()) ? read.view() : read.entry();
      tables.computeIfAbsent(exposed, k -> new LinkedHashSet<>()).add(table.get());
      readers.putIfAbsent(exposed, read.view());
    }
    tables.forEach(
        (view, of) -> {
          List<AttackScript> scripts = scripts(subject, view, List.copyOf(of));
          if (!scripts.isEmpty()) {
            trial.prove(
                candidate(view, readers.getOrDefault(view, view), List.copyOf(of)), scripts);
          }
        });
  }

  private static List<AttackScript> scripts(Subject subject, Relation view, List<Relation> tables) {
    ReadAttack read = new ReadAttack(subject, view, tables, List.of());
    List<AttackScript> scripts = new ArrayList<>();
    if (read.isPossible()) {
      scripts.addAll(read.all());
    } else {
      for (Relation table : tables) {
        Optional<NewRow> row =
            filters(view) ? Optional.empty() : NewRow.of(subject, table, subject.victim());
        Harm.to(subject, table)
            .ifPresent(harm -> scripts.addAll(harm.through(view, row, Harm.viewStops())));
      }
    }
    return scripts;
  }

  /** An insert that a filtering view lets through is another rule's. */
  private static boolean filters(Relation view) {
    return view.definition().orElse("").contains("WHERE");
  }

  private static Candidate candidate(Relation view, Relation reader, List<Relation> tables) {
    String read = String.join("`, `", tables.stream().map(Relation::label).toList());
    String through =
        view.equals(reader) ? "" : ", by way of `" + reader.label() + "` that it is made of,";
    return Candidate.of(
        view.label(),
        tables.stream().findFirst().map(Relation::label),
        Severity.ERROR,
        "The view `"
            + view.label()
            + "`"
            + through
            + " reads `"
            + read
            + "` as `"
            + reader.owner()
            + "`, whom the policies do not hold, so it shows every tenant's rows. Let it read as"
            + " its user: alter view "
            + reader.sql()
            + " set (security_invoker = true); before PostgreSQL 15 give it an owner that policies"
            + " hold.");
  }
}
