package dev.watertight.core.report.html;

import dev.watertight.core.finding.Finding;
import dev.watertight.core.isolation.Cell;
import dev.watertight.core.isolation.CellResult;
import dev.watertight.core.isolation.Counterexample;
import dev.watertight.core.isolation.IsolationResult;
import dev.watertight.core.isolation.Ledger;
import dev.watertight.core.isolation.Mutant;
import dev.watertight.core.isolation.OperationResult;
import dev.watertight.core.report.IsolationCount;
import dev.watertight.core.report.IsolationReport;
import dev.watertight.core.report.Report;
import dev.watertight.core.report.html.IsolationView.CellView;
import dev.watertight.core.report.html.IsolationView.Heading;
import dev.watertight.core.report.html.IsolationView.MutantGroup;
import dev.watertight.core.report.html.IsolationView.MutantView;
import dev.watertight.core.report.html.IsolationView.Operation;
import dev.watertight.core.report.html.IsolationView.State;
import dev.watertight.core.report.html.IsolationView.Statement;
import dev.watertight.core.report.html.IsolationView.StatementGroup;
import dev.watertight.core.report.html.IsolationView.Story;
import dev.watertight.core.report.html.IsolationView.Uncalled;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The part of the page that is about isolation tests. */
final class IsolationSection {
  /** Longest statement shown in full, in UTF-16 code units. */
  private static final int LONGEST = 2_000;

  private static final List<Mutant.Outcome> WORST_FIRST =
      List.of(
          Mutant.Outcome.SURVIVED,
          Mutant.Outcome.MASKED_BY_RLS,
          Mutant.Outcome.EQUIVALENT,
          Mutant.Outcome.KILLED);

  private static final List<Ledger.Standing> NEEDIEST_FIRST =
      List.of(
          Ledger.Standing.OPAQUE,
          Ledger.Standing.UNSCOPED,
          Ledger.Standing.ACROSS_TENANTS,
          Ledger.Standing.SCOPED);

  private IsolationSection() {}

  /** Empty where there were no isolation tests. */
  static Optional<IsolationView> of(Report report) {
    Set<String> findings =
        report.findings().stream().map(Finding::fingerprint).collect(Collectors.toSet());
    return report.isolation().map(result -> view(result, findings));
  }

  private static IsolationView view(IsolationResult result, Set<String> findings) {
    return new IsolationView(
        result.seed(),
        IsolationCount.of(result).text(),
        IsolationCount.score(result),
        Arrays.stream(Cell.values()).map(c -> new Heading(name(c), condition(c))).toList(),
        states(result),
        result.operations().stream()
            .sorted(Comparator.comparing(IsolationCount.State::of))
            .map(IsolationSection::operation)
            .toList(),
        WORST_FIRST.stream()
            .map(outcome -> mutants(result, outcome))
            .filter(group -> !group.mutants().isEmpty())
            .toList(),
        NEEDIEST_FIRST.stream()
            .map(standing -> statements(result, standing))
            .filter(group -> !group.statements().isEmpty())
            .toList(),
        result.ledger().unreachedTables(),
        result.ledger().uncalled().stream()
            .map(u -> new Uncalled(u.operation(), u.reason()))
            .toList(),
        result.counterexamples().stream()
            .sorted(Comparator.comparing(IsolationReport::severity))
            .map(
                c ->
                    story(
                        c, Optional.of(IsolationReport.fingerprint(c)).filter(findings::contains)))
            .toList());
  }

  private static String name(Cell cell) {
    return switch (cell) {
      case BOTH -> "Both";
      case APPLICATION_ONLY -> "Application only";
      case DATABASE_ONLY -> "Database only";
      case NEITHER -> "Neither: the control";
    };
  }

  private static String condition(Cell cell) {
    return switch (cell) {
      case BOTH -> "must hold";
      case APPLICATION_ONLY -> "RLS off, must hold";
      case DATABASE_ONLY -> "tenant taken out, must hold";
      case NEITHER -> "both off, must leak";
    };
  }

  private static List<State> states(IsolationResult result) {
    return Arrays.stream(IsolationCount.State.values())
        .map(
            state ->
                new State(
                    key(state),
                    label(state),
                    result.operations().stream()
                        .filter(o -> IsolationCount.State.of(o) == state)
                        .count()))
        .filter(state -> state.count() > 0)
        .toList();
  }

  private static String key(IsolationCount.State state) {
    return switch (state) {
      case LEAKS -> "leaks";
      case BLIND -> "blind";
      case UNTESTED -> "untested";
      case ACROSS_TENANTS -> "across";
      case SOUND -> "sound";
    };
  }

  private static String label(IsolationCount.State state) {
    return switch (state) {
      case LEAKS -> "leaks";
      case BLIND -> "blind";
      case UNTESTED -> "not fully tested";
      case ACROSS_TENANTS -> "across tenants on purpose";
      case SOUND -> "holds";
    };
  }

  private static Operation operation(OperationResult operation) {
    return new Operation(
        operation.operation(),
        key(IsolationCount.State.of(operation)),
        Arrays.stream(Cell.values()).map(cell -> cell(operation, cell)).toList(),
        Arrays.stream(Cell.values())
            .map(operation::cell)
            .flatMap(c -> c.reason().map(r -> word(c.verdict()) + ": " + r).stream())
            .distinct()
            .toList(),
        switch (operation.kind()) {
          case TENANT -> "";
          case SHARED -> "reads shared tables only: there is nothing that could leak";
          case ACROSS_TENANTS -> "crosses tenants on purpose";
        },
        operation.note().orElse(""),
        Words.number(operation.tries()),
        Words.number(operation.statements()));
  }

  private static CellView cell(OperationResult operation, Cell cell) {
    CellResult.Verdict verdict = operation.cell(cell).verdict();
    if (!operation.isAsked(cell)) {
      return new CellView(name(cell), "none", "–", unasked(verdict, cell));
    }
    return switch (verdict) {
      case HELD ->
          cell.mustHold()
              ? new CellView(name(cell), "holds", "✓", "held")
              : new CellView(name(cell), "weak", "!", "no leak: blind");
      case LEAKED ->
          cell.mustHold()
              ? new CellView(name(cell), "missing", "✕", "leaked")
              : new CellView(name(cell), "holds", "✓", "leaked, as it must");
      case OPAQUE, NOT_RUN -> new CellView(name(cell), "weak", "?", word(verdict));
    };
  }

  private static String unasked(CellResult.Verdict verdict, Cell cell) {
    return switch (verdict) {
      case HELD -> cell.mustHold() ? "held" : "nothing to leak";
      case LEAKED -> "crosses";
      case OPAQUE, NOT_RUN -> word(verdict);
    };
  }

  private static String word(CellResult.Verdict verdict) {
    return switch (verdict) {
      case HELD -> "held";
      case LEAKED -> "leaked";
      case OPAQUE -> "opaque";
      case NOT_RUN -> "not run";
    };
  }

  private static MutantGroup mutants(IsolationResult result, Mutant.Outcome outcome) {
    List<MutantView> mutants =
        result.mutants().stream()
            .filter(m -> m.outcome() == outcome)
            .map(
                m ->
                    new MutantView(
                        m.operator(),
                        m.table().orElse(""),
                        m.operation(),
                        cut(m.statement()),
                        m.detail()))
            .toList();
    return switch (outcome) {
      case SURVIVED ->
          new MutantGroup(
              outcome.key(),
              "Survived",
              "Pseudo-isolated: executed, the tenant was taken away from it, and nobody noticed. A"
                  + " real fault here would pass the tests too.",
              false,
              mutants);
      case MASKED_BY_RLS ->
          new MutantGroup(
              outcome.key(),
              "Masked by row-level security only",
              "The policies stopped it, and nothing else: what the application does here is not"
                  + " tested.",
              false,
              mutants);
      case EQUIVALENT ->
          new MutantGroup(
              outcome.key(),
              "Equivalent",
              "Made no difference to any result in two very different worlds. Not counted.",
              false,
              mutants);
      case KILLED -> new MutantGroup(outcome.key(), "Killed", "The tests noticed.", true, mutants);
    };
  }

  private static StatementGroup statements(IsolationResult result, Ledger.Standing standing) {
    List<Statement> statements =
        result.ledger().entries().stream()
            .filter(e -> e.standing() == standing)
            .map(e -> new Statement(cut(e.statement()), e.reason(), e.operation()))
            .toList();
    return switch (standing) {
      case OPAQUE ->
          new StatementGroup(
              standing.key(),
              "Opaque",
              "Could not be read, so nothing is known of them.",
              false,
              statements);
      case UNSCOPED ->
          new StatementGroup(
              standing.key(),
              "Not scoped by themselves",
              "A tenant table in them is not constrained by the statement itself.",
              false,
              statements);
      case ACROSS_TENANTS ->
          new StatementGroup(
              standing.key(),
              "Across tenants",
              "On purpose, with the reason given.",
              false,
              statements);
      case SCOPED ->
          new StatementGroup(
              standing.key(),
              "Scoped",
              "Each tenant table in them is constrained to the tenant, or there is none in them.",
              true,
              statements);
    };
  }

  private static Story story(Counterexample found, Optional<String> anchor) {
    return new Story(
        found.rule(),
        IsolationReport.severity(found).label(),
        found.operation(),
        found.cell().map(c -> "with " + IsolationReport.words(c)).orElse(""),
        found.message(),
        found.story(),
        anchor);
  }

  private static String cut(String text) {
    if (text.length() <= LONGEST) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
    return text.substring(0, end)
        + " … ("
        + Words.count(text.length() - end, "more character")
        + " not shown)";
  }
}
