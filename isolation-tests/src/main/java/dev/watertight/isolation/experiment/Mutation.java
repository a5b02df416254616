package dev.watertight.isolation.experiment;

import dev.watertight.core.isolation.Cell;
import dev.watertight.core.isolation.Mutant;
import dev.watertight.isolation.sql.Change;
import dev.watertight.isolation.sql.ReadStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;

/**
 * Puts faults in on purpose, one at a time, and looks whether the tries notice: into the
 * statements, with row-level security off, so that nothing else can stand in for them; into what
 * sets the context; and into the schema, with the tenant taken out of the statements.
 */
final class Mutation {
  private static final int SHOWN = 400;

  private final Laboratory laboratory;
  private final List<OperationTrial> trials;
  private final Sites sites;
  private final Equivalence equivalence;
  private final List<Mutant> mutants = new ArrayList<>();

  Mutation(Laboratory laboratory, List<OperationTrial> trials) {
    this.laboratory = laboratory;
    this.trials = List.copyOf(trials);
    this.sites = new Sites(laboratory.reader(), trials);
    this.equivalence = new Equivalence(laboratory);
  }

  List<Mutant> run() throws SQLException {
    String victim = laboratory.knowledge().id(1);
    for (Sites.Site site : sites.predicates()) {
      query("predicate dropped", site, Change.Drop::new);
      query("predicate negated", site, Change.Negate::new);
      query("predicate moved under OR", site, Change.UnderOr::new);
      query("predicate bound to another tenant", site, n -> new Change.Rebind(n, victim));
    }
    for (Sites.Site site : sites.stamps()) {
      query("stamp of another tenant", site, n -> new Change.Restamp(n, victim));
    }
    for (ReadStatement read : sites.statements()) {
      if (!read.contextSettings().isEmpty()) {
        List<Sites.Way> ways = sites.ways(Set.of(read.sql()));
        context("context not set", read, Cell.BOTH, of(read, new Change.DropContext()), ways);
        context(
            "context of another tenant",
            read,
            Cell.DATABASE_ONLY,
            of(read, new Change.OtherContext(victim)),
            ways);
        context(
            "context set for the session",
            read,
            Cell.BOTH,
            of(read, new Change.SessionWideContext()),
            ways);
        List<String> settings =
            read.contextSettings().stream().filter(name -> name.contains(".")).toList();
        if (!settings.isEmpty()) {
          Fault.Nested nested = new Fault.Nested(read.sql(), settings, victim);
          context(
              "context of another tenant nested in it",
              read,
              Cell.DATABASE_ONLY,
              new Fault(Map.of(), Optional.of(nested)),
              sites.longWays(read.sql()));
        }
      }
    }
    new SchemaMutation(laboratory, trials, mutants).run();
    new KeyMutation(laboratory, trials, mutants).run();
    return List.copyOf(mutants);
  }

  /** Without row-level security, so that the statement stands alone. */
  private void query(String operator, Sites.Site site, IntFunction<Change> change)
      throws SQLException {
    Map<String, Change> changes = new LinkedHashMap<>();
    site.ordinals().forEach((sql, ordinal) -> changes.put(sql, change.apply(ordinal)));
    Fault fault = new Fault(changes);
    List<Sites.Way> all = sites.ways(changes.keySet());
    List<Sites.Way> ways =
        all.stream()
            // What leaks without any fault can teach nothing about one.
            .filter(w -> !w.trial().cell(Cell.APPLICATION_ONLY).leaked())
            .toList();
    if (ways.isEmpty()) {
      masked(operator, site, fault, all);
      return;
    }
    Noticed noticed = notice(Cell.APPLICATION_ONLY, fault, ways);
    if (!noticed.lived()) {
      return; // It cannot be put into this statement.
    }
    String operation =
        noticed.operation().or(() -> ways.stream().findFirst().map(Mutation::name)).orElse("");
    boolean succeeded =
        ways.stream().anyMatch(w -> changes.keySet().stream().anyMatch(w.trial()::succeeded));
    boolean equivalent =
        noticed.how().isEmpty()
            && succeeded
            && !equivalence.differs(
                fault, ways.stream().flatMap(w -> w.scenarios().stream()).toList());
    mutants.add(
        new Mutant(
            operator,
            shortened(site.first().sql()),
            Optional.of(site.table()),
            operation,
            noticed.how().isPresent()
                ? Mutant.Outcome.KILLED
                : equivalent ? Mutant.Outcome.EQUIVALENT : Mutant.Outcome.SURVIVED,
            site.text()
                + ": "
                + noticed
                    .how()
                    .orElse(
                        equivalent
                            ? "it makes no difference to any result or row, for each tenant and with"
                                + " all that the operation was called with"
                            : succeeded
                                ? "it makes a difference, and no try notices"
                                : "it was never executed but with a failure: no try can notice")));
  }

  /** Where it leaks already without row-level security, only that can stand before the fault. */
  private void masked(String operator, Sites.Site site, Fault fault, List<Sites.Way> all)
      throws SQLException {
    List<Sites.Way> ways = all.stream().filter(w -> !w.trial().cell(Cell.BOTH).leaked()).toList();
    Noticed noticed = notice(Cell.BOTH, fault, ways);
    if (noticed.lived()) {
      mutants.add(
          new Mutant(
              operator,
              shortened(site.first().sql()),
              Optional.of(site.table()),
              noticed
                  .operation()
                  .or(() -> ways.stream().findFirst().map(Mutation::name))
                  .orElse(""),
              noticed.how().isPresent() ? Mutant.Outcome.KILLED : Mutant.Outcome.MASKED_BY_RLS,
              site.text()
                  + ": "
                  + noticed
                      .how()
                      .orElse(
                          "without row-level security the operation leaks with no fault in it, so"
                              + " that only row-level security stands before this one")));
    }
  }

  /**
   * What came of a fault.
   *
   * @param lived whether it could be put in at all
   */
  private record Noticed(boolean lived, Optional<String> operation, Optional<String> how) {}

  private Noticed notice(Cell cell, Fault fault, List<Sites.Way> ways) throws SQLException {
    boolean lived = false;
    for (Sites.Way way : ways) {
      for (List<Step> steps : way.scenarios()) {
        List<StepRun> mutated = mutated(cell, fault, steps);
        if (mutated.stream().noneMatch(r -> r.recording().hadFault())) {
          continue;
        }
        lived = true;
        Optional<String> how = laboratory.breach(cell, steps, mutated).map(Breach::message);
        if (how.isPresent()) {
          return new Noticed(true, Optional.of(name(way)), how);
        }
      }
    }
    return new Noticed(lived, Optional.empty(), Optional.empty());
  }

  private static String name(Sites.Way way) {
    return way.trial().operation().name();
  }

  private static Fault of(ReadStatement read, Change change) {
    return Fault.of(read.sql(), change);
  }

  private void context(
      String operator, ReadStatement read, Cell cell, Fault fault, List<Sites.Way> ways)
      throws SQLException {
    Noticed noticed = notice(cell, fault, ways);
    if (noticed.lived()) {
      mutants.add(
          new Mutant(
              operator,
              shortened(read.sql()),
              Optional.empty(),
              noticed
                  .operation()
                  .or(() -> ways.stream().findFirst().map(Mutation::name))
                  .orElse(""),
              noticed.how().isPresent() ? Mutant.Outcome.KILLED : Mutant.Outcome.SURVIVED,
              noticed.how().orElse("no try notices")));
    }
  }

  private List<StepRun> mutated(Cell cell, Fault fault, List<Step> steps) throws SQLException {
    Stage stage = laboratory.crowded(cell);
    stage.begin(fault);
    try {
      return laboratory.crowded(cell, steps);
    } finally {
      stage.end();
    }
  }

  private static String shortened(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }

  /** The tables of the schema that an operation touches. */
  static Set<String> tables(Laboratory laboratory, OperationTrial trial) {
    Set<String> tables = new TreeSet<>();
    trial.reached().keySet().forEach(sql -> tables.addAll(laboratory.reader().read(sql).tables()));
    return tables;
  }
}
