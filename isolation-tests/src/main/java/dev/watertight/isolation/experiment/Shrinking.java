package dev.watertight.isolation.experiment;

import dev.watertight.core.isolation.Cell;
import dev.watertight.isolation.argument.Draw;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Makes a try that leaked smaller, for as long as it leaks in the same way and there is time. */
final class Shrinking {
  private static final long PATIENCE = Duration.ofSeconds(3).toNanos();
  private static final int CANDIDATES = 60;

  private final Laboratory laboratory;
  private final Cell cell;

  Shrinking(Laboratory laboratory, Cell cell) {
    this.laboratory = laboratory;
    this.cell = cell;
  }

  CellTrial.Leak smaller(CellTrial.Leak leak) throws SQLException {
    long end = System.nanoTime() + PATIENCE;
    CellTrial.Leak best = leak;
    if (!leak.repeatable() || leak.breach().rule().equals(Breach.BLEED)) {
      return best; // It is about what came before, ran meanwhile or was between.
    }
    boolean better = true;
    while (better && System.nanoTime() < end) {
      better = false;
      for (Iterator<List<Step>> tries = candidates(best.steps()).iterator();
          tries.hasNext() && !better && System.nanoTime() < end; ) {
        Optional<CellTrial.Leak> found = leaks(tries.next(), leak.breach().rule());
        if (found.isPresent()) {
          best = found.get();
          better = true;
        }
      }
    }
    return best;
  }

  private static List<List<Step>> candidates(List<Step> steps) {
    List<List<Step>> all = new ArrayList<>();
    for (int i = 0; i < steps.size() && steps.size() > 1; i++) {
      List<Step> fewer = new ArrayList<>(steps);
      fewer.remove(i);
      all.add(fewer);
    }
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      if (step.times() > 1) {
        all.add(with(steps, i, new Step(step.tenant(), step.operation(), step.draw(), 1)));
      }
      if (step.disturbance().kind() != Disturbance.Kind.NOTHING) {
        all.add(
            with(steps, i, new Step(step.tenant(), step.operation(), step.draw(), step.times())));
      }
      for (Draw draw : step.draw().smaller().get().limit(CANDIDATES).toList()) {
        all.add(
            with(
                steps,
                i,
                new Step(step.tenant(), step.operation(), draw, step.times(), step.disturbance())));
      }
    }
    return all;
  }

  private static List<Step> with(List<Step> steps, int at, Step step) {
    List<Step> other = new ArrayList<>(steps);
    other.set(at, step);
    return other;
  }

  private Optional<CellTrial.Leak> leaks(List<Step> steps, String rule) throws SQLException {
    List<StepRun> crowded = laboratory.crowded(cell, steps);
    Oracles oracles = laboratory.oracles(cell);
    List<Breach> breaches = new ArrayList<>(oracles.of(crowded));
    if (breaches.stream().noneMatch(b -> b.rule().equals(rule))) {
      breaches.addAll(
          oracles.of(crowded, laboratory.alone(cell, steps.stream().filter(Step::isOwn).toList())));
    }
    return breaches.stream()
        .filter(b -> b.rule().equals(rule))
        .findFirst()
        .map(b -> new CellTrial.Leak(steps, crowded, b));
  }
}
