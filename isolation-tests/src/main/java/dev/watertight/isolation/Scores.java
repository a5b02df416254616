package dev.watertight.isolation;

import dev.watertight.core.isolation.IsolationResult;
import dev.watertight.core.isolation.Mutant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Whether enough of the faults were noticed. */
final class Scores {
  private Scores() {}

  /**
   * What is to be told where too few were.
   *
   * @param explained parts of faults' lines, each with why the fault is harmless
   */
  static Optional<String> tooLow(
      IsolationResult result, double least, Map<String, String> explained) {
    List<Mutant> counted =
        result.mutants().stream()
            .filter(m -> m.outcome() != Mutant.Outcome.EQUIVALENT)
            .filter(m -> explained.keySet().stream().noneMatch(line(m)::contains))
            .toList();
    List<Mutant> missed =
        counted.stream().filter(m -> m.outcome() != Mutant.Outcome.KILLED).toList();
    double score =
        counted.isEmpty() ? 1 : (double) (counted.size() - missed.size()) / counted.size();
    if (score >= least) {
      return Optional.empty();
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "Of %d faults %d went unnoticed: the mutation score is %.2f, and %.2f is required.%n%s",
            counted.size(),
            missed.size(),
            score,
            least,
            missed.stream().map(Scores::line).collect(Collectors.joining(System.lineSeparator()))));
  }

  private static String line(Mutant mutant) {
    return mutant.operator()
        + " in "
        + mutant.operation()
        + ": "
        + mutant.detail()
        + " ["
        + mutant.statement()
        + "]";
  }
}
