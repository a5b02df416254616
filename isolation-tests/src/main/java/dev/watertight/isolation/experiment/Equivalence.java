package dev.watertight.isolation.experiment;

import dev.watertight.core.isolation.Cell;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether a fault makes any difference: the same calls are made as each of the other tenants too,
 * in whose eyes the world is another, and results and rows are compared.
 */
final class Equivalence {
  private static final int WAYS = 12;

  private final Laboratory laboratory;

  Equivalence(Laboratory laboratory) {
    this.laboratory = laboratory;
  }

  boolean differs(Fault fault, List<List<Step>> scenarios) throws SQLException {
    for (int tenant = 0; tenant < laboratory.tenants(); tenant++) {
      for (List<Step> steps : scenarios.stream().limit(WAYS).toList()) {
        List<Step> as = new ArrayList<>();
        for (Step step : steps) {
          as.add(new Step(tenant, step.operation(), step.draw(), step.times()));
        }
        if (differs(fault, as, Cell.APPLICATION_ONLY)) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean differs(Fault fault, List<Step> steps, Cell cell) throws SQLException {
    List<StepRun> right = laboratory.crowded(cell, steps);
    laboratory.crowded(cell).begin(fault);
    List<StepRun> wrong;
    try {
      wrong = laboratory.crowded(cell, steps);
    } finally {
      laboratory.crowded(cell).end();
    }
    return !laboratory.oracles(cell).areSame(right, wrong);
  }
}
