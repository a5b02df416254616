package dev.watertight.core.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watertight.core.isolation.Ledger.Entry;
import dev.watertight.core.isolation.Ledger.Standing;
import dev.watertight.core.isolation.Mutant.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IsolationMergeTest {
  @Test
  void oneResultStaysWhatItIs() {
    IsolationResult result = SampleIsolation.result();
    assertThat(IsolationMerge.of(List.of(result))).isSameAs(result);
    assertThat(IsolationMerge.of(List.of(result, result))).isEqualTo(result);
  }

  @ParameterizedTest
  @CsvSource({
    "SURVIVED, KILLED, KILLED",
    "KILLED, EQUIVALENT, KILLED",
    "MASKED_BY_RLS, SURVIVED, SURVIVED",
    "EQUIVALENT, MASKED_BY_RLS, MASKED_BY_RLS",
  })
  void aMutantThatOneNoticedIsKilledAndOtherwiseTheWorseStands(
      Outcome first, Outcome second, Outcome merged) {
    assertThat(merge(mutants(first), mutants(second)).mutants())
        .extracting(Mutant::outcome)
        .containsExactly(merged);
  }

  @Test
  void twoMutantsOfOneStatementStayTwo() {
    IsolationResult two = mutants(Outcome.KILLED, Outcome.SURVIVED);
    assertThat(merge(two, two).mutants())
        .extracting(Mutant::outcome)
        .containsExactly(Outcome.KILLED, Outcome.SURVIVED);
  }

  @Test
  void aTableThatAStatementOfAnotherNamesIsReached() {
    IsolationResult without =
        ledger(new Ledger(List.of(), List.of("public.tasks", "public.plans"), List.of()));
    IsolationResult with =
        ledger(
            new Ledger(
                List.of(new Entry("select 1 from \"Tasks\" t", Standing.SCOPED, "", "tasks()")),
                List.of("public.task"),
                List.of()));

    assertThat(merge(without, with).ledger().unreachedTables())
        .containsExactly("public.plans", "public.task");
  }

  @Test
  void aStatementOfTwoIsListedOnce() {
    Entry first = new Entry("select 1", Standing.SCOPED, "", "a()");
    Entry again = new Entry("select 1", Standing.SCOPED, "", "b()");

    assertThat(
            merge(
                    ledger(new Ledger(List.of(first), List.of(), List.of())),
                    ledger(new Ledger(List.of(again), List.of(), List.of())))
                .ledger()
                .entries())
        .containsExactly(first);
  }

  private static IsolationResult merge(IsolationResult... results) {
    return IsolationMerge.of(List.of(results));
  }

  private static IsolationResult mutants(Outcome... outcomes) {
    return new IsolationResult(
        "1",
        List.of(),
        List.of(outcomes).stream().map(o -> SampleIsolation.mutant("dropped", o)).toList(),
        new Ledger(List.of(), List.of(), List.of()),
        List.of(),
        List.of());
  }

  private static IsolationResult ledger(Ledger ledger) {
    return new IsolationResult("1", List.of(), List.of(), ledger, List.of(), List.of());
  }
}
