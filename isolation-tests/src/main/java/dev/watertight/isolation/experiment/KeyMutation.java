package dev.watertight.isolation.experiment;

import dev.watertight.core.isolation.Cell;
import dev.watertight.core.isolation.Mutant;
import dev.watertight.database.audit.Subject;
import dev.watertight.database.catalog.Catalog;
import dev.watertight.database.catalog.Column;
import dev.watertight.database.catalog.Constraint;
import dev.watertight.database.catalog.Relation;
import dev.watertight.isolation.argument.Draw;
import dev.watertight.isolation.sql.ReadStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Foreign keys that hold the tenant, made simple: without it a row can name another tenant's, for
 * checks of foreign keys pass by row-level security. Operations that write the table are called
 * with ids of other tenants, in each cell that must hold.
 */
final class KeyMutation {
  private static final String OPERATOR = "composite key made simple";
  private static final int OPERATIONS = 6;
  private static final int DRAWS = 24;
  private static final List<Cell> CELLS =
      List.of(Cell.BOTH, Cell.APPLICATION_ONLY, Cell.DATABASE_ONLY);

  private final Laboratory laboratory;
  private final List<OperationTrial> trials;
  private final Catalog catalog;
  private final List<Mutant> mutants;

  KeyMutation(Laboratory laboratory, List<OperationTrial> trials, List<Mutant> mutants) {
    this.laboratory = laboratory;
    this.trials = trials;
    this.catalog = laboratory.testbed().subject().catalog();
    this.mutants = mutants;
  }

  void run() throws SQLException {
    Subject subject = laboratory.testbed().subject();
    for (Relation table : subject.tenantTables()) {
      Set<String> tenant =
          subject.tenantColumns(table).stream().map(Column::name).collect(Collectors.toSet());
      for (Constraint key : catalog.constraintsOf(table).toList()) {
        Optional<Relation> target = key.target().flatMap(catalog::relation);
        if (key.kind() == Constraint.Kind.FOREIGN_KEY
            && !key.inherited()
            && target.isPresent()
            && key.columns().size() > 1
            && key.columns().stream().anyMatch(tenant::contains)
            && !tenant.containsAll(key.columns())) {
          fault(table, target.get(), key, tenant);
        }
      }
    }
  }

  private void fault(Relation table, Relation target, Constraint key, Set<String> tenant)
      throws SQLException {
    SimpleKey simple = new SimpleKey(table, target, key, tenant);
    String make = simple.make();
    String undo = simple.undo();
    String object = table.label() + "." + key.name();
    Mutant.Outcome outcome = Mutant.Outcome.EQUIVALENT;
    String operation = "";
    String detail = "no operation that is called with another tenant's ids writes the table";
    for (OperationTrial trial : writing(table)) {
      if (operation.isEmpty()) {
        operation = trial.operation().name();
        detail =
            "it makes no difference to any result, with ids of other tenants, in each cell that"
                + " must hold";
      }
      Seen seen = look(trial, make, undo);
      if (seen.breach().isPresent()) {
        operation = trial.operation().name();
        outcome = Mutant.Outcome.KILLED;
        detail = seen.breach().get();
        break;
      }
      if (seen.different()) {
        operation = trial.operation().name();
        outcome = Mutant.Outcome.SURVIVED;
        detail = "it makes a difference, and no try notices";
      }
    }
    mutants.add(
        new Mutant(OPERATOR, object, Optional.of(table.label()), operation, outcome, detail));
  }

  private List<OperationTrial> writing(Relation table) {
    return trials.stream()
        .filter(t -> t.operation().acrossTenants().isEmpty())
        .filter(t -> t.reached().keySet().stream().anyMatch(sql -> writes(sql, table)))
        .filter(t -> !t.withForeignIds(DRAWS).isEmpty())
        .limit(OPERATIONS)
        .toList();
  }

  private boolean writes(String sql, Relation table) {
    ReadStatement read = laboratory.reader().read(sql);
    return read.writes()
        && read.kind() != ReadStatement.Kind.DELETE
        && read.tables().contains(table.label());
  }

  private record Seen(Optional<String> breach, boolean different) {}

  private Seen look(OperationTrial trial, String make, String undo) throws SQLException {
    boolean different = false;
    for (Cell cell : CELLS) {
      if (trial.cell(cell).leaked() || trial.cell(cell).hung()) {
        continue; // What leaks without any fault can teach nothing about one.
      }
      List<List<Step>> scenarios = new ArrayList<>();
      List<List<StepRun>> before = new ArrayList<>();
      for (Draw draw : trial.withForeignIds(DRAWS)) {
        List<Step> steps = List.of(Step.of(0, trial.operation(), draw));
        scenarios.add(steps);
        before.add(laboratory.crowded(cell, steps));
      }
      WorldDatabase database = laboratory.worlds().crowded(cell);
      database.execute(make);
      try {
        Oracles oracles = laboratory.oracles(cell);
        for (int i = 0; i < scenarios.size(); i++) {
          List<StepRun> mutated = laboratory.crowded(cell, scenarios.get(i));
          if (bothFail(before.get(i), mutated) || oracles.areSame(before.get(i), mutated)) {
            continue;
          }
          different = true;
          Optional<Breach> breach = laboratory.breach(cell, scenarios.get(i), mutated);
          if (breach.isPresent()) {
            return new Seen(breach.map(Breach::message), true);
          }
        }
      } finally {
        database.execute(undo);
      }
    }
    return new Seen(Optional.empty(), different);
  }

  /** The words in which a key is said to be missing may differ. */
  private static boolean bothFail(List<StepRun> before, List<StepRun> after) {
    return before.get(0).last().failed()
        && after.get(0).last().failed()
        && before.get(0).after().isEmpty()
        && after.get(0).after().isEmpty();
  }
}
