package dev.watertight.isolation.experiment;

import dev.watertight.core.isolation.Cell;
import dev.watertight.core.isolation.Mutant;
import dev.watertight.database.audit.Subject;
import dev.watertight.database.catalog.Grant;
import dev.watertight.database.catalog.Identifier;
import dev.watertight.database.catalog.Policy;
import dev.watertight.database.catalog.Relation;
import dev.watertight.isolation.observation.Comparison;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Faults in the schema, looked at with the tenant taken out of the statements. */
final class SchemaMutation {
  private static final int OPERATIONS = 12;
  private static final int WAYS = 3;
  private static final Cell CELL = Cell.DATABASE_ONLY;

  private final Laboratory laboratory;
  private final List<OperationTrial> trials;
  private final List<Mutant> mutants;

  SchemaMutation(Laboratory laboratory, List<OperationTrial> trials, List<Mutant> mutants) {
    this.laboratory = laboratory;
    this.trials = trials;
    this.mutants = mutants;
  }

  void run() throws SQLException {
    Subject subject = laboratory.testbed().subject();
    for (Relation table : subject.tenantTables()) {
      if (!subject.app().isHeldBy(table)) {
        continue;
      }
      String name = table.sql();
      fault(
          "row-level security switched off",
          table,
          table.label(),
          "alter table " + name + " disable row level security",
          "alter table " + name + " enable row level security");
      for (Policy policy : subject.catalog().policiesOf(table).stream().toList()) {
        if (!subject.app().isHeldBy(policy)) {
          continue;
        }
        String on = Identifier.quoted(policy.name()) + " on " + name;
        fault(
            "policy dropped",
            table,
            table.label() + "." + policy.name(),
            "drop policy " + on,
            create(policy, on));
        fault(
            "policy widened",
            table,
            table.label() + "." + policy.name(),
            "alter policy "
                + on
                + policy.using().map(u -> " using (true)").orElse("")
                + (policy.check().isPresent() || policy.using().isEmpty()
                    ? " with check (true)"
                    : ""),
            "drop policy " + on + "; " + create(policy, on));
      }
    }
    if (subject.tenantTables().stream().noneMatch(subject.app()::isHeldBy)) {
      return; // No policy holds the role as it is.
    }
    String role = Identifier.quoted(subject.app().role());
    bypass(
        "login that bypasses row-level security",
        "role:" + subject.app().role(),
        "alter role " + role + " bypassrls",
        "alter role " + role + " nobypassrls");
  }

  private static String create(Policy policy, String on) {
    return "create policy "
        + on
        + (policy.permissive() ? "" : " as restrictive")
        + " for "
        + policy.command()
        + " to "
        + policy.roles().stream()
            .map(r -> r.equals(Grant.PUBLIC) ? "public" : Identifier.quoted(r))
            .collect(Collectors.joining(", "))
        + policy.using().map(u -> " using (" + u + ")").orElse("")
        + policy.check().map(c -> " with check (" + c + ")").orElse("");
  }

  private void fault(String operator, Relation table, String object, String make, String undo)
      throws SQLException {
    List<OperationTrial> touching =
        trials.stream()
            .filter(t -> Mutation.tables(laboratory, t).contains(table.label()))
            .toList();
    run(operator, object, Optional.of(table.label()), touching, make, undo);
  }

  private void bypass(String operator, String object, String make, String undo)
      throws SQLException {
    run(operator, object, Optional.empty(), trials, make, undo);
  }

  private void run(
      String operator,
      String object,
      Optional<String> table,
      List<OperationTrial> touching,
      String make,
      String undo)
      throws SQLException {
    List<OperationTrial> sound =
        touching.stream()
            .filter(t -> !t.cell(CELL).leaked() && t.operation().acrossTenants().isEmpty())
            .limit(OPERATIONS)
            .toList();
    List<List<Step>> scenarios = new ArrayList<>();
    List<List<StepRun>> before = new ArrayList<>();
    for (OperationTrial trial : sound) {
      for (List<Step> steps :
          trial.reached().values().stream().flatMap(List::stream).distinct().limit(WAYS).toList()) {
        scenarios.add(steps);
        before.add(laboratory.crowded(CELL, steps));
      }
    }
    WorldDatabase database = laboratory.worlds().crowded(CELL);
    Optional<String> noticed = Optional.empty();
    String operation = sound.isEmpty() ? "" : sound.get(0).operation().name();
    database.execute(make);
    try {
      for (int i = 0; i < scenarios.size() && noticed.isEmpty(); i++) {
        List<StepRun> mutated = laboratory.crowded(CELL, scenarios.get(i));
        noticed = noticed(scenarios.get(i), mutated, before.get(i));
        if (noticed.isPresent()) {
          operation = scenarios.get(i).get(0).operation().name();
        }
      }
    } finally {
      database.execute(undo);
    }
    mutants.add(
        new Mutant(
            operator,
            object,
            table,
            operation,
            noticed.isPresent() ? Mutant.Outcome.KILLED : Mutant.Outcome.SURVIVED,
            noticed.orElse(
                scenarios.isEmpty() ? "no operation that holds touches it" : "no try notices")));
  }

  private Optional<String> noticed(List<Step> steps, List<StepRun> mutated, List<StepRun> before)
      throws SQLException {
    Oracles oracles = laboratory.oracles(CELL);
    Optional<Breach> breach = laboratory.breach(CELL, steps, mutated);
    if (breach.isPresent()) {
      return breach.map(Breach::message);
    }
    for (int i = 0; i < Math.min(mutated.size(), before.size()); i++) {
      if (!Comparison.of(
              oracles.normal(before.get(i), before.get(i).last()),
              oracles.normal(mutated.get(i), mutated.get(i).last()))
          .equal()) {
        return Optional.of("a tenant does not see, or cannot do, what is its own");
      }
    }
    return Optional.empty();
  }
}
