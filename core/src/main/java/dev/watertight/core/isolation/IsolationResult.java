package dev.watertight.core.isolation;

import java.util.List;

/**
 * What one run of isolation tests found: the content of {@code isolation.json}.
 *
 * @param seed gives the same run again
 * @param operations in the order in which they were found
 * @param mutants faults put in on purpose, and whether they were noticed
 * @param ledger what was executed, and what was not reached
 * @param counterexamples what leaked, and what else is to be told
 * @param notes remarks for people
 */
public record IsolationResult(
    String seed,
    List<OperationResult> operations,
    List<Mutant> mutants,
    Ledger ledger,
    List<Counterexample> counterexamples,
    List<String> notes) {
  public IsolationResult {
    operations = List.copyOf(operations);
    mutants = List.copyOf(mutants);
    counterexamples = List.copyOf(counterexamples);
    notes = List.copyOf(notes);
  }

  /** How many mutants ended so. */
  public long count(Mutant.Outcome outcome) {
    return mutants.stream().filter(m -> m.outcome() == outcome).count();
  }

  /**
   * The part of the mutants that the tests noticed, from 0 to 1; equivalent ones do not count. 1
   * where there were none.
   */
  public double score() {
    long counted = mutants.size() - count(Mutant.Outcome.EQUIVALENT);
    return counted == 0 ? 1 : (double) count(Mutant.Outcome.KILLED) / counted;
  }
}
