package dev.watertight.isolation.experiment;

import dev.watertight.core.isolation.Cell;
import dev.watertight.core.isolation.CellResult;
import dev.watertight.core.isolation.OperationResult;
import dev.watertight.isolation.argument.Draw;
import dev.watertight.isolation.argument.Draws;
import dev.watertight.isolation.argument.Recipe;
import dev.watertight.isolation.jdbc.Execution;
import dev.watertight.isolation.observation.Completeness;
import dev.watertight.isolation.observation.Observation;
import dev.watertight.isolation.operation.Operation;
import dev.watertight.isolation.sql.ReadStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** The tries of one operation in the four cells. */
final class OperationTrial {
  /**
   * An own row that one cell shows and another does not.
   *
   * @param repeatable as of {@link CellTrial.Leak}
   */
  record OverFiltering(
      Cell cell,
      List<Step> steps,
      List<StepRun> runs,
      String message,
      int tries,
      boolean repeatable) {
    static final String RULE = "over-filtering";
  }

  /** How many ways to a statement are remembered. */
  private static final int WAYS = 8;

  private final Laboratory laboratory;
  private final Operation operation;
  private final Draws draws;
  private final Map<Cell, CellTrial> cells = new EnumMap<>(Cell.class);
  private final Map<String, List<List<Step>>> reached = new LinkedHashMap<>();
  private final Set<String> succeeded = new HashSet<>();
  private final List<OverFiltering> overFiltering = new ArrayList<>();
  private Optional<String> remembers = Optional.empty();
  private int tries;

  OperationTrial(Laboratory laboratory, Operation operation, Draws draws) {
    this.laboratory = laboratory;
    this.operation = operation;
    this.draws = draws;
    for (Cell cell : Cell.values()) {
      cells.put(cell, new CellTrial(cell, e -> asksForData(laboratory, e)));
    }
  }

  Operation operation() {
    return operation;
  }

  /** Carries out so many tries, fewer where all that can be learnt is known. */
  void run(int most, long seed) throws SQLException {
    run(most, seed, trial -> false);
  }

  /** The same, and no more than are needed for what is asked. */
  void run(int most, long seed, Predicate<OperationTrial> enough) throws SQLException {
    Random random = new Random(seed ^ (0x1_0000_0001L * operation.name().hashCode()));
    List<List<Step>> first = first();
    for (int i = 0; i < most && !isOver() && !enough.test(this); i++) {
      List<Step> steps = i < first.size() ? first.get(i) : scenario(i - first.size(), random);
      tries++;
      Map<Cell, List<StepRun>> seen = new EnumMap<>(Cell.class);
      for (CellTrial cell : cells.values()) {
        if (!cell.hung() && !(cell.leaked() && settled(cell))) {
          seen.put(cell.cell(), tryIn(cell, steps));
        }
      }
      compareCells(steps, seen);
      if (i == 0) {
        remembers(steps);
        bleedsByThread(steps);
      }
    }
  }

  /** How many tries it took until the rule was seen broken in the cell. */
  Optional<Integer> triesUntil(String rule, Cell cell) {
    return rule.equals(OverFiltering.RULE)
        ? overFiltering.stream().filter(o -> o.cell() == cell).map(OverFiltering::tries).findFirst()
        : cell(cell).triesUntil(rule);
  }

  /**
   * A control that has leaked has shown what it is for; a cell that must hold is looked at longer.
   */
  private boolean settled(CellTrial cell) {
    return !cell.cell().mustHold() || cell.leaks().size() > 1 || tries > 10;
  }

  private boolean isOver() {
    return operation.parameters().isEmpty() && tries >= 9;
  }

  /** What is tried before anything random. */
  private List<List<Step>> first() {
    List<List<Step>> all = new ArrayList<>();
    Optional<Draw> own = Optional.empty();
    for (Draw draw : draws.first(operation)) {
      all.add(List.of(Step.of(0, operation, draw)));
      if (!draw.arguments().isEmpty() && draw.arguments().stream().noneMatch(Recipe::foreign)) {
        own = Optional.of(draw);
      }
    }
    // What the tenant asked and a memory keeps, another tenant may get.
    own.ifPresent(d -> all.add(List.of(Step.of(0, operation, d), Step.of(1, operation, d))));
    return all;
  }

  /** Arguments with a value of another tenant among them: the first ones and some random ones. */
  List<Draw> withForeignIds(int tries) {
    Random random = new Random(operation.name().hashCode());
    List<Draw> all = new ArrayList<>(draws.first(operation));
    for (int i = 0; i < tries && !operation.parameters().isEmpty(); i++) {
      all.add(draws.draw(operation, random));
    }
    return all.stream().filter(Draw::foreign).toList();
  }

  private List<Step> scenario(int number, Random random) {
    Draw draw = draws.draw(operation, random);
    Step own = Step.of(0, operation, draw);
    return switch (number % 6) {
      // Another tenant asks the same first: a memory that is not by tenant answers both.
      case 2 ->
          List.of(Step.of(1 + random.nextInt(laboratory.tenants() - 1), operation, draw), own);
      case 3 -> List.of(new Step(0, operation, draw, 2));
      case 5 -> List.of(Step.of(0, operation, draws.draw(operation, random)), own);
      default -> List.of(own);
    };
  }

  private List<StepRun> tryIn(CellTrial trial, List<Step> steps) throws SQLException {
    List<StepRun> crowded = laboratory.crowded(trial.cell(), steps);
    List<StepRun> alone =
        laboratory.alone(trial.cell(), steps.stream().filter(Step::isOwn).toList());
    trial.add(crowded, alone);
    note(trial.cell(), crowded);
    Oracles oracles = laboratory.oracles(trial.cell());
    List<Breach> breaches = new ArrayList<>(oracles.of(crowded));
    if (breaches.isEmpty()) {
      breaches.addAll(oracles.of(crowded, alone));
      if (!breaches.isEmpty() && trial.cell().mustHold()) {
        // Where two equal runs differ already, a difference between two worlds says nothing.
        Unstable unstable = laboratory.unstable(trial.cell(), steps, crowded);
        if (!unstable.isEmpty()) {
          trial.unstable(unstable.label());
          breaches = oracles.of(crowded, alone, unstable);
        }
      }
    }
    for (Breach breach : breaches) {
      trial.add(new CellTrial.Leak(steps, crowded, breach));
    }
    return crowded;
  }

  /** Remembers which statements ran, and by which steps they are reached. */
  private void note(Cell cell, List<StepRun> runs) {
    for (StepRun run : runs) {
      for (Execution execution : run.recording().executions()) {
        if (cell.application() && !Recording.isNoStatement(execution)) {
          laboratory.ledger().executed(execution.original(), operation);
          List<List<Step>> ways =
              reached.computeIfAbsent(execution.original(), k -> new ArrayList<>());
          List<Step> way = runs.stream().map(StepRun::step).toList();
          if (!ways.contains(way)) {
            keep(ways, way, execution);
          }
        }
      }
    }
  }

  /** A way on which the statement succeeds can show more than one on which it fails. */
  private void keep(List<List<Step>> ways, List<Step> way, Execution execution) {
    if (execution.failure().isEmpty()) {
      succeeded.add(execution.original());
      ways.add(0, way);
      if (ways.size() > WAYS) {
        ways.remove(WAYS);
      }
    } else if (ways.size() < WAYS) {
      ways.add(way);
    }
  }

  /** Whether the statement was ever executed without a failure. */
  boolean succeeded(String sql) {
    return succeeded.contains(sql);
  }

  private static boolean asksForData(Laboratory laboratory, Execution execution) {
    ReadStatement.Kind kind = laboratory.reader().read(execution.original()).kind();
    return kind != ReadStatement.Kind.TRANSACTION && kind != ReadStatement.Kind.CONTEXT;
  }

  /** Each cell that must hold shows the tenant all that is its own. */
  private void compareCells(List<Step> steps, Map<Cell, List<StepRun>> seen) throws SQLException {
    List<StepRun> both = seen.getOrDefault(Cell.BOTH, List.of());
    if (both.isEmpty() || steps.stream().anyMatch(s -> !s.isOwn()) || !overFiltering.isEmpty()) {
      return;
    }
    for (Cell other : List.of(Cell.APPLICATION_ONLY, Cell.DATABASE_ONLY)) {
      List<StepRun> runs = seen.getOrDefault(other, List.of());
      if (runs.isEmpty() || cells.get(other) == null || leaked(other) || leaked(Cell.BOTH)) {
        continue;
      }
      if (other == Cell.DATABASE_ONLY && new CallersChoice(laboratory).is(both)) {
        continue;
      }
      Observation whole = both.get(both.size() - 1).last();
      Observation shown = runs.get(runs.size() - 1).last();
      List<Completeness.Missing> missing =
          Completeness.missing(whole, shown, laboratory.knowledge().ownMarks(0));
      boolean refused = whole.failed();
      if (missing.isEmpty() || isWrite(both)) {
        continue;
      }
      // Without row-level security the same statements ran: only a policy makes the difference.
      if (!refused || (other == Cell.APPLICATION_ONLY && !shown.failed() && failsAgain(steps))) {
        overFiltering.add(
            new OverFiltering(
                Cell.BOTH,
                steps,
                both,
                "tenant "
                    + laboratory.knowledge().label(0)
                    + " does not see its own `"
                    + Oracles.shortened(missing.get(0).text())
                    + "` with both layers on"
                    + (refused ? ", for the call fails" : "")
                    + ", and sees it "
                    + (other == Cell.APPLICATION_ONLY
                        ? "without row-level security: a policy hides it"
                        : "without the tenant in the statement: the statement hides it"),
                tries,
                true));
        return;
      }
    }
  }

  private boolean failsAgain(List<Step> steps) throws SQLException {
    List<StepRun> again = laboratory.crowded(Cell.BOTH, steps);
    return !again.isEmpty() && again.get(again.size() - 1).last().failed();
  }

  private boolean leaked(Cell cell) {
    CellTrial trial = cells.get(cell);
    return trial != null && trial.leaked();
  }

  private static boolean isWrite(List<StepRun> runs) {
    return runs.stream().anyMatch(r -> !r.after().isEmpty());
  }

  /** Whether a second request is answered without asking the database again. */
  private void remembers(List<Step> steps) throws SQLException {
    List<Step> twice = new ArrayList<>(steps);
    twice.addAll(steps);
    List<StepRun> runs = laboratory.crowded(Cell.BOTH, twice);
    if (runs.size() == 2 * steps.size()) {
      int first = runs.get(steps.size() - 1).recording().executions().size();
      int second = runs.get(runs.size() - 1).recording().executions().size();
      if (second < first && runs.stream().allMatch(r -> r.after().isEmpty())) {
        remembers =
            Optional.of(
                "it keeps something between requests: "
                    + first
                    + " statements the first time, "
                    + second
                    + " the second");
      }
    }
  }

  /** Whether a thread that served one tenant serves the next as a fresh thread would. */
  private void bleedsByThread(List<Step> steps) throws SQLException {
    List<Step> others =
        steps.stream().map(s -> new Step(1, s.operation(), s.draw(), s.times())).toList();
    for (Cell cell : List.of(Cell.BOTH, Cell.APPLICATION_ONLY)) {
      List<StepRun> here = laboratory.crowded(cell, others);
      List<StepRun> there = laboratory.inFreshThread(cell, others);
      Oracles oracles = laboratory.oracles(cell);
      if (!oracles.unstable(here, there).isEmpty()
          && oracles.unstable(there, laboratory.inFreshThread(cell, others)).isEmpty()) {
        List<Step> story = new ArrayList<>(steps);
        story.addAll(others);
        cell(cell)
            .add(
                new CellTrial.Leak(
                    story,
                    here,
                    new Breach(
                        Breach.BLEED,
                        story.size() - 1,
                        "tenant "
                            + laboratory.knowledge().label(1)
                            + " gets another answer in a thread that served tenant "
                            + laboratory.knowledge().label(0)
                            + " before than in a fresh one")));
      }
    }
  }

  List<CellTrial> cells() {
    return List.copyOf(cells.values());
  }

  CellTrial cell(Cell cell) {
    return Objects.requireNonNull(cells.get(cell));
  }

  /** Steps show less of the tenant's own than they do otherwise, as the message says. */
  void hides(Cell cell, List<Step> steps, List<StepRun> runs, String message) {
    overFiltering.add(new OverFiltering(cell, steps, runs, message, tries, false));
  }

  List<OverFiltering> overFiltering() {
    return overFiltering;
  }

  /** Statements of the data layer's own, each with some ways to reach it. */
  Map<String, List<List<Step>>> reached() {
    return reached;
  }

  OperationResult.Kind kind() {
    if (operation.acrossTenants().isPresent()) {
      return OperationResult.Kind.ACROSS_TENANTS;
    }
    boolean tenants =
        reached.keySet().stream()
            .map(laboratory.reader()::read)
            .anyMatch(
                r ->
                    r.kind() == ReadStatement.Kind.OPAQUE
                        || r.tables().stream().anyMatch(laboratory::isTenantTable));
    return tenants ? OperationResult.Kind.TENANT : OperationResult.Kind.SHARED;
  }

  /** Nobody has said whether these tables hold tenants' rows, so that they do not was not shown. */
  private Optional<String> unclassified() {
    Set<String> tables = new TreeSet<>();
    reached.keySet().forEach(sql -> tables.addAll(laboratory.reader().read(sql).tables()));
    tables.removeIf(t -> !laboratory.isUnclassified(t));
    return tables.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "nobody has said whether "
                + String.join(", ", tables)
                + " holds tenants' rows, and it was taken to be everybody's: name it in"
                + " tables.shared or tables.scoped");
  }

  /** Whether the control stayed dry although it had to leak. */
  boolean isBlind() {
    return kind() == OperationResult.Kind.TENANT
        && cell(Cell.NEITHER).result().verdict() == CellResult.Verdict.HELD;
  }

  OperationResult result() {
    Map<Cell, CellResult> results = new EnumMap<>(Cell.class);
    cells.forEach((cell, trial) -> results.put(cell, trial.result()));
    Optional<String> unstable =
        cells.values().stream()
            .flatMap(c -> c.instability().stream())
            .findFirst()
            .map(
                at ->
                    "it differs between two equal calls, at "
                        + at
                        + ": whether others make a difference there was not decided");
    return new OperationResult(
        operation.name(),
        kind(),
        results,
        tries,
        (int)
            reached.keySet().stream()
                .map(laboratory.reader()::read)
                .filter(
                    r ->
                        r.kind() != ReadStatement.Kind.TRANSACTION
                            && r.kind() != ReadStatement.Kind.CONTEXT)
                .count(),
        operation.acrossTenants().or(() -> unstable).or(() -> remembers).or(this::unclassified));
  }
}
