package dev.watertight.database.audit.rules;

import com.google.auto.service.AutoService;
import dev.watertight.core.finding.Severity;
import dev.watertight.database.audit.AttackScript;
import dev.watertight.database.audit.AuditRule;
import dev.watertight.database.audit.Candidate;
import dev.watertight.database.audit.Outcome;
import dev.watertight.database.audit.Subject;
import dev.watertight.database.audit.Trial;
import dev.watertight.database.catalog.Column;
import dev.watertight.database.catalog.Identifier;
import dev.watertight.database.catalog.Relation;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A view that shows one tenant's rows, and lets rows of any other be written through it. */
@AutoService(AuditRule.class)
public final class ViewWithoutCheckOption implements AuditRule {
  @Override
  public String name() {
    return "view-without-check-option";
  }

  @Override
  public void audit(Subject subject, Trial trial) {
    Set<Relation> seen = new LinkedHashSet<>();
    for (ViewRead read : ViewRead.all(subject)) {
      Relation view = read.entry();
      Optional<Relation> table = read.tenantTable(subject);
      if (ViewRead.isInvoker(read.view())
          || table.isEmpty()
          || Guard.isOpen(subject, table.get(), read.target())
          || !seen.add(view)
          || !hidesRows(subject, trial, view, table.get())) {
        continue;
      }
      List<AttackScript> scripts = scripts(subject, view, table.get());
      if (!scripts.isEmpty()) {
        trial.prove(candidate(view, table.get()), scripts);
      }
    }
  }

  /** A view that shows every tenant's rows is another rule's. */
  private static boolean hidesRows(Subject subject, Trial trial, Relation view, Relation table) {
    ReadAttack read = new ReadAttack(subject, view, List.of(table), List.of());
    if (!read.isPossible()) {
      return view.definition().orElse("").contains("WHERE");
    }
    return read.values().stream()
        .map(trial::probe)
        .allMatch(o -> o.map(Outcome::kind).filter(Outcome.Kind.STOPPED::equals).isPresent());
  }

  private static List<AttackScript> scripts(Subject subject, Relation view, Relation table) {
    List<Column> tenant = subject.tenantColumns(table);
    List<AttackScript> scripts = new ArrayList<>();
    if (tenant.isEmpty() || tenant.stream().anyMatch(c -> view.column(c.name()).isEmpty())) {
      return scripts;
    }
    Harm.to(subject, table)
        .ifPresent(
            harm -> {
              NewRow.of(subject, table, subject.victim())
                  .flatMap(row -> harm.insert(view, row, Harm.viewStops()))
                  .ifPresent(scripts::add);
              move(subject, view, table, tenant, harm).ifPresent(scripts::add);
            });
    return scripts;
  }

  /** A new row of the attacker's is moved, so that neither keys nor references are in the way. */
  private static Optional<AttackScript> move(
      Subject subject, Relation view, Relation table, List<Column> tenant, Harm harm) {
    Optional<NewRow> own = NewRow.of(subject, table, subject.attacker());
    if (own.isEmpty() || !tenant.stream().allMatch(c -> subject.app().has(view, c, "UPDATE"))) {
      return Optional.empty();
    }
    List<String> set = new ArrayList<>();
    for (int i = 0; i < tenant.size(); i++) {
      String id = subject.victim().ids().get(Math.min(i, subject.victim().ids().size() - 1));
      set.add(tenant.get(i).sql() + " = " + Identifier.literal(id));
    }
    Optional<String> where =
        NewRow.keyColumns(subject, table).stream()
            .filter(k -> tenant.stream().noneMatch(c -> c.name().equals(k)))
            .flatMap(k -> view.column(k).stream())
            .filter(c -> subject.app().has(view, c, "SELECT"))
            .flatMap(
                c ->
                    Optional.ofNullable(own.get().values().get(c.name())).stream()
                        .map(v -> " where " + c.sql() + " = " + v))
            .findFirst();
    List<String> preparation = List.of(own.get().insertInto(table));
    return Optional.of(
        new Harm(subject, table, harm.victims(), preparation)
            .by(
                "moves a row of A's to B through " + view.label(),
                List.of(
                    "update " + view.sql() + " set " + String.join(", ", set) + where.orElse("")),
                Harm.viewStops()));
  }

  private static Candidate candidate(Relation view, Relation table) {
    return Candidate.of(
        view.label(),
        Optional.of(table.label()),
        Severity.ERROR,
        "The view `"
            + view.label()
            + "` shows one tenant's rows of `"
            + table.label()
            + "`, but what is written through it is not checked: a row can be put among another"
            + " tenant's. Create it with check option (alter view "
            + view.sql()
            + " set (check_option = cascaded)), or let the policies hold it with"
            + " security_invoker.");
  }
}
