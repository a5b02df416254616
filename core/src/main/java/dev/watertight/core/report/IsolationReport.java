package dev.watertight.core.report;

import dev.watertight.core.finding.Finding;
import dev.watertight.core.finding.Fingerprint;
import dev.watertight.core.finding.Layer;
import dev.watertight.core.finding.Location;
import dev.watertight.core.finding.NotAnalysed;
import dev.watertight.core.finding.Proof;
import dev.watertight.core.finding.Severity;
import dev.watertight.core.finding.Status;
import dev.watertight.core.isolation.Cell;
import dev.watertight.core.isolation.CellResult;
import dev.watertight.core.isolation.Counterexample;
import dev.watertight.core.isolation.IsolationResult;
import dev.watertight.core.isolation.IsolationRules;
import dev.watertight.core.isolation.Mutant;
import dev.watertight.core.isolation.OperationResult;
import dev.watertight.core.isolation.Score;
import dev.watertight.core.report.Report.Figure;
import dev.watertight.core.report.Report.Part;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What isolation tests found, as a report: each counterexample is a finding. A cell that leaked
 * where nothing may, and a control that did not leak, are findings without a counterexample too.
 */
public final class IsolationReport {
  /** The name of this part of the tool in reports. */
  public static final String PART = "isolation";

  private static final int SURVIVORS_NAMED = 3;

  private final IsolationResult result;
  private final List<Finding> findings = new ArrayList<>();
  private final Set<List<Object>> shown = new HashSet<>();

  private IsolationReport(IsolationResult result) {
    this.result = result;
  }

  /** The report on one module's isolation tests, before suppressions are applied. */
  public static Report of(String project, IsolationResult result) {
    return new IsolationReport(result).report(project);
  }

  /** What of a report's gaps are those of its isolation tests. */
  public static Set<NotAnalysed> untested(Report report) {
    return report.isolation().map(r -> Set.copyOf(Untested.of(r))).orElse(Set.of());
  }

  private Report report(String project) {
    result.counterexamples().forEach(this::counterexample);
    result.operations().forEach(this::withoutCounterexample);
    return new Report(
        project,
        List.of(new Part(PART, IsolationRules.ALL, List.of(), figures())),
        List.of(),
        List.of(),
        Fingerprint.distinct(findings.stream().sorted(Finding.ORDER).toList()),
        Untested.of(result),
        notes(),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.of(result));
  }

  private List<Figure> figures() {
    return List.of(
        new Figure("operations", result.operations().size()),
        new Figure("tries", result.operations().stream().mapToLong(OperationResult::tries).sum()),
        new Figure("statements", result.ledger().entries().size()),
        new Figure("mutants", result.mutants().size()));
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>(result.notes());
    List<Mutant> survived =
        result.mutants().stream().filter(m -> m.outcome() == Mutant.Outcome.SURVIVED).toList();
    if (!survived.isEmpty()) {
      Score score = Score.of(result);
      notes.add(
          "Isolation tests noticed "
              + score.killed()
              + " of "
              + PlainText.count(score.counted(), "fault")
              + " that were put in on purpose. "
              + survived.size()
              + (survived.size() == 1 ? " survived: " : " survived, such as: ")
              + survived.stream()
                  .limit(SURVIVORS_NAMED)
                  .map(m -> m.operator() + " in `" + place(m) + "`")
                  .distinct()
                  .collect(Collectors.joining("; "))
              + ". A real fault of this kind would pass the tests too.");
    }
    return notes;
  }

  /** A fault in the schema has an operation only if one touches what it is in. */
  private static String place(Mutant mutant) {
    return mutant.operation().isBlank() ? mutant.statement() : mutant.operation();
  }

  private void counterexample(Counterexample found) {
    found.cell().ifPresent(cell -> shown.add(List.of(found.operation(), cell)));
    boolean blind = found.rule().equals(IsolationRules.BLIND_PROBE);
    if (blind) {
      shown.add(List.of(found.operation(), Cell.NEITHER));
    }
    findings.add(
        finding(
            found.rule(),
            layer(found.cell()),
            severity(found),
            blind ? Status.SUSPECTED : Status.PROVEN,
            sentence(
                    found.message().isBlank()
                        ? "`" + found.operation() + "` broke `" + found.rule() + "`"
                        : found.message())
                + hint(found),
            found.operation(),
            found.cell(),
            Optional.of(proof(found))));
  }

  /** What leaks with both layers on leaks by each of them too, and is told once. */
  private void withoutCounterexample(OperationResult operation) {
    for (Cell cell : Cell.values()) {
      boolean leaked = operation.cell(cell).verdict() == CellResult.Verdict.LEAKED;
      if (cell.mustHold()
          && leaked
          && operation.kind() != OperationResult.Kind.ACROSS_TENANTS
          && !shown.contains(List.of(operation.operation(), Cell.BOTH))
          && shown.add(List.of(operation.operation(), cell))) {
        findings.add(
            finding(
                IsolationRules.LEAK_READ,
                layer(Optional.of(cell)),
                Severity.ERROR,
                Status.SUSPECTED,
                "`"
                    + operation.operation()
                    + "` leaked with "
                    + words(cell)
                    + ", and no counterexample was recorded."
                    + where(Optional.of(cell)),
                operation.operation(),
                Optional.of(cell),
                Optional.empty()));
      }
    }
    if (operation.kind() == OperationResult.Kind.TENANT
        && operation.cell(Cell.NEITHER).verdict() == CellResult.Verdict.HELD
        && shown.add(List.of(operation.operation(), Cell.NEITHER))) {
      findings.add(
          finding(
              IsolationRules.BLIND_PROBE,
              Layer.APPLICATION,
              Severity.WARNING,
              Status.SUSPECTED,
              "`"
                  + operation.operation()
                  + "` leaked nothing with both layers off, so that its other cells show nothing"
                  + " either. Give the test arguments with which it reaches rows.",
              operation.operation(),
              Optional.of(Cell.NEITHER),
              Optional.empty()));
    }
  }

  private static Finding finding(
      String rule,
      Layer layer,
      Severity severity,
      Status status,
      String message,
      String operation,
      Optional<Cell> cell,
      Optional<Proof> proof) {
    return new Finding(
        rule,
        layer,
        severity,
        status,
        message,
        new Location.InDatabase(operation),
        Optional.empty(),
        fingerprint(rule, operation, cell),
        List.of(),
        List.of(),
        Optional.empty(),
        proof,
        Optional.empty());
  }

  private static Layer layer(Optional<Cell> cell) {
    return cell.equals(Optional.of(Cell.DATABASE_ONLY)) ? Layer.DATABASE : Layer.APPLICATION;
  }

  private static Proof proof(Counterexample found) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("call", found.operation());
    found.cell().ifPresent(cell -> fields.put("cell", cell.key() + ": with " + words(cell)));
    fields.put("tenants", found.tenants().orElse("as the story names them"));
    fields.put("seen", found.message());
    fields.put(
        "story",
        found.story().stream()
            .map(step -> step.replaceAll("\\s*\\R\\s*", " "))
            .collect(Collectors.joining("\n")));
    fields.put("sql", String.join("\n", found.sql()));
    fields.put("seed", found.seed());
    fields.put("test", found.test());
    fields.values().removeIf(String::isBlank);
    return Proof.of(fields);
  }

  /** How bad it is: no tenant gets another's data where one sees too little, or nobody can tell. */
  public static Severity severity(Counterexample found) {
    return found.rule().equals(IsolationRules.BLIND_PROBE)
            || found.rule().equals(IsolationRules.OVER_FILTERING)
        ? Severity.WARNING
        : Severity.ERROR;
  }

  /** The fingerprint of its finding; of two with one rule, operation and cell, of the first. */
  public static String fingerprint(Counterexample found) {
    return fingerprint(found.rule(), found.operation(), found.cell());
  }

  private static String fingerprint(String rule, String operation, Optional<Cell> cell) {
    return Fingerprint.of(rule, operation, cell.map(Cell::key).orElse(""));
  }

  /** The cell as a condition: "with …". */
  public static String words(Cell cell) {
    return switch (cell) {
      case BOTH -> "both layers on";
      case APPLICATION_ONLY -> "row-level security off";
      case DATABASE_ONLY -> "the tenant taken out of the statements";
      case NEITHER -> "both layers off";
    };
  }

  private static String hint(Counterexample found) {
    return switch (found.rule()) {
      case IsolationRules.BLIND_PROBE ->
          " Its other cells therefore show nothing either: give the test arguments with which it"
              + " reaches rows.";
      case IsolationRules.OVER_FILTERING ->
          " A condition is narrower than the tenant: see to the statement and to the policies.";
      case IsolationRules.CONTEXT_BLEED ->
          " Set the tenant for the transaction only, or clear it before the connection goes back.";
      default -> where(found.cell());
    };
  }

  /** Which layer is to be mended. */
  private static String where(Optional<Cell> cell) {
    if (cell.isEmpty()) {
      return "";
    }
    return switch (cell.get()) {
      case BOTH -> " Neither layer stopped it: see to the statement and to the policies.";
      case APPLICATION_ONLY ->
          " The code is not right by itself: put the tenant into the statement.";
      case DATABASE_ONLY ->
          " The database is not right by itself: see to the policies and keys of the tables.";
      case NEITHER -> "";
    };
  }

  private static String sentence(String text) {
    String line = text.strip();
    return line.matches("(?s).*[.!?]") ? line : line + ".";
  }
}
