package dev.watertight.isolation.experiment;

import dev.watertight.core.isolation.Cell;
import dev.watertight.core.isolation.CellResult;
import dev.watertight.isolation.jdbc.Execution;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the tries of one operation have come to in one cell, so far. */
final class CellTrial {
  /** A try that leaked. */
  record Leak(List<Step> steps, List<StepRun> runs, Breach breach) {}

  private final Cell cell;
  private final Map<String, Leak> leaks = new LinkedHashMap<>();
  private final Set<String> unwritten = new LinkedHashSet<>();
  private final Set<String> bypasses = new LinkedHashSet<>();
  private final Set<String> unstable = new LinkedHashSet<>();
  private int tries;
  private int ended;
  private boolean hung;

  CellTrial(Cell cell) {
    this.cell = cell;
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
    if (crowded.stream().anyMatch(r -> reaches(r))) {
      ended++;
    }
  }

  private static boolean reaches(StepRun run) {
    for (Execution execution : run.recording().executions()) {
      if (execution.failure().isEmpty()) {
        return true;
      }
    }
    return false;
  }

  void add(Leak leak) {
    leaks.putIfAbsent(leak.breach().rule(), leak);
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
    if (ended == 0) {
      return CellResult.notRun("no call reached the database");
    }
    return CellResult.held();
  }

  private static String first(Set<String> texts) {
    return Oracles.shortened(texts.iterator().next());
  }
}
