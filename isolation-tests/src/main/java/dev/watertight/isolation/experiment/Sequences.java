package dev.watertight.isolation.experiment;

import dev.watertight.core.isolation.Cell;
import dev.watertight.core.isolation.OperationResult;
import dev.watertight.isolation.argument.Draws;
import dev.watertight.isolation.observation.Completeness;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/**
 * Requests of several tenants in one order after another over one pool of connections, some of them
 * rolled back, with a failed statement, or with their connection lost; then in several threads at
 * once.
 */
final class Sequences {
  private static final int LENGTH = 6;
  private static final int THREADS = 3;
  private static final int AT_ONCE = 12;
  private static final long SALT = 0x5E90_E0CE5L;
  private static final String POOLED = ", through PgBouncer in transaction mode";
  private static final List<Cell> CELLS =
      List.of(Cell.BOTH, Cell.APPLICATION_ONLY, Cell.DATABASE_ONLY);

  private final Laboratory laboratory;
  private final List<OperationTrial> trials;
  private final Draws draws;
  private final Random random;
  private int requests;
  private int pooledRequests;
  private final Map<String, String> failedThere = new TreeMap<>();
  private int disturbed;
  private int unstable;
  private int unended;

  Sequences(Laboratory laboratory, List<OperationTrial> trials, Draws draws) {
    this.laboratory = laboratory;
    this.trials = trials.stream().filter(t -> t.kind() == OperationResult.Kind.TENANT).toList();
    this.draws = draws;
    this.random = new Random(laboratory.plan().seed() ^ SALT);
  }

  /**
   * Carries them out.
   *
   * @param many how many orders
   * @return what leaked that no operation's own tries had shown, by the operation
   */
  List<OperationTrial> run(int many) throws SQLException, ExperimentException {
    List<OperationTrial> leaking = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      Cell cell = CELLS.get(i % CELLS.size());
      List<Step> steps = steps(cell, LENGTH);
      if (!steps.isEmpty()) {
        inTurn(cell, steps).ifPresent(leaking::add);
      }
    }
    for (Cell cell : many > 0 ? CELLS : List.<Cell>of()) {
      List<List<Step>> threads = new ArrayList<>();
      for (int t = 0; t < THREADS; t++) {
        threads.add(steps(cell, AT_ONCE));
      }
      leaking.addAll(
          atOnce(
              cell,
              threads,
              laboratory.atOnce(cell, threads),
              ", while requests of other tenants ran at once"));
    }
    if (many > 0 && !trials.isEmpty()) {
      leaking.addAll(pooled(many));
    }
    return leaking.stream().distinct().toList();
  }

  /**
   * The same through a pooler that gives each transaction another connection: a context that is set
   * outside of one is lost, or is another tenant's.
   */
  private List<OperationTrial> pooled(int many) throws SQLException, ExperimentException {
    List<OperationTrial> leaking = new ArrayList<>();
    Optional<Pooled> available = laboratory.pooled();
    if (available.isEmpty()) {
      return leaking;
    }
    int direct = requests;
    int directlyDisturbed = disturbed;
    try (Pooled pooled = available.get()) {
      for (int i = 0; i < many; i++) {
        Cell cell = Pooled.CELLS.get(i % Pooled.CELLS.size());
        List<Step> steps = steps(cell, LENGTH);
        boolean undisturbed = i % 4 < 2;
        if (undisturbed) {
          steps = steps.stream().map(s -> Step.of(s.tenant(), s.operation(), s.draw())).toList();
        }
        if (!steps.isEmpty()) {
          count(steps);
          List<StepRun> runs = pooled.inTurn(cell, steps);
          unended += (int) runs.stream().filter(StepRun::hung).count();
          List<Breach> breaches = laboratory.oracles(cell).of(runs);
          if (!breaches.isEmpty()) {
            leaking.add(leak(cell, steps, runs, told(breaches.get(0), POOLED), false));
          } else if (undisturbed) {
            hidden(pooled, cell, steps, runs).ifPresent(leaking::add);
          }
        }
      }
      for (Cell cell : Pooled.CELLS) {
        List<List<Step>> threads = new ArrayList<>();
        for (int t = 0; t < THREADS; t++) {
          threads.add(steps(cell, AT_ONCE));
        }
        leaking.addAll(atOnce(cell, threads, pooled.atOnce(cell, threads), POOLED));
      }
    }
    pooledRequests = requests - direct;
    requests = direct;
    disturbed = directlyDisturbed;
    return leaking;
  }

  /**
   * What a tenant sees of its own over a connection of its own, and not through the pooler. A
   * request that fails there is only noted: much that is a session's fails there, and shows
   * nothing.
   */
  private Optional<OperationTrial> hidden(
      Pooled pooled, Cell cell, List<Step> steps, List<StepRun> runs)
      throws SQLException, ExperimentException {
    List<StepRun> direct = laboratory.crowded(cell, steps);
    for (int i = 0; i < Math.min(runs.size(), direct.size()); i++) {
      if (runs.get(i).last().failed() && !direct.get(i).last().failed()) {
        failedThere.putIfAbsent(
            steps.get(i).operation().name(), Oracles.shortened(runs.get(i).last().canonical()));
      }
    }
    int at = missing(steps, runs, direct);
    if (at < 0
        || at != missing(steps, pooled.inTurn(cell, steps), laboratory.crowded(cell, steps))) {
      return Optional.empty();
    }
    OperationTrial trial = trialOf(steps.get(at));
    trial.hides(
        cell,
        List.copyOf(steps.subList(0, at + 1)),
        runs.subList(0, at + 1),
        "tenant "
            + laboratory.knowledge().label(steps.get(at).tenant())
            + " does not see all of its own"
            + POOLED
            + ", and sees it over a connection of its own: its context is not set in the"
            + " transaction of its statements");
    return Optional.of(trial);
  }

  private int missing(List<Step> steps, List<StepRun> runs, List<StepRun> direct) {
    for (int i = 0; i < Math.min(runs.size(), direct.size()); i++) {
      if (!runs.get(i).last().failed()
          && !Completeness.missing(
                  runs.get(i).last(),
                  direct.get(i).last(),
                  laboratory.knowledge().ownMarks(steps.get(i).tenant()))
              .isEmpty()) {
        return i;
      }
    }
    return -1;
  }

  private static Breach told(Breach breach, String how) {
    return new Breach(breach.rule(), breach.step(), breach.message() + how);
  }

  /** What was done, in a sentence. */
  Optional<String> note(int many) {
    if (requests == 0) {
      return Optional.empty();
    }
    return Optional.of(
        "Besides the tries of each operation, "
            + requests
            + " requests of "
            + laboratory.tenants()
            + " tenants were made over one pool of connections, in "
            + many
            + " orders and in "
            + THREADS
            + " threads at once; "
            + disturbed
            + " of them were rolled back, had a failing statement or lost their connection."
            + (pooledRequests == 0
                ? " None went through PgBouncer: it is not installed, or the server is none of"
                    + " our own processes."
                : " Another "
                    + pooledRequests
                    + " were made through PgBouncer in transaction mode."
                    + failures())
            + (unended == 0
                ? ""
                : " " + unended + " did not end in time, and nothing was concluded from them.")
            + (unstable == 0
                ? ""
                : " In "
                    + unstable
                    + " orders two equal runs differed by themselves, and whether other tenants make"
                    + " a difference was not decided."));
  }

  private String failures() {
    return failedThere.isEmpty()
        ? ""
        : " Some failed there and not over a connection of their own, such as "
            + failedThere.entrySet().stream()
                .map(e -> e.getKey() + " with " + e.getValue())
                .findFirst()
                .orElse("")
            + ": "
            + failedThere.size()
            + (failedThere.size() == 1 ? " operation." : " operations.");
  }

  private List<Step> steps(Cell cell, int length) {
    List<OperationTrial> sound =
        trials.stream().filter(t -> !t.cell(cell).leaked() && !t.cell(cell).hung()).toList();
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < length && !sound.isEmpty(); i++) {
      OperationTrial trial = sound.get(random.nextInt(sound.size()));
      steps.add(
          new Step(
              // The first tenant, whose view is compared, makes every other request or so.
              random.nextBoolean() ? 0 : 1 + random.nextInt(laboratory.tenants() - 1),
              trial.operation(),
              draws.draw(trial.operation(), random),
              1,
              disturbance()));
    }
    return steps;
  }

  private Disturbance disturbance() {
    int at = 1 + random.nextInt(4);
    return switch (random.nextInt(9)) {
      case 0 -> new Disturbance(Disturbance.Kind.ROLLED_BACK, at);
      case 1 -> new Disturbance(Disturbance.Kind.STATEMENT_FAILED, at);
      case 2 -> new Disturbance(Disturbance.Kind.CONNECTION_LOST, at);
      default -> Disturbance.NONE;
    };
  }

  private Optional<OperationTrial> inTurn(Cell cell, List<Step> steps) throws SQLException {
    count(steps);
    List<StepRun> crowded = laboratory.crowded(cell, steps);
    unended += (int) crowded.stream().filter(StepRun::hung).count();
    Oracles oracles = laboratory.oracles(cell);
    List<Breach> breaches = oracles.of(crowded);
    if (breaches.isEmpty()) {
      List<Step> own = steps.stream().filter(Step::isOwn).toList();
      List<StepRun> alone = laboratory.alone(cell, own);
      breaches = oracles.of(crowded, alone);
      if (!breaches.isEmpty()) {
        Unstable differs = laboratory.unstable(cell, steps, crowded);
        breaches = oracles.of(crowded, alone, differs);
        if (breaches.isEmpty()) {
          unstable++;
        }
      }
    }
    return breaches.stream().findFirst().map(b -> leak(cell, steps, crowded, b, true));
  }

  /** It is told of the operation whose request showed it, with what came before. */
  private OperationTrial leak(
      Cell cell, List<Step> steps, List<StepRun> runs, Breach breach, boolean repeatable) {
    List<Step> upTo = steps.subList(0, breach.step() + 1);
    OperationTrial trial = trialOf(upTo.get(upTo.size() - 1));
    trial
        .cell(cell)
        .add(
            new CellTrial.Leak(
                List.copyOf(upTo), runs.subList(0, upTo.size()), breach, repeatable));
    return trial;
  }

  private List<OperationTrial> atOnce(
      Cell cell, List<List<Step>> threads, List<StepRun> runs, String how) {
    threads.forEach(this::count);
    unended += threads.stream().mapToInt(List::size).sum() - runs.size();
    List<OperationTrial> leaking = new ArrayList<>();
    for (Breach breach : laboratory.oracles(cell).ofAtOnce(runs)) {
      StepRun run = runs.get(breach.step());
      OperationTrial trial = trialOf(run.step());
      trial
          .cell(cell)
          .add(
              new CellTrial.Leak(
                  List.of(run.step()),
                  List.of(run),
                  new Breach(breach.rule(), 0, breach.message() + how),
                  false));
      leaking.add(trial);
    }
    return leaking;
  }

  private void count(List<Step> steps) {
    requests += steps.size();
    disturbed +=
        (int)
            steps.stream().filter(s -> s.disturbance().kind() != Disturbance.Kind.NOTHING).count();
  }

  private OperationTrial trialOf(Step step) {
    return trials.stream()
        .filter(t -> t.operation().equals(step.operation()))
        .findFirst()
        .orElseThrow();
  }
}
