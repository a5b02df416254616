package dev.watertight.isolation.experiment;

import dev.watertight.core.isolation.Cell;
import dev.watertight.core.isolation.CellResult;
import dev.watertight.isolation.jdbc.Execution;
import dev.watertight.isolation.observation.Observation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** What the tries of one operation have come to in one cell, so far. */
final class CellTrial {
  /**
   * A try that leaked.
   *
   * @param repeatable whether the same steps alone show it again: not where other requests ran
   *     meanwhile, or a pooler was between
   */
  record Leak(List<Step> steps, List<StepRun> runs, Breach breach, boolean repeatable) {
    Leak(List<Step> steps, List<StepRun> runs, Breach breach) {
      this(steps, runs, breach, true);
    }
  }

  private final Cell cell;
  private final Predicate<Execution> asksForData;
  private final Map<String, Leak> leaks = new LinkedHashMap<>();
  private final Map<String, Integer> found = new HashMap<>();
  private final Set<String> unwritten = new LinkedHashSet<>();
  private final Set<String> bypasses = new LinkedHashSet<>();
  private final Set<String> unstable = new LinkedHashSet<>();
  private final Set<String> failures = new LinkedHashSet<>();
  private final Set<String> unread = new LinkedHashSet<>();
  private int tries;
  private int answered;
  private int succeeded;
  private int read;
  private boolean asked;
  private boolean refused;
  private boolean hung;

  /**
   * Nothing was tried yet.
   *
   * @param asksForData whether a statement is more than one of context or transaction
   */
  CellTrial(Cell cell, Predicate<Execution> asksForData) {
    this.cell = cell;
    this.asksForData = asksForData;
  }

  Cell cell() {
    return cell;
  }

  void add(List<StepRun> crowded, List<StepRun> alone) {
    tries++;
    List<StepRun> all = new ArrayList<>(crowded);
    all.addAll(alone);
    for (StepRun run : all) {
      unwritten.addAll(run.recording().unwritten());
      bypasses.addAll(run.recording().bypasses());
      hung |= run.hung();
    }
    for (StepRun run : crowded) {
      boolean asks = run.recording().executions().stream().anyMatch(asksForData);
      asked |= asks;
      refused |= run.recording().executions().stream().anyMatch(e -> e.failure().isPresent());
      if (asks || !run.last().failed()) {
        answered++;
      }
      unread(run.last()).ifPresentOrElse(unread::add, () -> read++);
      if (!run.last().failed()) {
        succeeded++;
      } else if (run.last() instanceof Observation.Failure failure) {
        failures.add(failure.type() + ": " + failure.message());
      }
    }
  }

  /** Why nothing of a result was seen: it fails where the caller reads it, or is not looked at. */
  private static Optional<String> unread(Observation observation) {
    if (observation instanceof Observation.Cut cut) {
      return Optional.of(cut.reason());
    }
    if (!(observation instanceof Observation.Items items) || items.elements().isEmpty()) {
      return Optional.empty();
    }
    Observation first = items.elements().get(0);
    return first instanceof Observation.Failure failure
        ? Optional.of(failure.type() + ": " + failure.message())
        : unread(first);
  }

  /**
   * Whether some call, as the data layer sends it, asked for more than a context or a transaction.
   */
  boolean asked() {
    return asked;
  }

  void add(Leak leak) {
    if (leaks.putIfAbsent(leak.breach().rule(), leak) == null) {
      found.put(leak.breach().rule(), tries);
    }
  }

  /** How many tries it took until the rule was seen broken. */
  Optional<Integer> triesUntil(String rule) {
    return Optional.ofNullable(found.get(rule));
  }

  void unstable(String where) {
    unstable.add(where);
  }

  List<Leak> leaks() {
    return List.copyOf(leaks.values());
  }

  boolean leaked() {
    return !leaks.isEmpty();
  }

  boolean hung() {
    return hung;
  }

  /** Results that differ between two equal runs: nothing was concluded from them. */
  Optional<String> instability() {
    return unstable.stream().findFirst();
  }

  /** What the calls failed with, where not one succeeded. */
  Optional<String> failure() {
    return succeeded == 0 && !failures.isEmpty() ? Optional.of(first(failures)) : Optional.empty();
  }

  CellResult result() {
    if (leaked()) {
      return CellResult.leaked();
    }
    if (hung) {
      return CellResult.notRun("a call did not end in time and was broken off");
    }
    if (tries == 0) {
      return CellResult.notRun("it was not tried");
    }
    if (!bypasses.isEmpty()) {
      return CellResult.opaque(
          "statements can go past the data source that is watched: " + first(bypasses));
    }
    if (!cell.application() && !unwritten.isEmpty()) {
      return CellResult.opaque(
          "the tenant could not be taken out of a statement: " + first(unwritten));
    }
    if (answered == 0) {
      return CellResult.notRun(
          "every call failed before it asked the database for anything: " + first(failures));
    }
    if (!asked) {
      return CellResult.notRun(CellResult.NO_STATEMENT);
    }
    // Without the application's layer, that the database refuses a statement is how it holds.
    if (succeeded == 0 && !failures.isEmpty() && (cell.application() || !refused)) {
      return CellResult.notRun("every call failed, with " + first(failures));
    }
    if (read == 0 && !unread.isEmpty()) {
      return CellResult.notRun("nothing of what it gives could be read: " + first(unread));
    }
    return CellResult.held();
  }

  private static String first(Set<String> texts) {
    return Oracles.shortened(texts.iterator().next());
  }
}
